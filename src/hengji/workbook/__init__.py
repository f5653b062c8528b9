"""hengji workbook"""
