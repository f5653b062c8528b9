"""hengji audit.rules"""
