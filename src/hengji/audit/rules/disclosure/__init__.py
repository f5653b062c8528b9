"""DI: what the public must, or must not, see."""
