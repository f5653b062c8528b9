"""hengji audit.rules.plausibility"""
