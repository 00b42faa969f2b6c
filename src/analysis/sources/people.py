"""The persons or companies that segments and personas are made of, from one source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.segmentation_settings import Personas, Segmentation
from analysis.errors import DataError, Problem
from analysis.languages import _, translatable
from analysis.sources.records import Source
from analysis.sources.survey import Survey
from analysis.values.absent import Absent

UNITS = {
    "survey": translatable("respondents"),
    "b2c": translatable("customers"),
    "b2b": translatable("companies"),
}


@dataclass(frozen=True)
class People:
    """Everything known about the units of a segmentation; all frames share their index.

    Attributes
    ----------
    unit : str
        What one row is, in the active language: respondents, customers or companies.
    basis : pandas.DataFrame
        Numeric segmentation variables, one column each, named by their labels; missing values
        are kept.
    answers : pandas.DataFrame
        The same variables as they were answered: floats (0/1 for yes/no and for items of a
        multiple question) and, for choices, categoricals whose order counts only where the
        client file says so.
    families : mapping of str to str
        Column of ``basis`` → its family of criteria.
    keys : mapping of str to str
        Column of ``answers`` or ``descriptors`` → question or attribute of the client file.
    ids : pandas.Series of str
        Who each row is, as the file calls them; the same person has the same id in each wave.
    descriptors : pandas.DataFrame
        Traits that only describe the segments: categoricals, 0/1 or numbers.
    statements : mapping of str to pandas.DataFrame
        Persona block → its questions and attributes.
    weights : pandas.Series
        One weight a row, mean 1.
    value : pandas.Series or Absent
        Money of each row.
    classification : pandas.Series of category or Absent
        Class of each row in another classification, to compare the segments with; its name is
        what reports call it.
    standardise : bool
        Whether the basis variables are to be brought to one scale.
    given : bool
        Whether the client file says who is in which segment.
    """

    unit: str
    basis: pd.DataFrame
    answers: pd.DataFrame
    families: Mapping[str, str]
    keys: Mapping[str, str]
    ids: pd.Series
    descriptors: pd.DataFrame
    statements: Mapping[str, pd.DataFrame] | Absent
    weights: pd.Series
    value: pd.Series | Absent
    classification: pd.Series | Absent
    standardise: bool
    given: bool = False

    @property
    def askable(self) -> pd.DataFrame:
        """What a new person can be asked, to be placed in a segment.

        What the segments were made from; where they follow from money or from one answer, that
        would say it by itself, and the traits that describe them are asked.
        """
        return self.descriptors if self.given else self.answers


def people_of(
    client: Client, sources: object, weights: pd.Series | Absent | None
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
    source = getattr(sources, settings.source)
    if isinstance(source, Absent):
        return source
    unit = settings.source if settings.source == "survey" else client.kind
    columns = _survey_columns if isinstance(source, Survey) else _customer_columns
    value = _value(source)
    basis, answers, families, keys = _criteria(settings, source, columns, value)
    return People(
        unit=_(UNITS[unit]),
        basis=basis,
        answers=answers,
        families=families,
        keys={**_keys(source, settings.descriptors, columns), **keys},
        ids=source.respondents if isinstance(source, Survey) else source.frame["customer"],
        descriptors=columns(source, settings.descriptors),
        statements=_statements(client.personas, source, columns),
        weights=weights
        if isinstance(source, Survey)
        else pd.Series(1.0, index=source.frame.index, name="weight"),
        value=value,
        classification=_classification(settings.compare_with, source),
        standardise=_standardise(settings.standardise, basis),
        given=settings.given,
    )


def _criteria(
    settings: Segmentation, source: Survey | Source, columns, value: pd.Series | Absent
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str], dict[str, str]]:
    """Return what segments are made of, as numbers and as answered; its families and keys."""
    rows = source.frame.index
    if settings.method == "value_bands":
        if isinstance(value, Absent):
            raise DataError(Problem("segmentation.method: value_bands", value.reason))
        frame = pd.DataFrame({_("Money"): value.astype(float)}, index=rows)
        return frame, frame, dict.fromkeys(frame.columns, "behavioural"), {}
    if settings.method == "rule" and settings.rule:
        classes = _classes(source, settings.rule)
        made = {f"{classes.name}: {one}": classes == one for one in classes.cat.categories}
        frame = pd.DataFrame(made, index=rows).astype(float).where(classes.notna(), axis=0)
        families = dict.fromkeys(frame.columns, _family_of(source, settings.rule))
        keys = {str(classes.name): settings.rule}
        return frame, classes.to_frame(), families, keys
    by_family = settings.basis
    numbers: dict[str, pd.Series] = {}
    answers: dict[str, pd.Series] = {}
    families: dict[str, str] = {}
    keys: dict[str, str] = {}
    for family, name in [(family, name) for family, names in by_family.items() for name in names]:
        made, given = _numeric(source, [name], columns)
        asked = (source.questions if isinstance(source, Survey) else source.attributes)[name].label
        numbers |= {_free(label, asked, numbers): column for label, column in made.items()}
        answers |= {_free(label, asked, answers): column for label, column in given.items()}
        families |= dict.fromkeys([label for label in numbers if label not in families], family)
        keys |= dict.fromkeys([label for label in answers if label not in keys], name)
    return pd.DataFrame(numbers, index=rows), pd.DataFrame(answers, index=rows), families, keys


def _keys(source: Survey | Source, names: list[str], columns) -> dict[str, str]:
    """Return the question or attribute behind each column of several read together."""
    found: dict[str, str] = {}
    for place, name in enumerate(names, start=1):
        found |= dict.fromkeys(
            [label for label in columns(source, names[:place]) if label not in found], name
        )
    return found


def _family_of(source: Survey | Source, name: str) -> str:
    if isinstance(source, Survey):
        return source.questions[name].family or "behavioural"
    return source.attributes[name].family


def _standardise(wanted: bool | None, basis: pd.DataFrame) -> bool:
    """Left open, the basis is standardised unless every variable is a yes/no."""
    if wanted is not None:
        return wanted
    return not basis.isin([0, 1]).where(basis.notna(), True).all(axis=None)


def _statements(settings: Personas | None, source: object, columns):
    if settings is None:
        return Absent(_("The client file describes no personas."))
    return {block: columns(source, names) for block, names in settings.blocks().items()}


def _classes(source: Survey | Source, name: str) -> pd.Series:
    """Return the answers that divide people into classes: numbers in their bands, yes or no."""
    if isinstance(source, Survey):
        (classes,) = _survey_columns(source, [name]).items()
        return classes[1].astype("category").rename(classes[0])
    return source.frame[name].astype("category").rename(source.attributes[name].label)


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


def _survey_columns(survey: Survey, names: Iterable[str]) -> pd.DataFrame:
    """One column a single question, one 0/1 column an item of a multiple question."""
    found: dict[str, pd.Series] = {}
    for name in names:
        question = survey.questions[name]
        if question.type == "multiple":
            items = survey.answers(name)
            found |= {_free(str(item), question.label, found): items[item] for item in items}
        else:
            bands = survey.banded(name)
            shown = survey.answers(name) if isinstance(bands, Absent) else bands
            found[_free(question.label, name, found)] = shown
    return pd.DataFrame(found, index=survey.frame.index)


def _customer_columns(customers: Source, names: Iterable[str]) -> pd.DataFrame:
    found: dict[str, pd.Series] = {}
    for name in names:
        attribute = customers.attributes[name]
        # what is true of the person who decides must not be read as true of the company
        label = (
            _("Buyer: {label}", label=attribute.label)
            if attribute.of == "buyer"
            else attribute.label
        )
        label = _free(label, name, found)
        # a yes/no is one statement, not two answers
        yes_no = customers.attributes[name].type == "yes_no"
        found[label] = customers.frame[f"numeric_{name}" if yes_no else name]
    return pd.DataFrame(found, index=customers.frame.index)


def _numeric(
    source: Survey | Source, names: Iterable[str], columns
) -> tuple[dict[str, pd.Series], dict[str, pd.Series]]:
    """Return variables as numbers (choices: one 0/1 column an answer), and as answered."""
    found: dict[str, pd.Series] = {}
    answers: dict[str, pd.Series] = {}
    for name in names:
        frame = columns(source, [name])
        raw = _unbanded(source, name)
        for label in frame:
            column = frame[label] if raw is None else raw
            if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
                found[_free(str(label), name, found)] = column.astype(float)
                answers[_free(str(label), name, answers)] = column.astype(float)
            elif isinstance(column.dtype, pd.CategoricalDtype):
                # an answer that the questionnaire offers and nobody gave says nothing of anyone
                for answer in [one for one in column.cat.categories if (column == one).any()]:
                    chosen = (column == answer).astype(float).where(column.notna())
                    found[_free(f"{label}: {answer}", name, found)] = chosen
                counts = _order_counts(source, name)
                kept = column.cat.as_ordered() if counts else column.cat.as_unordered()
                answers[_free(str(label), name, answers)] = kept
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
        return source.answers(name) if source.questions[name].type in ("number", "scale") else None
    key = f"numeric_{name}"
    return source.frame.get(key)


def _free(label: str, context: str, taken: Mapping[str, object]) -> str:
    """Two items may have the same words: the second one says where it comes from."""
    return label if label not in taken else f"{context}: {label}"
