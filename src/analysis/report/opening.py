"""Open a study in a notebook: settings, sources, language, style, and how its values show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from analysis import __version__
from analysis.clients.brand import Brand, load_brand
from analysis.clients.loading import load_client
from analysis.clients.model import Client
from analysis.clients.text import written
from analysis.drawing.style import Palette, style_in_use, use_style
from analysis.errors import ClientError, Problem
from analysis.languages import (
    LANGUAGES,
    active_language,
    formats,
    language_in_use,
    messages,
    use_language,
)
from analysis.report.brand_look import brand_look
from analysis.report.display import bundle_of, show_in_notebook
from analysis.report.fonts import default_font_folder
from analysis.report.titles import TITLES
from analysis.sources.labels import labels_in_use, use_labels
from analysis.sources.wave import load_wave
from analysis.sources.words import wave_label
from analysis.study import Study
from analysis.values.cover import ReportCover

_ = messages(__name__)
_OWN_FONT_STYLES = ("Regular", "Semibold", "Bold", "It")
_at_hand: ContextVar[Study | None] = ContextVar("study_at_hand", default=None)


@bundle_of.register
def _study_bundle(value: Study) -> dict[str, Any]:
    return bundle_of(value.cover)


@contextmanager
def study_at_hand(study: Study) -> Iterator[None]:
    """Write and draw as a study does inside a ``with`` block, where opening it gives itself.

    Language and style are as before after the block.

    Parameters
    ----------
    study : Study
        The study.
    """
    token = _at_hand.set(study)
    try:
        labels = labels_in_use(study.labels_of_both_waves)
        with language_in_use(study.cover.language), style_in_use(), labels:
            _draw_in(study.brand)
            yield
    finally:
        _at_hand.reset(token)


def open_study(name: str, *, client: str, wave: str = "", language: str = "vi") -> Study:
    """Open a study: read its sources, write in ``language`` and draw in the client's brand.

    In a kernel, IPython then shows the product's values as reports need them.

    Parameters
    ----------
    name : str
        The study.
    client : str
        Name of the client's folder in ``data/``.
    wave : str
        Name of the wave's folder; empty for the last wave of the client file.
    language : str
        ``"vi"`` or ``"en"``.

    Raises
    ------
    ClientError
        If there is no such client, wave or language, or the client file is wrong.
    DataError
        If the data gate refuses a file.
    """
    if language not in LANGUAGES:
        raise ClientError(Problem("language", _("must be vi or en, got: {value}", value=language)))
    at_hand = _at_hand.get()
    if at_hand and (name, client, wave, language) == at_hand.opened_as:
        return at_hand
    show_in_notebook()
    use_language(language)
    known = load_client(client)
    wave = str(wave) or list(known.waves)[-1]  # papermill reads a wave named 2026 as a number
    sources = load_wave(known, wave)
    brand = load_brand(known.folder)
    _draw_in(brand)
    study = Study(name, known, wave, sources, _cover(name, known, wave, brand), brand)
    use_labels(study.labels_of_both_waves)
    return study


def _draw_in(brand: Brand) -> None:
    colours = Palette(
        brand=brand.primary,
        accent=brand.accent,
        ink=brand.ink,
        muted=brand.muted,
        paper=brand.paper,
        series=tuple(brand.series),
    )
    own = [default_font_folder() / f"SourceSansPro-{style}.ttf" for style in _OWN_FONT_STYLES]
    use_style(colours, brand.font_files or own, brand.font_family)


def _cover(name: str, client: Client, wave: str, brand: Brand) -> ReportCover:
    dates = client.waves[wave].fieldwork
    return ReportCover(
        study=name,
        title=_(TITLES[name]),
        client=written(client.name),
        about=written(client.about) if client.about else "",
        agency=brand.agency_name or "",
        wave=wave,
        wave_label=wave_label(client, wave),
        fieldwork=formats.date_range(*dates) if dates else "",
        language=active_language(),
        synthetic=client.synthetic,
        # the run's id is the hash of everything it was made from; the runner hands it over
        run_id=os.environ.get("ANALYSIS_RUN_ID", ""),
        product_version=__version__,
        brand=brand_look(brand),
        allowed=tuple(allowed.text for allowed in client.privacy.allow),
    )
