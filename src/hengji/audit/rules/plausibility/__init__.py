"""PL: what is possible but must be explained."""
