"""hengji pipeline"""
