"""hengji scoring.methods"""
