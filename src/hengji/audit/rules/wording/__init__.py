"""WD: words, numbering and remains of the form."""
