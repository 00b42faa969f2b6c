"""Personal data in columns that reports show: left out, grouped, allowed or refused.

It speaks of file, column and row, before anything runs; the gate that guards is the one over what
is shown (`analysis.report.disclosure`), by the same detector.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from statistics import median
from typing import Any, Literal

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.pasted_lines import pasted_name
from analysis.clients.privacy_settings import Affected, Privacy
from analysis.errors import Problem
from analysis.languages import messages
from analysis.privacy import PersonalPiece, compact, names_and_addresses, personal_pieces
from analysis.sources.labels import OTHER, Text, of_pair, other_text, pair
from analysis.sources.reading import Reading, dotted
from analysis.sources.text import tidy

_ = messages(__name__)
_NEVER_SHOWN = frozenset({"missing"})  # values that stand for no answer
_FEWEST_ROWS = 20  # of fewer, nobody can say whether they are kinds of something
_WORDS_APART = 0.8  # different texts a row, in what people wrote in their own words
_SENTENCE_LETTERS, _SENTENCES_APART = 50, 0.3
Decision = Literal["shown", "hidden", "grouped", "refused"]


def shown_labels(
    reading: Reading,
    column: str,
    labels: Mapping[str, Text],
    codes: pd.Series | None = None,
    *,
    categories: bool = False,
) -> dict[str, Text | None]:
    """Return what reports show for each value of a column; None for what is left out.

    Parameters
    ----------
    reading : Reading
        The file; what may not be shown is refused in its inspection.
    column : str
        The column.
    labels : mapping of str to text
        Value → its label; of values without one the value itself. Where reports in either
        language may not show it, none does.
    codes : Series, optional
        The column's values, by which rows are counted; left out for labels without rows.
    categories : bool
        Whether values are shown as kinds of something: people's own words are refused then.
    """
    column = tidy(column)
    if column in reading.unshown:
        return dict(labels)
    if categories and codes is not None and not is_open_text(reading.privacy, column):
        _refuse_own_words(reading, column, labels, codes)
    shown: dict[str, Text | None] = {}
    found: dict[str, list[str]] = {"hidden": [], "grouped": [], "refused": []}
    pieces: list[PersonalPiece] = []
    for value, label in _numbered(labels, column).items():
        decision, inside = _decided(reading, column, label)
        shown[value] = {"hidden": None, "grouped": other_text()}.get(decision, label)
        if decision != "shown":
            found[decision].append(value)
            pieces += inside if decision == "refused" else []
    _tell(reading, column, found, pieces, codes)
    return shown


def _numbered(labels: Mapping[str, Text], column: str) -> dict[str, Text]:
    """Return labels with a number sign before bare numbers that only the column's title explains.

    Nine digits under ``product_id`` are a product's, alone in a chart they could be an identity
    card's: what is shown must say by itself that it is the number of a thing.
    """
    bare = {v: label for v, label in labels.items() if isinstance(label, str) and label.isdecimal()}
    if not any(personal_pieces(one) and not personal_pieces(one, column) for one in bare.values()):
        return dict(labels)
    return {**labels, **{value: f"#{label}" for value, label in bare.items()}}


def is_open_text(privacy: Privacy, column: str) -> bool:
    """Return whether a column holds people's own words that the client file lets reports show.

    Parameters
    ----------
    privacy : Privacy
        What the client file says of personal data.
    column : str
        The column.
    """
    return tidy(column) in {tidy(name) for name in privacy.open_texts}


def _refuse_own_words(
    reading: Reading, column: str, labels: Mapping[str, Text], codes: pd.Series
) -> None:
    """Refuse categories of which nearly every row has its own, or which are whole sentences.

    Such a column is an open text: of what people write in their own words, names and addresses
    cannot be found for certain. Values that the client file or the file's labels name are known.
    """
    own = [v for v, label in labels.items() if v == label and any(map(str.isalpha, v))]
    rows = int(codes.isin(own).sum())
    if rows < _FEWEST_ROWS:
        return
    long = median(map(len, own)) >= _SENTENCE_LETTERS and len(own) >= _SENTENCES_APART * rows
    if not (long or len(own) >= _WORDS_APART * rows):
        return
    what = _(
        "a column shown as categories must not hold people's own words, got: {n} different texts "
        "in {rows} rows",
        n=len(own),
        rows=rows,
    )
    cure = _(
        "Group them by values in client.yml, name another column, or say by "
        "privacy.open_texts: [{column}] that reports may show them.",
        column=pasted_name(column),
    )
    reading.inspection.refuse(reading.table.where(column), what, cure)


def shown_names(reading: Reading, column: str, path: Iterable[Any], role: str) -> pd.Series | None:
    """Return a column in which each row has a name of its own, as reports show it.

    Rows of hidden names are left out of the file; those that are grouped stay apart by a number.

    Parameters
    ----------
    reading : Reading
        The file; what is read of it afterwards has the rows that are left.
    column, path, role
        As of `Reading.text`.
    """
    before, names = reading.text(column, path, role), shown_text(reading, column, path, role)
    if before is None or names is None:
        return names
    kept = before.isna() | names.notna()
    reading.frame, before, names = reading.frame[kept], before[kept], names[kept]
    others = names.index[names.notna() & (names != before)]
    for number, place in enumerate(others[1:], start=2):
        code, text = f"{names[place]} {number}", pair(reading.labels[names[place]])
        reading.labels[code] = of_pair(*(f"{one} {number}" for one in text))
        names[place] = code
    return names


def shown_text(
    reading: Reading, column: str, path: Iterable[Any], role: str, *, categories: bool = False
) -> pd.Series | None:
    """Return a column of texts that reports may show; None where the column does not exist.

    Cells that are shown as other are the role's code for it, such as ``channel/other``.

    Parameters
    ----------
    reading : Reading
        The file.
    column, path, role
        As of `Reading.text`.
    categories
        As of `shown_labels`.
    """
    texts = reading.text(column, path, role)
    if texts is None:
        return None
    values = {text: text for text in texts.dropna().unique().tolist()}
    shown = shown_labels(reading, column, values, texts, categories=categories)
    if shown == values:
        return texts
    grouped = f"{role}/{OTHER}"
    kept: dict[str, str | None] = {}
    for value, label in shown.items():
        code = None if label is None else grouped if label == other_text() else value
        kept[value] = code
        if code is not None and label is not None and label != value:
            reading.labels[code] = label
    return texts.map(kept, na_action="ignore").astype("str")


def _tell(
    reading: Reading,
    column: str,
    found: Mapping[str, list[str]],
    pieces: list[PersonalPiece],
    codes: pd.Series | None,
) -> None:
    where = reading.table.where(column)
    for decision, what in (
        ("hidden", _("Cells with personal data count as no answer (privacy.hide).")),
        ("grouped", _("Cells with personal data are shown as “Other” (privacy.group).")),
    ):
        rows = 0 if codes is None else int(codes.isin(found[decision]).sum())
        reading.inspection.repaired(where, what, rows)
    if not found["refused"]:
        return
    lines = [] if codes is None else codes.index[codes.isin(found["refused"])].tolist()
    counted = reading.counted(len(lines), lines[0]) if lines else ""
    told = f"{pieces[0].name} ({pieces[0].masked})"
    reading.inspection.refuse(
        where,
        _(
            "a column shown in reports must not hold personal data, got: {found}",
            found=", ".join(filter(None, (told, counted))),
        ),
        _(
            "Leave the cells out by privacy.hide: [{{column: {column}}}] in client.yml, show them "
            "as other by privacy.group, name another column, or allow them with a reason by "
            "privacy.allow.",
            column=pasted_name(column),
        ),
    )


def _decided(
    reading: Reading, column: str, label: Text
) -> tuple[Decision, tuple[PersonalPiece, ...]]:
    privacy = reading.privacy
    pieces: tuple[PersonalPiece, ...] = ()
    listed: dict[Decision, list[Affected]] = {"hidden": privacy.hide, "grouped": privacy.group}
    meant: dict[Decision, bool] = dict.fromkeys(listed, False)
    for text in dict.fromkeys(pair(label)):
        # a table shows it under its title, a chart alone
        own = tuple(dict.fromkeys((*personal_pieces(text, column), *personal_pieces(text))))
        if is_open_text(privacy, column):
            own = (*own, *names_and_addresses(text))
        for decision, entries in listed.items():
            meant[decision] |= any(_is_meant(one, column, text, bool(own)) for one in entries)
        pieces += own
    for decision, so in meant.items():
        if so:
            return decision, pieces
    leave = [compact(allowed.text) for allowed in privacy.allow]
    left = tuple(p for p in pieces if not any(compact(p.text) in text for text in leave))
    return ("refused" if left else "shown"), left


def _is_meant(entry: Affected, column: str, label: str, personal: bool) -> bool:
    if entry.column is not None:
        return personal and tidy(entry.column) == column
    return entry.text is not None and compact(entry.text) in compact(label)


def settings_problems_of_privacy(client: Client) -> tuple[Problem, ...]:
    """Return where a client file itself holds personal data that reports would show.

    Parameters
    ----------
    client : Client
        The client.
    """
    leave = [compact(allowed.text) for allowed in client.privacy.allow]
    texts = [((), client.id), *_written(client.file.values)]
    cure = _("Write it without, or allow it with a reason under privacy.allow.")
    problems = []
    for place, text in texts:
        for piece in personal_pieces(text):
            if not any(compact(piece.text) in other for other in leave):
                what = _(
                    "{key} must hold no personal data, got: {kind} ({masked})",
                    key=dotted(part for part in place if not personal_pieces(str(part)))
                    or _("the client's name"),
                    kind=piece.name,
                    masked=piece.masked,
                )
                problems.append(Problem(client.file.where(place), what, cure))
    return tuple(dict.fromkeys(problems))


def _written(values: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Yield every text of a client file that a report may show, keys too, with its place."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            if place or key != "privacy":
                yield (*place, key), str(key)
                if key not in _NEVER_SHOWN:
                    yield from _written(value, (*place, key))
    elif isinstance(values, list):
        for index, value in enumerate(values):
            yield from _written(value, (*place, index))
    elif isinstance(values, str):
        yield place, values


def unknown_columns(client: Client, known: Collection[str]) -> tuple[Problem, ...]:
    """Return columns named under privacy that none of the client's files has.

    Parameters
    ----------
    client : Client
        The client.
    known : collection of str
        Columns of all files.
    """
    privacy = client.privacy
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("privacy", "open_texts", i), column) for i, column in enumerate(privacy.open_texts)
    ]
    for part in ("hide", "group"):
        named += [
            (("privacy", part, i, "column"), entry.column)
            for i, entry in enumerate(getattr(privacy, part))
            if entry.column is not None
        ]
    return tuple(
        Problem(
            client.file.where(place),
            _(
                "{key} must name a column of one of the client's files, got: {column}",
                key=dotted(place),
                column=column,
            ),
            suggestion(column, sorted(known)),
        )
        for place, column in named
        if tidy(column) not in known
    )
