"""hengji audit.rules.disclosure"""
