"""The page that leads to every report: ``reports/index.html``, one file, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.languages import LANGUAGES, messages
from analysis.languages.catalog import language_in_use
from analysis.pipeline import publish
from analysis.pipeline.manifest import Entry, Manifest
from analysis.pipeline.published import published_waves
from analysis.report.renderer import renderers
from analysis.report.titles import TITLES

_ = messages(__name__)
NAME = "index.html"
_OWN_NAMES = {"vi": "Tiếng Việt", "en": "English"}  # a language is called by its own name
_TYPING_TOOL = "typing_tool.xlsx"


def write_index(reports: Path) -> Path:
    """Write the page anew where it is not as it must be; return its place.

    Raises
    ------
    ReportError
        If the system refuses.
    """
    path = reports / NAME
    with publish.writing(path), publish.index_lock(reports):
        page = index_page(published_waves(reports)).encode()
        if not path.is_file() or path.read_bytes() != page:
            publish.write_whole(path, page)
    return path


def index_page(waves: list[Manifest]) -> str:
    """Return the page as HTML; it depends on the manifests only."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("analysis.pipeline"), autoescape=True, trim_blocks=True
    )
    pages = []
    for language in LANGUAGES:
        with language_in_use(language):
            pages.append(_page(language, waves))
    return environment.get_template("index.html.j2").render(pages=pages)


def _page(language: str, waves: list[Manifest]) -> dict[str, Any]:
    clients: dict[str, dict[str, Any]] = {}
    for wave in waves:
        client = clients.setdefault(
            wave.client["name"],
            {
                "title": wave.client["title"][language],
                "synthetic": wave.client["synthetic"],
                "waves": [],
            },
        )
        client["waves"].append(
            {"title": wave.wave["label"][language], "studies": _studies(language, wave)}
        )
    return {
        "language": language,
        "own_name": _OWN_NAMES[language],
        "heading": _("Reports"),
        "lead": _("Every client, wave and study that has been published, latest wave first."),
        "synthetic": _("synthetic data"),
        "left_out": _("Left out"),
        "earlier": _("Made from earlier data or settings than the wave’s other reports."),
        "clients": list(clients.values()),
    }


def _studies(language: str, wave: Manifest) -> list[dict[str, Any]]:
    reasons = {one["study"]: one["reason"][language] for one in wave.skipped}
    found = []
    for study, title in TITLES.items():
        entries = [entry for entry in wave.reports if entry.study == study]
        if study in reasons or entries:
            found.append(
                {
                    "title": _(title),
                    "reason": reasons.get(study, ""),
                    "earlier": any(entry.inputs != wave.latest for entry in entries),
                    "reports": [_report(wave, entry) for entry in _by_language(entries)],
                }
            )
    return found


def _by_language(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: LANGUAGES.index(entry.language))


def _report(wave: Manifest, entry: Entry) -> dict[str, Any]:
    folder = f"{wave.client['name']}/{wave.wave['name']}"
    name = _OWN_NAMES[entry.language]
    shown = {format: one.label for format, one in renderers().items() if one.handed_over}
    shown[_TYPING_TOOL] = _("Typing tool (XLSX)")
    files = [
        {
            "kind": label,
            "href": quote(f"{folder}/{entry.files[kind].path}"),
            "label": f"{_(TITLES[entry.study])}, {name}, {label}",
        }
        for kind, label in shown.items()
        if kind in entry.files
    ]
    return {"language": entry.language, "language_name": name, "files": files}
