"""hengji audit.rules.arithmetic"""
