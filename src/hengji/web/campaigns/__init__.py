"""
The yearly notice: which edition and outline, until when, who must file; extensions; closing.
"""
