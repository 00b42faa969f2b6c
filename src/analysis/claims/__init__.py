"""Sentences about results: what stands behind them, base lines, the page *In brief*, headlines."""
