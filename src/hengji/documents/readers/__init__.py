"""hengji documents.readers"""
