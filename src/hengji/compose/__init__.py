"""hengji compose"""
