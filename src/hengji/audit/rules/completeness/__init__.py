"""hengji audit.rules.completeness"""
