"""Open a study in a notebook: the client's settings, the wave's sources, language and style."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import __version__
from analysis.clients.brand import Brand, load_brand
from analysis.clients.loading import load_client
from analysis.clients.model import Client
from analysis.clients.project import client_folder
from analysis.clients.text import written
from analysis.errors import ClientError, Problem
from analysis.figures.style import Palette, use_style
from analysis.languages import LANGUAGES, _, formats, translatable, use_language
from analysis.languages.formats import and_list
from analysis.methods.weighting import survey_weights
from analysis.report.cover import ReportCover, cover_brand
from analysis.sources.absent import Absent
from analysis.sources.people import People, people_of
from analysis.sources.purchases import Purchases, purchases_of
from analysis.sources.wave import WaveSources, load_wave

TITLES = {
    "market_research": translatable("Market research"),
    "competitor_analysis": translatable("Competitor analysis"),
    "segmentation": translatable("Customer segmentation"),
    "personas": translatable("Personas and prospects"),
}


@dataclass(frozen=True)
class Study:
    """One study of one client's wave, as a notebook works with it.

    Attributes
    ----------
    name : str
        The study: also the notebook's name.
    client : Client
        The client file.
    client_name, wave : str
        Names of the client's and the wave's folders.
    sources : WaveSources
        The wave's raw files as typed sources; `Absent` where the client delivered none.
    cover : ReportCover
        What the exporters need to know about the report.
    """

    name: str
    client: Client
    client_name: str
    wave: str
    sources: WaveSources
    cover: ReportCover

    def __getattr__(self, name: str) -> Any:
        """Give the wave's sources by their names: ``study.survey``, ``study.prices`` …"""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.sources, name)

    @cached_property
    def weights(self) -> pd.Series | Absent:
        """One weight a respondent, mean 1: given, raked to the client's targets, or all 1."""
        return survey_weights(self.sources.survey)

    @cached_property
    def people(self) -> People | Absent:
        """The persons or companies that segments and personas are made of."""
        return people_of(self.client, self.sources, self.weights)

    @cached_property
    def purchases(self) -> Purchases | Absent:
        """What customers bought, from the source the client file values them by."""
        return purchases_of(self.client, self.sources)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return self.cover._repr_mimebundle_()


def open_study(name: str, *, client: str, wave: str, language: str) -> Study:
    """Open a study: read its sources, write in ``language`` and draw in the client's brand.

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
        raise ClientError(
            Problem("language", _("must be vi or en, got: {value}", value=language))
        )
    use_language(language)
    settings = load_client(client)
    wave = wave or list(settings.waves)[-1]
    sources = load_wave(client, settings, wave)
    brand = load_brand(client_folder(client))
    _draw_in(brand)
    return Study(name, settings, client, wave, sources, _cover(name, settings, wave, brand))


def _draw_in(brand: Brand) -> None:
    colours = Palette(
        brand=brand.primary,
        accent=brand.accent,
        ink=brand.ink,
        muted=brand.muted,
        paper=brand.paper,
        series=tuple(brand.series),
    )
    use_style(colours, brand.font_files, brand.font_family)


def _cover(name: str, client: Client, wave: str, brand: Brand) -> ReportCover:
    settings = client.waves[wave]
    dates = settings.fieldwork
    label = written(settings.label) if settings.label else wave
    return ReportCover(
        study=name,
        title=_(TITLES[name]),
        client=written(client.name),
        agency=brand.agency_name,
        wave=wave,
        wave_label=label,
        fieldwork=formats.date_range(*dates) if dates else "",
        synthetic=client.synthetic,
        # the run's id is the hash of everything it was made from; the runner hands it over
        run_id=os.environ.get("ANALYSIS_RUN_ID", ""),
        product_version=__version__,
        brand=cover_brand(brand),
    )


def source_names(*files: str) -> str:
    """Return the line that says where a table's or figure's data come from."""
    return _("Source: {files}", files=and_list(list(files)))
