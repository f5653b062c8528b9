"""hengji audit"""
