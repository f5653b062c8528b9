"""hengji documents.writers"""
