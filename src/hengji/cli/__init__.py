"""hengji cli"""
