"""hengji audit.rules.consistency"""
