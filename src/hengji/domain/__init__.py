"""
Floor 1: the nouns of the field.

Frozen, slotted, keyword-only classes and nothing else: no file formats, no scoring, no rules.
Standard library only.  Names follow the glossary; what a document asserts is prefixed
`claimed_` or `stated_`, what we derive `computed_`.
"""
