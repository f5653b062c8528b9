"""Benchmarks: one command each, ratios side by side in one run, tables written to docs/benchmarks."""
