"""The persons or companies that segments and personas are made of, from one source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.segmentation_settings import Personas, Segmentation
from analysis.clients.source_settings import Family
from analysis.errors import DataError, Problem
from analysis.languages import messages
from analysis.sources.attributes import DescribedAttribute
from analysis.sources.labels import Labels, Text, in_both, indicator
from analysis.sources.records import Source
from analysis.sources.same_words import told_apart
from analysis.sources.survey import Survey
from analysis.sources.wave import WaveSources
from analysis.values.absent import Absent

_ = messages(__name__)
MONEY = "=value/money"


@dataclass(frozen=True)
class People:
    """Everything known about the units of a segmentation; all frames share their index.

    Attributes
    ----------
    basis : pandas.DataFrame
        Numeric segmentation variables, one column each, named by their codes (an answer of a
        choice: ``gender=1``); missing values are kept.
    answers : pandas.DataFrame
        The same variables as they were answered: floats (0/1 for yes/no and for items of a
        multiple question) and, for choices, categoricals whose order counts only where the
        client file says so.
    families : mapping of str to str
        Column of ``basis`` → its family of criteria.
    keys : mapping of str to str
        Column of ``basis``, ``answers`` or ``descriptors`` → question or attribute of the client
        file.
    ids : pandas.Series of str
        Who each row is, as the file calls them; the same person has the same id in each wave.
    descriptors : pandas.DataFrame
        Traits that only describe the segments: categoricals, 0/1 or numbers.
    statements : mapping of str to pandas.DataFrame
        Persona block → its questions and attributes.
    weights : pandas.Series or Absent
        One weight a row, mean 1.
    value : pandas.Series or Absent
        Money of each row.
    classification : pandas.Series of category or Absent
        Class of each row in another classification, to compare the segments with; its name is
        the question's or attribute's.
    standardise : bool
        Whether the basis variables are to be brought to one scale.
    given : bool
        Whether the client file says who is in which segment.
    labels : Labels
        What columns and answers are called: of two with the same words, the second one says
        which question it belongs to.
    """

    basis: pd.DataFrame
    answers: pd.DataFrame
    families: Mapping[str, str]
    keys: Mapping[str, str]
    ids: pd.Series
    descriptors: pd.DataFrame
    statements: Mapping[str, pd.DataFrame] | Absent
    weights: pd.Series | Absent
    value: pd.Series | Absent
    classification: pd.Series | Absent
    standardise: bool
    given: bool = False
    labels: Labels = field(default_factory=Labels)

    @property
    def askable(self) -> pd.DataFrame:
        """What a new person can be asked, to be placed in a segment.

        What the segments were made from; where they follow from money or from one answer, that
        would say it by itself, and the traits that describe them are asked.
        """
        return self.descriptors if self.given else self.answers

    def recoded(self, codes: Mapping[str, str]) -> People:
        """Return the same people with other codes for items and answers.

        Parameters
        ----------
        codes : mapping of str to str
            Code → the one it gets; of `same_words.codes_of_other_wave`.
        """
        if not codes:
            return self
        names = {**codes, **{_flag(old): _flag(new) for old, new in codes.items()}}
        texts = self.labels.texts
        statements = self.statements
        if not isinstance(statements, Absent):
            statements = {block: _renamed(one, names) for block, one in statements.items()}
        given = self.classification
        return replace(
            self,
            basis=_renamed(self.basis, names),
            answers=_renamed(self.answers, names),
            families={names.get(code, code): family for code, family in self.families.items()},
            keys={names.get(code, code): key for code, key in self.keys.items()},
            descriptors=_renamed(self.descriptors, names),
            statements=statements,
            classification=given if isinstance(given, Absent) else _recoded(given, names),
            labels=Labels({**texts, **{n: texts[o] for o, n in names.items() if o in texts}}),
        )


def _flag(code: str) -> str:
    question, _slash, answer = code.partition("/")
    return indicator(question, answer)


def _renamed(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    codes = map(str, frame.columns)
    found = {names.get(code, code): _recoded(frame[code], names) for code in codes}
    return pd.DataFrame(found, index=frame.index)


def _recoded(column: pd.Series, names: Mapping[str, str]) -> pd.Series:
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column
    return column.cat.rename_categories(lambda code: names.get(code, code))


def people_of(
    client: Client, sources: WaveSources, weights: pd.Series | Absent | None
) -> People | Absent:
    """Return the people a client's segmentation is about.

    Parameters
    ----------
    client : Client
        Its ``segmentation`` and ``personas`` say what to take.
    sources : WaveSources
        The wave's typed sources.
    weights : pandas.Series, Absent or None
        Weights of the survey's respondents; None where people are not respondents.

    Raises
    ------
    DataError
        If a basis variable is neither numeric nor a choice.
    """
    settings = client.segmentation
    if settings is None:
        return Absent(_("The client file describes no segmentation."))
    source = sources.read(settings.source)
    return source if isinstance(source, Absent) else people_in(source, client, weights)


def people_in(
    source: Survey | Source, client: Client, weights: pd.Series | Absent | None
) -> People:
    """Return the people of a source, as the client's segmentation describes them.

    Parameters
    ----------
    source : Survey or Source
        Where they stand.
    client, weights
        As of `people_of`; there is a segmentation.

    Raises
    ------
    DataError
        If a basis variable is neither numeric nor a choice.
    """
    settings = client.segmentation
    assert settings is not None
    value = _value(source)
    basis, answers, families, keys = _criteria(settings, source, value)
    descriptors = _columns(source, settings.descriptors)
    statements = _statements(client.personas, source)
    return People(
        basis=basis,
        answers=answers,
        families=families,
        keys={**_keys(source, settings.descriptors), **keys},
        labels=_labels(source, keys, [basis, answers], [descriptors], statements),
        ids=source.respondents if isinstance(source, Survey) else source.frame["customer"],
        descriptors=descriptors,
        statements=statements,
        weights=weights
        if weights is not None and isinstance(source, Survey)
        else pd.Series(1.0, index=source.frame.index, name="weight"),
        value=value,
        classification=_classification(settings.compare_with, source),
        standardise=_standardise(settings.standardise, basis),
        given=settings.given,
    )


def _criteria(
    settings: Segmentation, source: Survey | Source, value: pd.Series | Absent
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str], dict[str, str]]:
    """Return what segments are made of, as numbers and as answered; its families and keys."""
    rows = source.frame.index
    if settings.method == "value_bands":
        if isinstance(value, Absent):
            raise DataError(Problem("segmentation.method: value_bands", value.reason))
        frame = pd.DataFrame({MONEY: value.astype(float)}, index=rows)
        return frame, frame, dict.fromkeys(frame.columns, "behavioural"), {}
    if settings.method == "rule" and settings.rule:
        classes = _classes(source, settings.rule)
        made = {
            indicator(settings.rule, str(one)): classes == one for one in classes.cat.categories
        }
        frame = pd.DataFrame(made, index=rows).astype(float).where(classes.notna(), axis=0)
        families = dict.fromkeys(frame.columns, _family_of(source, settings.rule))
        keys = dict.fromkeys([settings.rule, *frame.columns], settings.rule)
        return frame, classes.to_frame(), families, keys
    return _by_family(settings.basis, source)


def _by_family(
    basis: Mapping[Family, list[str]], source: Survey | Source
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str], dict[str, str]]:
    rows = source.frame.index
    numbers: dict[str, pd.Series] = {}
    answers: dict[str, pd.Series] = {}
    families: dict[str, str] = {}
    keys: dict[str, str] = {}
    for family, name in [(family, name) for family, names in basis.items() for name in names]:
        made, given = _numeric(source, name)
        numbers |= made
        answers |= given
        families |= {code: families.get(code, family) for code in made}
        keys |= {code: keys.get(code, name) for code in (*made, *given)}
    return pd.DataFrame(numbers, index=rows), pd.DataFrame(answers, index=rows), families, keys


def _keys(source: Survey | Source, names: list[str]) -> dict[str, str]:
    """Return the question or attribute behind each column."""
    return {str(code): name for name in names for code in _columns(source, [name])}


def _labels(
    source: Survey | Source,
    keys: Mapping[str, str],
    criteria: list[pd.DataFrame],
    traits: list[pd.DataFrame],
    statements: Mapping[str, pd.DataFrame] | Absent,
) -> Labels:
    """Return what codes are called; of two in one frame that are called the same, both differ."""
    texts = {**source.labels.texts, MONEY: in_both(lambda: _("Money"))}
    if isinstance(source, Source):
        texts |= {
            key: _of_buyer(attribute)
            for key, attribute in source.attributes.items()
            # what is true of the person who decides must not be read as true of the company
            if attribute.of == "buyer"
        }
    labels = Labels(texts)
    blocks = [] if isinstance(statements, Absent) else statements.values()

    def asked(code: str) -> Text:
        return labels.text(keys.get(code, code))

    frames = [
        *((frame.columns, asked) for frame in criteria),
        *((frame.columns, _context(source)) for frame in (*traits, *blocks)),
    ]
    return Labels({**texts, **told_apart(frames, labels)})


def _of_buyer(attribute: DescribedAttribute) -> Text:
    return in_both(lambda: _("Buyer: {label}", label=attribute.label))


def _context(source: Survey | Source) -> Callable[[str], Text]:
    """Return what stands before a column called as another one: of an item its question."""
    items: dict[str, Text] = {}
    if isinstance(source, Survey):
        many = (one for one in source.questions.values() if one.type == "multiple")
        items = {item: question.text for question in many for item in question.items}
    return lambda code: items.get(code, code)


def _family_of(source: Survey | Source, name: str) -> str:
    if isinstance(source, Survey):
        return source.questions[name].family or "behavioural"
    return source.attributes[name].family


def _standardise(wanted: bool | None, basis: pd.DataFrame) -> bool:
    """Left open, the basis is standardised unless every variable is a yes/no."""
    if wanted is not None:
        return wanted
    return not basis.isin([0, 1]).where(basis.notna(), True).all(axis=None)


def _statements(
    settings: Personas | None, source: Survey | Source
) -> dict[str, pd.DataFrame] | Absent:
    if settings is None:
        return Absent(_("The client file describes no personas."))
    return {block: _columns(source, names) for block, names in settings.blocks().items()}


def _classes(source: Survey | Source, name: str) -> pd.Series:
    """Return the answers that divide people into classes: numbers in their bands, yes or no."""
    if isinstance(source, Survey):
        return _survey_columns(source, [name])[name].astype("category")
    return source.frame[name].astype("category")


def _classification(name: str | None, source: Survey | Source) -> pd.Series | Absent:
    if name is None:
        return Absent(
            _("The client file names no other classification of the same people."), gap=False
        )
    return _classes(source, name)


def _value(source: Survey | Source) -> pd.Series | Absent:
    if isinstance(source, Survey):
        return source.spend
    if "revenue" in source.frame:
        return source.frame["revenue"].astype(float)
    return Absent(_("The customers file names no revenue."))


def _columns(source: Survey | Source, names: Iterable[str]) -> pd.DataFrame:
    """Return what people answered or are, a column a question, item or attribute."""
    if isinstance(source, Survey):
        return _survey_columns(source, names)
    return _customer_columns(source, names)


def _survey_columns(survey: Survey, names: Iterable[str]) -> pd.DataFrame:
    """One column a single question, one 0/1 column an item of a multiple question."""
    found: dict[str, pd.Series] = {}
    for name in names:
        answers = survey.answers(name)
        if isinstance(answers, pd.DataFrame):
            found |= {str(item): answers[item] for item in answers}
        else:
            bands = survey.banded(name)
            found[name] = answers if isinstance(bands, Absent) else bands
    return pd.DataFrame(found, index=survey.frame.index)


def _customer_columns(customers: Source, names: Iterable[str]) -> pd.DataFrame:
    found: dict[str, pd.Series] = {}
    for name in names:
        # a yes/no is one statement, not two answers
        yes_no = customers.attributes[name].type == "yes_no"
        found[name] = customers.frame[f"numeric_{name}" if yes_no else name]
    return pd.DataFrame(found, index=customers.frame.index)


def _numeric(
    source: Survey | Source, name: str
) -> tuple[dict[str, pd.Series], dict[str, pd.Series]]:
    """Return variables as numbers (choices: one 0/1 column an answer), and as answered."""
    found: dict[str, pd.Series] = {}
    answers: dict[str, pd.Series] = {}
    frame = _columns(source, [name])
    raw = _unbanded(source, name)
    for code in map(str, frame.columns):
        column = frame[code] if raw is None else raw
        if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
            found[code] = answers[code] = column.astype(float)
        elif isinstance(column.dtype, pd.CategoricalDtype):
            # an answer that the questionnaire offers and nobody gave says nothing of anyone
            for answer in [one for one in column.cat.categories if (column == one).any()]:
                chosen = (column == answer).astype(float).where(column.notna())
                found[indicator(code, answer)] = chosen
            counts = _order_counts(source, name)
            answers[code] = column.cat.as_ordered() if counts else column.cat.as_unordered()
        else:
            raise DataError(
                Problem(
                    f"segmentation.basis: {name}",
                    _("must be a number, a yes/no or a choice, got: open text"),
                )
            )
    return found, answers


def _order_counts(source: Survey | Source, name: str) -> bool:
    """Whether the client file says that the order of a choice's answers counts."""
    if isinstance(source, Survey):
        return source.questions[name].ordered
    return source.attributes[name].ordered


def _unbanded(source: Survey | Source, name: str) -> pd.Series | None:
    """A number that is cut into bands for tables enters a segmentation as a number."""
    if isinstance(source, Survey):
        number = source.questions[name].type in ("number", "scale")
        return source.one_column(name) if number else None
    key = f"numeric_{name}"
    return source.frame.get(key)
