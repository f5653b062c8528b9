"""
Meaning: an `Extract` and its figures → a `Document` with outline, claims, forms and statements.

What belongs here: what a text *says*.  Whether it is true is for `audit`; how a file is opened is
for `documents`.  The words of forms, headings and units are lists in `layouts/`.
"""

from hengji.interpret.interpreting import interpret
from hengji.interpret.placing import figures_of
from hengji.interpret.tabbed import in_tabs

__all__ = ["figures_of", "in_tabs", "interpret"]
