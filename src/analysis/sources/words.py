"""What a study calls its units, its money, its segments and the file they come from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.clients.kinds.customers import Customers
from analysis.clients.model import Client
from analysis.clients.text import written
from analysis.languages import formats, messages
from analysis.sources.labels import Labels
from analysis.values.absent import Absent
from analysis.values.source_line import SourceLine

_ = messages(__name__)
UNITS = {
    "survey": _.later("respondents"),
    "leads": _.later("leads"),
    "deals": _.later("deals"),
    "b2c": _.later("customers"),
    "b2b": _.later("companies"),
}
MOST_SEGMENTS = 12


@dataclass(frozen=True)
class Words:
    """The words answers need beside a result.

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
    source : SourceLine
        The line that says which file the numbers come from; empty where there is none.
    money_source : SourceLine
        The same with the file of the money, where that is another one.
    named : frozenset of int
        Segments that the client file names.
    answered : bool
        Whether those counted are respondents of a survey.
    elsewhere : str
        The wave's name where it is not the report's: what is said of its people names it.
    smallest_base : int
        Smaller bases are marked.
    own : str or None
        Code of the client's own brand.
    labels : Labels
        What the codes of its source are called.
    """

    segments: Mapping[int, str]
    unit: str
    money: str
    currency: str
    source: SourceLine
    money_source: SourceLine = field(default_factory=SourceLine)
    named: frozenset[int] = frozenset()
    answered: bool = False
    elsewhere: str = ""
    smallest_base: int = 30
    own: str | None = None
    labels: Labels = field(default_factory=Labels)

    def label(self, code: object) -> str:
        """Return what a code of the client's sources is called in the active language.

        Parameters
        ----------
        code : object
            Of a question, an answer, an item, a band, a brand …
        """
        return self.labels.label(code)

    def counted(self, count: str) -> str:
        """Return a number of people, with the wave's name where it is not the report's."""
        return f"{count}, {self.elsewhere}" if self.elsewhere else count

    def naming(
        self, names: Mapping[int, str] | Absent, unstable: Collection[int] | Absent = ()
    ) -> Words:
        """Return the same words with names that come with the data, unstable segments marked.

        Parameters
        ----------
        names : mapping of int to str or Absent
            Codes of bands or answers; a name of the client file stays before what they are called.
        unstable : collection of int or Absent
            Segments that hardly come out again: every table and chart says so beside the name.
        """
        found = dict(self.segments)
        if not isinstance(names, Absent):
            own = {n: code for n, code in names.items() if code and n not in self.named}
            found |= {n: self.label(code) for n, code in own.items()}
        for segment in () if isinstance(unstable, Absent) else unstable:
            found[segment] = _("{segment} (unstable)", segment=found[segment])
        return replace(self, segments=found)


def segment_words(client: Client, *waves: str, elsewhere: bool = False) -> Words:
    """Return the words for a client's segments and personas.

    Parameters
    ----------
    client : Client
        The client file.
    *waves : str
        The waves that numbers are of: a file may be named differently in each.
    elsewhere : bool
        Whether the report is of another wave.
    """
    settings = client.segmentation
    words = _words(client, waves, settings.source if settings else "")
    return replace(words, elsewhere=wave_label(client, waves[0]) if elsewhere else "")


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
    return _words(client, (wave,), client.value.source if client.value else "", unit)


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
    return _words(client, (wave,), source)


def _words(client: Client, waves: Sequence[str], source: str, unit: str = "") -> Words:
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
        source=source_line(client, waves, source),
        money_source=source_line(client, waves, source, *_money_files(client, source)),
        named=frozenset(given),
        answered=survey,
        smallest_base=client.tables.smallest_base,
        own=client.own_brand,
    )


def _money_files(client: Client, source: str) -> tuple[str, ...]:
    """Customers whose own file holds no revenue are looked up among what they bought."""
    customers = client.sources.of(Customers)
    if source != "customers" or client.value is None or customers is None:
        return ()
    return () if customers.columns.revenue else (client.value.source,)


def source_line(client: Client, waves: Sequence[str], *sources: str) -> SourceLine:
    """Return the line that says which files of which wave numbers come from; reads none of them.

    Parameters
    ----------
    client : Client
        The client file.
    waves : sequence of str
        The waves the numbers are of.
    *sources : str
        Sources, such as ``"survey"``; those the client did not deliver are left out.
    """
    given = client.sources.given()
    used = [name for name in sources if name in given]
    if not used:
        return SourceLine()
    waves = list(dict.fromkeys(waves))
    parts = []
    for wave in waves:
        renamed = client.waves[wave].files
        files = dict.fromkeys(renamed.get(name, given[name].file) for name in used)
        named = formats.and_list([*files])
        parts.append(_("{files} ({wave})", files=named, wave=wave_label(client, wave)))
    line = _("Source: {files}", files=formats.and_list(parts))
    return SourceLine(line, wave_label(client, waves[0]) if len(waves) == 1 else "")


def wave_label(client: Client, wave: str) -> str:
    """Return what reports call a wave: its label in the client file, or its folder's name."""
    label = client.waves[wave].label
    return written(label) if label else wave
