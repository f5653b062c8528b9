"""hengji documents"""
