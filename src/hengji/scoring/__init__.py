"""hengji scoring"""
