"""The gate of a segmentation: settings and data that each are right but make no segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.clients.keys import written_key
from analysis.clients.kinds.customers import Customers
from analysis.clients.model import Client
from analysis.clients.segmentation_settings import Personas, Segmentation
from analysis.clients.survey_settings import Survey as SurveySettings
from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.sources.people import People, people_in
from analysis.sources.reading import dotted
from analysis.sources.records import Source
from analysis.sources.same_words import codes_of_other_wave
from analysis.sources.survey import Survey

_ = messages(__name__)
MOST_SEGMENTS = 12
MOST_WHOLE_NUMBERS = 10  # latent classes take a scale as that many answers
SHOWN = 5
Place = tuple[str | int, ...]


def settings_problems_of_segments(client: Client) -> tuple[Problem, ...]:
    """Return what a client file alone says that cannot make segments.

    Parameters
    ----------
    client : Client
        The client.
    """
    if client.segmentation is None:
        return ()
    found = [*_open_texts(client), *_no_money(client), *_too_many(client)]
    return _told(client, found)


def data_problems_of_segments(
    client: Client, waves: Mapping[str, Survey | Source]
) -> tuple[Problem, ...]:
    """Return what in the data makes segments impossible, in the wave that makes them or later.

    Parameters
    ----------
    client : Client
        The client.
    waves : mapping of str to Survey or Source
        Wave → the source its segments come from, as far as it could be read.
    """
    settings = client.segmentation
    if settings is None:
        return ()
    people: dict[str, People] = {}
    for wave, source in waves.items():
        found = _people(client, source)
        if found is not None:
            people[wave] = found
    reference = people.get(client.reference_wave)
    if reference is None:
        return ()
    problems = [*_unusable(settings, reference)]
    for wave, later in people.items():
        if wave != client.reference_wave and settings.method != "value_bands":
            then = _recoded(later, waves[wave], waves[client.reference_wave])
            problems += _not_asked(settings, reference, then, wave)
    return _told(client, problems)


Found = Iterator[tuple[Place, str, str]]


def _told(client: Client, found: Iterable[tuple[Place, str, str]]) -> tuple[Problem, ...]:
    where = client.file.where
    return tuple(
        Problem(where(place), f"{dotted(place)} {what}", cure) for place, what, cure in found
    )


def _segmentation(client: Client) -> Segmentation:
    """Return what the client file says of segments, which is looked at only where it does."""
    assert client.segmentation is not None
    return client.segmentation


def _named(client: Client) -> Iterator[tuple[Place, str]]:
    """Return every place of the client file that names what people answered, with the name."""
    settings = _segmentation(client)
    for family, names in settings.basis.items():
        for index, name in enumerate(names):
            yield ("segmentation", "basis", family, index), name
    for index, name in enumerate(settings.descriptors):
        yield ("segmentation", "descriptors", index), name
    for block, names in (client.personas or Personas()).blocks().items():
        for index, name in enumerate(names):
            yield ("personas", block, index), name


def _types(client: Client) -> dict[str, Any]:
    settings = client.sources.given()[_segmentation(client).source]
    known = getattr(settings, "questions", None) or getattr(settings, "attributes", {})
    return {name: one.type for name, one in known.items()}


def _open_texts(client: Client) -> Found:
    types = _types(client)
    for place, name in _named(client):
        if types[name] == "text":
            what = _(
                "must be a number, a yes/no or a choice, got: open text ({name})",
                name=written_key(name),
            )
            yield place, what, _("Group its answers into a choice first, or leave it out.")


def _no_money(client: Client) -> Found:
    settings = _segmentation(client)
    if settings.method != "value_bands":
        return
    survey, customers = client.sources.of(SurveySettings), client.sources.of(Customers)
    if settings.source == "survey" and survey and survey.spend is None:
        cure = _("Name the question on spending under sources.survey.spend.")
        yield ("segmentation", "method"), _("must not be value_bands: there is no money"), cure
    if settings.source == "customers" and customers and customers.columns.revenue is None:
        cure = _("Name the column of revenue under sources.customers.columns.revenue.")
        yield ("segmentation", "method"), _("must not be value_bands: there is no money"), cure
    bands = client.value.bands if client.value and client.value.band_by == "revenue" else {}
    if bands and not 2 <= len(bands) <= MOST_SEGMENTS:
        what = _("must be 2 to {most} to make segments, got: {n}", most=MOST_SEGMENTS, n=len(bands))
        yield ("value", "bands"), what, ""


def _too_many(client: Client) -> Found:
    """A name for a segment that cannot come about is a slip of the pen."""
    settings = _segmentation(client)
    most = settings.segments or (MOST_SEGMENTS if settings.given else settings.candidates[1])
    for number in settings.names:
        if number > most:
            # as a text: a number would be a place in a list
            place = ("segmentation", "names", str(number))
            yield place, _("must be one of the {n} segments", n=most), ""


def _people(client: Client, source: Survey | Source) -> People | None:
    """Return the people of a wave, None where the settings alone say what is wrong."""
    ones = pd.Series(1.0, index=source.frame.index, name="weight")
    try:
        return people_in(source, client, ones)
    except DataError:
        return None


def _recoded(people: People, source: Survey | Source, reference: Survey | Source) -> People:
    if isinstance(source, Survey) and isinstance(reference, Survey):
        return people.recoded(codes_of_other_wave(source, reference))
    return people


def _unusable(settings: Segmentation, people: People) -> Found:
    if settings.method == "rule":
        yield from _classes(people)
        return
    for name in people.basis:
        column, place = people.basis[name], _place(settings, people, str(name))
        if column.nunique() < 2 and not settings.given:
            yield (
                place,
                _constant(people.labels.label(name), column),
                _("Leave the item out, or take a question for it that tells people apart."),
            )
    if settings.method == "latent_classes":
        yield from _too_fine(settings, people)


def _constant(name: str, column: pd.Series) -> str:
    if column.notna().any():
        return _("must tell people apart, got: the same answer of everyone to “{name}”", name=name)
    return _("must be answered, got: no answer of anyone to “{name}”", name=name)


def _too_fine(settings: Segmentation, people: People) -> Found:
    for name in people.answers:
        column = people.answers[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            continue
        given = column.dropna().unique()
        if len(given) > MOST_WHOLE_NUMBERS or (given != np.round(given)).any():
            what = _("must be categories or at most 10 whole numbers for latent classes")
            cure = _("Cut the number into bands, or use the method mixed_mixture.")
            called = people.labels.label(name)
            yield _place(settings, people, str(name)), f"{what} (“{called}”)", cure


def _classes(people: People) -> Found:
    (name,) = people.answers.columns
    given = people.answers[name].nunique()
    if not 2 <= given <= MOST_SEGMENTS:
        what = _("must have 2 to {most} different answers, got: {n}", most=MOST_SEGMENTS, n=given)
        yield ("segmentation", "rule"), what, _("Group its answers into fewer.")


def _not_asked(settings: Segmentation, reference: People, later: People, wave: str) -> Found:
    """Return what a wave lacks that segments are made from: items, or all answers to a choice."""
    for name, column in reference.answers.items():
        then = later.answers.get(name)
        place = _place(settings, reference, str(name))
        if then is None:
            what = _(
                "must be asked in wave {wave} as in the reference wave, got: no “{name}”",
                wave=wave,
                name=reference.labels.label(name),
            )
            cure = _("Give items and answers the same labels in every wave, in client.yml.")
            yield place, what, cure
        elif isinstance(column.dtype, pd.CategoricalDtype):
            known, given = set(column.dropna().astype(str)), set(then.dropna().astype(str))
            if given and not known & given:
                what = _(
                    "must have the reference wave's answers in wave {wave}, got: {answers}",
                    wave=wave,
                    answers=", ".join(sorted(map(later.labels.label, given))[:SHOWN]),
                )
                cure = _("Give items and answers the same labels in every wave, in client.yml.")
                yield place, what, cure


def _place(settings: Segmentation, people: People, name: str) -> Place:
    """Return where the client file names the question behind a variable."""
    key = people.keys.get(name)
    for family, names in settings.basis.items():
        if key in names:
            return ("segmentation", "basis", family, names.index(key))
    return ("segmentation", "rule" if settings.method == "rule" else "method")
