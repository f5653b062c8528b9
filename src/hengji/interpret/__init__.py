"""hengji interpret"""
