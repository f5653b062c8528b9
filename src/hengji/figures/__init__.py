"""hengji figures"""
