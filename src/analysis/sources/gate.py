"""The data gate: what a raw file must be like, before anything is computed from it.

Each rule either refuses the file, with count, first place and cure, or repairs it and says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.clients.keys import written_key
from analysis.clients.names import suggestion
from analysis.clients.source_settings import RawValue
from analysis.clients.survey_roles import Named, named_questions
from analysis.clients.survey_settings import Survey
from analysis.clients.text import written
from analysis.languages import messages
from analysis.languages.formats import date, share
from analysis.sources.reading import Reading, dotted
from analysis.sources.text import as_code, tidy

_ = messages(__name__)
FEWEST_ROWS = 10
FEW_ROWS = 100
MANY_MISSING = 0.5
MANY_VALUES = 40
LONELY_DAYS = 365


def check_size(reading: Reading) -> None:
    """Refuse a file of under 10 rows; note one of under 100."""
    rows = len(reading.frame)
    where = reading.table.where()
    if rows < FEWEST_ROWS:
        reading.inspection.refuse(
            where,
            _("the file must have at least {least} rows, got: {n}", least=FEWEST_ROWS, n=rows),
            _("Deliver the whole file, or remove {key} from client.yml.", key=dotted(reading.path)),
        )
    elif rows < FEW_ROWS:
        reading.inspection.note(
            where,
            _.plural("Only {n} row: results are rough.", "Only {n} rows: results are rough.", rows),
        )


def check_effective(reading: Reading, column: str, weights: pd.Series) -> None:
    """Refuse weights that leave the word to so few people that the others do not count."""
    # brought to one scale first: squares of huge weights are infinite
    scaled = weights / weights.max()
    base = float(scaled.sum()) ** 2 / float((scaled**2).sum())
    if base < FEWEST_ROWS <= len(weights):
        reading.inspection.refuse(
            reading.table.where(column),
            _(
                "the weights must leave an effective base of at least {least}, got: {n} "
                "(largest weight: {largest})",
                least=FEWEST_ROWS,
                n=f"{base:.1f}",
                largest=f"{weights.max():g}",
            ),
            _("Correct or trim the weights, or remove weight from client.yml."),
        )


def note_lonely_end(reading: Reading, column: str, dates: pd.Series) -> None:
    """Note last dates that lie more than a year after nearly all: everyone else looks lost."""
    known = dates.dropna().sort_values()
    if len(known) < FEW_ROWS:
        return
    usual, last = known.iloc[int(len(known) * 0.995) - 1], known.iloc[-1]
    if (last - usual).days > LONELY_DAYS:
        reading.inspection.note(
            reading.table.where(column),
            _(
                "The last date is {last}; nearly all lie before {usual}. Is it right?",
                last=date(last),
                usual=date(usual),
            ),
        )


def drop_copies(reading: Reading) -> None:
    """Leave out rows that repeat another one in every column."""
    copies = reading.frame.duplicated()
    reading.drop_rows(copies, _("Exact copies of other rows were left out."))


def note_composed(reading: Reading) -> None:
    """Say where Vietnamese letters came in pieces and were put together."""
    reading.inspection.repaired(
        reading.table.where(),
        _("Letters and their accents, stored apart, were joined (Unicode NFC)."),
        reading.table.decomposed,
    )


def check_complete(reading: Reading, column: str, values: pd.Series) -> None:
    """Refuse a column with no answer at all; note one with more than half missing."""
    missing = float(values.isna().mean()) if len(values) else 1.0
    where = reading.table.where(column)
    if any(problem.where == where for problem in reading.inspection.problems):
        return  # its cells were refused already: that says more
    if missing == 1:
        reading.inspection.refuse(
            where,
            _("the column must hold answers, got: none in {n} rows", n=len(values)),
            _("Deliver the answers, or remove the column from client.yml."),
        )
    elif missing > MANY_MISSING:
        reading.inspection.note(where, _("{share} of the cells are empty.", share=share(missing)))


def check_all_given(reading: Reading, column: str, values: pd.Series) -> None:
    """Refuse empty cells in a column that must not have any."""
    reading.refuse_rows(
        column,
        values.isna(),
        _("each cell must be given"),
        _("Complete the cells, or remove the rows."),
    )


def check_unique(reading: Reading, column: str, values: pd.Series) -> None:
    """Refuse ids that stand in more than one row."""
    doubled = values.notna() & values.duplicated()
    reading.refuse_rows(
        column,
        doubled,
        _("each id must stand in one row only"),
        _("Remove the rows that repeat an id, or name the right id column."),
    )


def check_varies(reading: Reading, column: str, values: pd.Series, used: bool) -> None:
    """Refuse a column that always says the same where it has to tell people apart."""
    if values.nunique(dropna=True) != 1:
        return
    value = str(values.dropna().iloc[0])
    only = written(reading.labels.get(value, value))
    where = reading.table.where(column)
    if used:
        reading.inspection.refuse(
            where,
            _("the column must hold at least two different values, got: {value} only", value=only),
            _("Remove it from client.yml: it tells nobody apart."),
        )
    else:
        reading.inspection.note(where, _("Always the same: {value}.", value=only))


def check_few_values(reading: Reading, column: str, values: pd.Series) -> None:
    """Note a category column with so many values that it cannot be shown."""
    found = values.nunique()
    if found > MANY_VALUES:
        reading.inspection.note(
            reading.table.where(column),
            _("{n} different values: group them by values in client.yml.", n=found),
        )


def check_seen(
    reading: Reading,
    codes: pd.Series,
    values: list[RawValue],
    path: tuple[str, ...],
    column: str,
) -> None:
    """Refuse a list of values of which none occurs in the column; note single ones."""
    seen = sorted(set(codes.dropna()))
    absent = [str(value) for value in values if as_code(value) not in seen]
    if not absent:
        return
    place = (*reading.path, *path)
    what = _(
        '{key} must list values of column "{column}" in {file}, got: {values}',
        key=dotted(place),
        column=column,
        file=reading.table.where(),
        values=", ".join(absent),
    )
    if len(absent) == len(values):
        reading.inspection.refuse(reading.file.where(place), what, suggestion(absent[0], seen))
    else:
        reading.inspection.note(reading.file.where(place), what)


def check_roles(reading: Reading, answers: Mapping[str, pd.Series | pd.DataFrame]) -> None:
    """Refuse amounts under zero, and questions that were taken for each other.

    Parameters
    ----------
    reading : Reading
        The survey file.
    answers : mapping
        Question → answers, as far as they could be read.
    """
    settings = reading.settings_as(Survey)
    roles = list(named_questions(settings))
    for named in roles:
        own, other = answers.get(named.question), answers.get(named.other)
        if not isinstance(own, pd.Series):
            continue
        column = tidy(settings.questions[named.question].own_column)
        if named.asks.amount:
            cure = _("Correct the cells, or list codes for no answer under missing.")
            reading.refuse_rows(column, own < 0, _(named.asks.amount), cure)
        if isinstance(other, pd.Series):
            lower = tidy(settings.questions[named.other].own_column)
            beside = [one for one in roles if one.path[:-1] == named.path[:-1]]
            _check_above(
                reading,
                (column, own),
                (lower, other),
                _right_order(reading, named, beside, answers),
            )


def _right_order(
    reading: Reading,
    named: Named,
    beside: Sequence[Named],
    answers: Mapping[str, pd.Series | pd.DataFrame],
) -> str:
    """Return how to name the questions so that their answers ascend in the order of their keys."""
    place = (*reading.path, *named.path[:-1])
    asked = [(one, answers.get(one.question)) for one in beside]
    known = [(one, found.median()) for one, found in asked if isinstance(found, pd.Series)]
    ascending = [one.question for one, _median in sorted(known, key=lambda pair: pair[1])]
    wanted = zip((one for one, _median in known), ascending, strict=True)
    wrong = [(str(one.path[-1]), name) for one, name in wanted if one.question != name]
    own, other = (answers.get(name) for name in (named.question, named.other))
    pair = [one for one in (own, other) if isinstance(one, pd.Series)]
    if len(pair) == 2 and pair[0].equals(pair[1]):  # one question in two places
        return _(
            "Name another question for {key} or for {other} in client.yml.",
            key=dotted((*reading.path, *named.path)),
            other=dotted((*place, named.asks.above)),
        )
    if len(wrong) > 2:
        return _(
            "The columns may be named the wrong way round: by their answers, in client.yml "
            "{keys} under {place}.",
            keys=", ".join(f"{key}: {written_key(name)}" for key, name in wrong),
            place=dotted(place),
        )
    lower, upper = [key for key, _name in wrong] or [named.asks.above, str(named.path[-1])]
    return _(
        "The columns may be named the wrong way round: exchange {key} and {other} in client.yml.",
        key=dotted((*place, upper)),
        other=dotted((*place, lower)),
    )


def _check_above(
    reading: Reading, own: tuple[str, pd.Series], other: tuple[str, pd.Series], cure: str
) -> None:
    """Refuse two columns where more people's answers lie the wrong way round than the right one,
    or all are alike.

    Single people who answer so are left to the method: it counts them.
    """
    below, above = int((own[1] < other[1]).sum()), int((own[1] > other[1]).sum())
    if below <= above and (above or not own[1].eq(other[1]).any()):
        return
    reading.inspection.refuse(
        reading.table.where(own[0]),
        _(
            'most answers must lie above those in column "{other}", got: {below} below, '
            "{above} above",
            other=other[0],
            below=below,
            above=above,
        ),
        cure,
    )
