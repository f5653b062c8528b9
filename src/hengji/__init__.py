"""Hengji 衡绩: weigh what a department claims against what its figures show."""

__version__ = "0.1.0"
