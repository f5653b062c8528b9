"""hengji audit.rules.wording"""
