"""Sentences about results: what stands behind them, base lines, the page *In brief*, headlines."""

from analysis.claims.brief import brief
from analysis.claims.data_section import provenance, repairs
from analysis.claims.headline import headline

__all__ = ["brief", "headline", "provenance", "repairs"]
