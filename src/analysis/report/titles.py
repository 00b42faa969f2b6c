"""The studies' names and titles, in the order in which reports list them."""

from __future__ import annotations

from analysis.languages import messages

_ = messages(__name__)
TITLES = {
    "market_research": _.later("Market research"),
    "competitor_analysis": _.later("Competitor analysis"),
    "segmentation": _.later("Customer segmentation"),
    "personas": _.later("Personas and prospects"),
}
