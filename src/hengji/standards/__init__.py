"""hengji standards"""
