"""The studies' names and titles, in the order in which reports list them."""

from __future__ import annotations

from analysis.languages import translatable

TITLES = {
    "market_research": translatable("Market research"),
    "competitor_analysis": translatable("Competitor analysis"),
    "segmentation": translatable("Customer segmentation"),
    "personas": translatable("Personas and prospects"),
}
