"""hengji web"""
