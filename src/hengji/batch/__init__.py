"""hengji batch"""
