"""Turn a raw survey file into a `Survey`: ids, weights, questions, image, targets."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.source_settings import RawValue
from analysis.clients.survey_settings import Image
from analysis.clients.survey_settings import Survey as Settings
from analysis.clients.text import written
from analysis.languages import messages
from analysis.sources import gate
from analysis.sources.bands import banded_values
from analysis.sources.files.table import Codebook, Provenance
from analysis.sources.labels import OTHER, Labels, Text, pair
from analysis.sources.personal_data import shown_labels
from analysis.sources.questions import Answers, chosen, named_columns, read_question
from analysis.sources.reading import Reading, dotted
from analysis.sources.survey import Survey
from analysis.sources.text import tidy

_ = messages(__name__)
_OTHER_ATTRIBUTE = f"=image/{OTHER}"
_CHOSEN: list[RawValue] = [1, True, "x", "X", "Có", "có", "Yes", "yes"]


def read_survey(
    reading: Reading, codebook: Codebook, provenance: tuple[Provenance, ...]
) -> Survey | None:
    """Return the survey, or None where it had to be refused.

    Parameters
    ----------
    reading : Reading
        The raw file; everything found is recorded in its inspection.
    codebook : Codebook
        The file's own, or that of the codebook file.
    provenance : tuple of Provenance
        Of the file and its codebook.
    """
    settings = reading.settings_as(Settings)
    gate.note_composed(reading)
    gate.drop_copies(reading)
    gate.check_size(reading)
    respondents = _respondents(reading)
    weights = _weights(reading)
    used = _used(reading.client, settings)
    answers = {
        key: found
        for key, question in settings.questions.items()
        if (found := read_question(reading, codebook, key, question, key in used)) is not None
    }
    image = _image(reading, codebook, settings.image) if settings.image else None
    brands = _brands(reading, [answers[key] for key in settings.funnel if key in answers])
    gate.check_roles(reading, {key: found.values for key, found in answers.items()})
    if not reading.inspection.problems:
        _check_targets(reading, answers)
    if reading.inspection.problems or respondents is None:
        return None
    return _built(reading, answers, respondents, weights, image, brands, provenance)


def _built(
    reading: Reading,
    answers: dict[str, Answers],
    respondents: pd.Series,
    weights: pd.Series | None,
    image: dict[str, pd.DataFrame] | None,
    brands: dict[str, str],
    provenance: tuple[Provenance, ...],
) -> Survey:
    settings = reading.settings_as(Settings)
    plan = settings.weighting
    ones = pd.Series(1.0, index=range(len(respondents)), name="weight")
    questions = {key: found.question for key, found in answers.items()}
    return Survey(
        frame=reading.frame.reset_index(drop=True),
        respondents=_from_zero(respondents),
        weights=ones if weights is None else _from_zero(weights).rename("weight"),
        weighting="given" if settings.weight else "targets" if plan else "none",
        questions=questions,
        provenance=provenance,
        labels=Labels(dict(reading.labels)),
        weighting_targets={
            key: {code: share for code, _written, share in _targets(reading, key, answers[key])}
            for key in plan.targets
        }
        if plan
        else None,
        weighting_trim=plan.trim if plan else None,
        weighting_population=written(plan.population) if plan and plan.population else None,
        repairs=tuple(reading.inspection.repairs),
        notes=tuple(reading.inspection.notes),
        _answers={key: _from_zero(found.values) for key, found in answers.items()},
        _banner=tuple(settings.banner),
        _funnel=tuple(settings.funnel),
        _brands=brands,
        _net_promoter=settings.net_promoter,
        _spend=settings.spend,
        _image={b: _from_zero(frame) for b, frame in image.items()} if image else None,
        _target_keys=tuple(plan.targets) if plan else (),
    )


def _from_zero(values: Any) -> Any:
    return values.reset_index(drop=True)


def _used(client: Client, settings: Settings) -> set[str]:
    used = set(settings.banner)
    if client.segmentation and client.segmentation.source == "survey":
        used |= {name for names in client.segmentation.basis.values() for name in names}
        used |= set(client.segmentation.descriptors)
    return used


def _respondents(reading: Reading) -> pd.Series | None:
    ids = reading.identifier(reading.settings_as(Settings).id, ("id",), "id")
    if ids is None:
        return None
    column = reading.columns["id"]
    gate.check_all_given(reading, column, ids)
    gate.check_unique(reading, column, ids)
    return ids


def _weights(reading: Reading) -> pd.Series | None:
    """Return the file's weights with mean 1; each must be over 0."""
    column = reading.settings_as(Settings).weight
    if column is None:
        return None
    before = len(reading.inspection.problems)
    weights = reading.number(column, ("weight",), "weight")
    if weights is None or len(reading.inspection.problems) > before:
        return None  # told already
    reading.refuse_rows(
        tidy(column),
        ~(weights > 0),
        _("each weight must be a number over 0"),
        _("Remove respondents without a weight, or remove weight from client.yml."),
    )
    if (weights > 0).all():
        gate.check_effective(reading, tidy(column), weights)
    return weights / weights.mean()


def _targets(reading: Reading, key: str, answers: Answers) -> list[tuple[str, str, float]]:
    """Return a question's targets: the answer's code, how it is written, its share.

    The client file may write an answer in either language, as a code's label has both.
    """
    settings = reading.settings_as(Settings)
    own: dict[str, str] = {}
    for code in _closed(key, answers).cat.categories:
        for text in pair(reading.labels[code]):
            own.setdefault(text, code)
    given = settings.weighting.targets[key] if settings.weighting else {}
    return [(own.get(answer, answer), answer, share) for answer, share in given.items()]


