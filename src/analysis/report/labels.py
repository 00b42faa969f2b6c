"""The words the report itself says, in its language."""

from __future__ import annotations

from analysis.languages import messages
from analysis.values.cover import ReportCover

_ = messages(__name__)


def labels() -> dict[str, str]:
    """Return the report's own words in the active language, by their use."""
    return {
        "contents": _("Contents"),
        "skip": _("Skip to the report"),
        "data": _("Data"),
        "data_hint": _("all numbers of this chart as a table"),
        "page": _("Page"),
        "client": _("Client"),
        "agency": _("Agency"),
        "wave": _("Wave"),
        "fieldwork": _("Fieldwork"),
        "language": _("Language"),
        "language_name": _("English"),
        "synthetic": _("Synthetic data"),
        "synthetic_long": _("Synthetic data: made up for demonstration, not measured."),
        "unanswered": _("What could not be answered"),
        "unknown": _("What we do not know"),
        "appendix": _("Data of the charts"),
        "run": _("Run"),
        "version": _("Version"),
        "segment": _("This segment"),
        "segment_short": _("Segment"),
        "everyone": _("All"),
        "index": _("Index"),
        "interval": _("95% CI"),
        "base": _("n"),
        "distinctive": _("clearly different from the other segments"),
        "part": _("Part {n} of {total}"),
        "client_logo": _("Logo of the client"),
        "agency_logo": _("Logo of the agency"),
        "save": _("Save {file}"),
        "scroll": _("Chart, scrolls sideways: {title}"),
    }


def cover_facts(cover: ReportCover, words: dict[str, str]) -> list[tuple[str, str]]:
    """Return what the cover says about the study: label and value, without the empty ones."""
    facts = [
        (words["client"], cover.client),
        (words["wave"], cover.wave_label or cover.wave),
        (words["fieldwork"], cover.fieldwork),
        (words["language"], words["language_name"]),
        (words["agency"], cover.agency),
    ]
    return [(label, value) for label, value in facts if value]


def run_line(cover: ReportCover, words: dict[str, str]) -> str:
    """Return which run of which version made the report."""
    parts = [
        f"{words['run']} {cover.run_id}" if cover.run_id else "",
        f"{words['version']} {cover.product_version}" if cover.product_version else "",
    ]
    return " · ".join(part for part in parts if part)
