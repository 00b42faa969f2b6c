"""What a study calls its units, its money, its segments and the file they come from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from analysis.clients.model import Client
from analysis.clients.text import written
from analysis.languages import _, formats, translatable
from analysis.sources.absent import Absent

UNITS = {
    "survey": translatable("respondents"),
    "leads": translatable("leads"),
    "deals": translatable("deals"),
    "b2c": translatable("customers"),
    "b2b": translatable("companies"),
}
MOST_SEGMENTS = 12


@dataclass(frozen=True)
class Words:
    """The words tables, figures and findings need beside a result.

    Attributes
    ----------
    segments : mapping of int to str
        Name of every segment number: the client's, or ``Segment 1`` …
    unit : str
        What is counted: respondents, customers, companies, leads, deals.
    money : str
        What the money is: spending (as respondents state it) or revenue (as it was booked).
    currency : str
        ISO code.
    source : str
        The line that says which file the numbers come from; empty where there is none.
    money_source : str
        The same with the file of the money, where that is another one.
    named : frozenset of int
        Segments that the client file names.
    answered : bool
        Whether those counted are respondents of a survey.
    """

    segments: Mapping[int, str]
    unit: str
    money: str
    currency: str
    source: str
    money_source: str = ""
    named: frozenset[int] = frozenset()
    answered: bool = False

    def naming(
        self, names: Mapping[int, str] | Absent, unstable: Collection[int] | Absent = ()
    ) -> Words:
        """Return the same words with names that come with the data, unstable segments marked.

        Parameters
        ----------
        names : mapping of int to str or Absent
            Names of bands or answers; a name of the client file stays before them.
        unstable : collection of int or Absent
            Segments that hardly come out again: every table and chart says so beside the name.
        """
        found = dict(self.segments)
        if not isinstance(names, Absent):
            found |= {n: name for n, name in names.items() if name and n not in self.named}
        for segment in () if isinstance(unstable, Absent) else unstable:
            found[segment] = _("{segment} (unstable)", segment=found[segment])
        return replace(self, segments=found)


def segment_words(client: Client, wave: str) -> Words:
    """Return the words for a client's segments and personas.

    Parameters
    ----------
    client : Client
        The client file.
    wave : str
        The wave's name: a file may be named differently in it.
    """
    settings = client.segmentation
    return _words(client, wave, settings.source if settings else "")


def value_words(client: Client, wave: str) -> Words:
    """Return the words for what customers bought.

    Parameters
    ----------
    client : Client
        The client file.
    wave : str
        The wave's name.
    """
    unit = _(UNITS[client.kind])
    return _words(client, wave, client.value.source if client.value else "", unit)


def source_words(client: Client, wave: str, source: str) -> Words:
    """Return the words for one source, such as ``leads`` or ``deals``.

    Parameters
    ----------
    client : Client
        The client file.
    wave : str
        The wave's name.
    source : str
        The source.
    """
    return _words(client, wave, source)


def _words(client: Client, wave: str, source: str, unit: str = "") -> Words:
    given = client.segmentation.names if client.segmentation else {}
    names = {
        number: written(given[number]) if number in given else _("Segment {n}", n=number)
        for number in range(1, MOST_SEGMENTS + 1)
    }
    survey = source == "survey"
    return Words(
        segments=names,
        unit=unit or _(UNITS.get(source, UNITS[client.kind])),
        money=_("spending") if survey else _("revenue"),
        currency=client.currency,
        source=source_line(client, wave, source),
        money_source=source_line(client, wave, source, *_money_files(client, source)),
        named=frozenset(given),
        answered=survey,
    )


def _money_files(client: Client, source: str) -> tuple[str, ...]:
    """Customers whose own file holds no revenue are looked up among what they bought."""
    customers = client.sources.customers
    if source != "customers" or client.value is None or customers is None:
        return ()
    return () if customers.columns.revenue else (client.value.source,)


def source_line(client: Client, wave: str, *sources: str) -> str:
    """Return the line that says which files numbers come from; reads none of them.

    Parameters
    ----------
    client : Client
        The client file.
    wave : str
        The wave's name.
    *sources : str
        Sources, such as ``"survey"``; those the client did not deliver are left out.
    """
    given, renamed = client.sources.given(), client.waves[wave].files
    files = dict.fromkeys(renamed.get(name, given[name].file) for name in sources if name in given)
    return _("Source: {files}", files=formats.and_list([*files])) if files else ""