def _closed(key: str, answers: Answers) -> pd.Series:
    """Return answers to choose from: a number in its bands."""
    if answers.question.type == "number":
        return banded_values(key, answers.column, list(answers.question.bands or ()))
    return answers.column


def _check_targets(reading: Reading, answers: dict[str, Answers]) -> None:
    """Answers and targets must be the same; every respondent needs an answer."""
    settings = reading.settings_as(Settings)
    plan = settings.weighting
    for key in plan.targets if plan else ():
        targets = _targets(reading, key, answers[key])
        path = (*reading.path, "weighting", "targets", key)
        values = _closed(key, answers[key])
        seen = {
            str(code): written(reading.labels[code])
            for code in values.cat.categories
            if (values == code).any()
        }
        for code, answer, share in targets:
            if code not in seen:
                reading.inspection.refuse(
                    reading.file.where((*path, answer)),
                    _(
                        "{key} must be an answer of the sample, got: {answer}",
                        key=dotted(path),
                        answer=answer,
                    ),
                    suggestion(answer, seen.values()),
                )
            elif share == 0:
                reading.inspection.refuse(
                    reading.file.where((*path, answer)),
                    _(
                        "{key} must be over 0 for an answer of the sample, got: 0 for {answer}",
                        key=dotted(path),
                        answer=seen[code],
                    ),
                    _("Remove its respondents, or add its share of the population."),
                )
        for code, answer in seen.items():
            if code not in [found for found, _answer, _share in targets]:
                reading.inspection.refuse(
                    reading.file.where(path),
                    _(
                        "{key} must have a share for each answer, got: none for {answer}",
                        key=dotted(path),
                        answer=answer,
                    ),
                    _("Add its share of the population."),
                )
        reading.refuse_rows(
            tidy(settings.questions[key].own_column),
            values.isna(),
            _("a question used for weighting must be answered by everyone"),
            _("Remove the rows, or the question from weighting."),
        )


def _brands(reading: Reading, stages: list[Answers]) -> dict[str, str]:
    """Return the brand behind each item of the funnel's stages: its text is the brand's code.

    Of a text in two languages it is the Vietnamese, but for the client's own brand: that is
    called as the client file calls it, in whichever language.
    """
    found: dict[str, str] = {}
    own = reading.client.own_brand
    for item in (item for stage in stages for item in stage.question.items):
        both = pair(reading.labels[item])
        found[item] = own if own in both else both[0]
        reading.labels.setdefault(found[item], reading.labels[item])
    return found


def _image(reading: Reading, codebook: Codebook, image: Image) -> dict[str, pd.DataFrame] | None:
    """Return each brand's attributes as 1, 0 and NaN, with the same codes for all brands."""
    frames: dict[str, pd.DataFrame] = {}
    for brand, columns in image.brands.items():
        path = ("image", "brands", brand)
        named = named_columns(reading, columns, path)
        if named is None:
            continue
        frame, _asked = chosen(reading, codebook, named, _CHOSEN, path)
        attributes = _attributes(named, codebook, image, brand)
        codes = {
            column: _shown_attribute(reading, column, *attribute)
            for column, attribute in zip(named, attributes, strict=True)
        }
        if None not in codes.values() and _OTHER_ATTRIBUTE not in codes.values():
            frames[brand] = frame.set_axis(list(codes.values()), axis=1)
        else:  # hidden attributes go; several that are shown as "Other" are one
            frames[brand] = frame.T.groupby(codes.get, sort=False).max().T
    _check_image(reading, frames)
    return frames


def _attributes(
    columns: list[str], codebook: Codebook, image: Image, brand: str
) -> list[tuple[str, Text]]:
    """Return code and text of each attribute: its place in the client file, or what the file says.

    The columns of one attribute have the same text for all brands, but for the brand in it.
    """
    if image.attributes and len(image.attributes) == len(columns):
        return [(f"=image/{n}", text) for n, text in enumerate(image.attributes, 1)]
    labels = columns if image.attributes else [codebook.labels.get(c, c) for c in columns]
    own = [_without_brand(label, brand) for label in labels]
    return [(f"=image/{label}", label) for label in own]


def _shown_attribute(reading: Reading, column: str, code: str, text: Text) -> str | None:
    shown = shown_labels(reading, column, {column: text})[column]
    if shown is None:
        return None
    code = code if pair(shown) == pair(text) else _OTHER_ATTRIBUTE
    reading.labels[code] = shown
    return code


def _without_brand(label: str, brand: str) -> str:
    """Return an item's label without the brand that survey tools put before or after it."""
    for joint in (" - ", ": ", " – ", " | "):
        if label.casefold().endswith(f"{joint}{brand}".casefold()):
            return label[: -len(joint) - len(brand)].strip()
        if label.casefold().startswith(f"{brand}{joint}".casefold()):
            return label[len(joint) + len(brand) :].strip()
    return label


def _check_image(reading: Reading, frames: dict[str, pd.DataFrame]) -> None:
    if not frames:
        return
    first_brand, first = next(iter(frames.items()))
    for brand, frame in frames.items():
        if list(frame.columns) != list(first.columns):
            place = (*reading.path, "image", "brands", brand)
            reading.inspection.refuse(
                reading.file.where(place),
                _(
                    "{key} must have the same attributes as {brand}, got: others",
                    key=dotted(place),
                    brand=first_brand,
                ),
                _("Check the columns, or name the attributes under image.attributes."),
            )
