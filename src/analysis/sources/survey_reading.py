"""Turn a raw survey file into a `Survey`: ids, weights, questions, image, targets."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.names import suggestion
from analysis.clients.survey_settings import Image
from analysis.clients.survey_settings import Survey as Settings
from analysis.clients.text import written
from analysis.languages import _
from analysis.sources import gate
from analysis.sources.inspection import Provenance
from analysis.sources.personal_data import shown_labels
from analysis.sources.questions import Answers, chosen, named_columns, read_question
from analysis.sources.raw import Codebook
from analysis.sources.reading import Reading, dotted
from analysis.sources.survey import Survey
from analysis.sources.text import tidy

_CHOSEN = [1, True, "x", "X", "Có", "có", "Yes", "yes"]


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
    settings: Settings = reading.settings  # type: ignore[assignment]
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
    _check_spend(reading, answers)
    if not reading.inspection.problems:
        _check_targets(reading, answers)
    if reading.inspection.problems or respondents is None:
        return None
    return _built(reading, answers, respondents, weights, image, provenance)


def _built(
    reading: Reading,
    answers: dict[str, Answers],
    respondents: pd.Series,
    weights: pd.Series | None,
    image: dict[str, pd.DataFrame] | None,
    provenance: tuple[Provenance, ...],
) -> Survey:
    settings: Settings = reading.settings  # type: ignore[assignment]
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
        weighting_targets={questions[k].label: _targets(reading, k) for k in plan.targets}
        if plan
        else None,
        weighting_trim=plan.trim if plan else None,
        weighting_population=written(plan.population) if plan and plan.population else None,
        repairs=tuple(reading.inspection.repairs),
        notes=tuple(reading.inspection.notes),
        _answers={key: _from_zero(found.values) for key, found in answers.items()},
        _banner=tuple(settings.banner),
        _funnel=tuple(settings.funnel),
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
    ids = reading.identifier(reading.settings.id, ("id",), "id")
    if ids is None:
        return None
    column = reading.columns["id"]
    gate.check_all_given(reading, column, ids)
    gate.check_unique(reading, column, ids)
    return ids


def _weights(reading: Reading) -> pd.Series | None:
    """Return the file's weights with mean 1; each must be over 0."""
    column = reading.settings.weight
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


def _check_spend(reading: Reading, answers: dict[str, Answers]) -> None:
    key = reading.settings.spend
    if key and key in answers:
        reading.refuse_rows(
            tidy(reading.settings.questions[key].column),
            answers[key].values < 0,
            _("money spent must not be negative"),
            _("Correct the cells, or list codes for no answer under missing."),
        )


def _targets(reading: Reading, key: str) -> dict[str, float]:
    """Return a question's targets by its answers' labels in the active language.

    The client file may write an answer in either language, as a code's label has both.
    """
    settings: Settings = reading.settings  # type: ignore[assignment]
    texts = [text for text in settings.questions[key].values.values() if not isinstance(text, str)]
    own = {label: written(text) for text in texts for label in (text.vi, text.en)}
    return {
        own.get(answer, answer): share for answer, share in settings.weighting.targets[key].items()
    }


def _check_targets(reading: Reading, answers: dict[str, Answers]) -> None:
    """Answers and targets must be the same; every respondent needs an answer."""
    plan = reading.settings.weighting
    for key in plan.targets if plan else ():
        shares = _targets(reading, key)
        found = answers[key]
        path = (*reading.path, "weighting", "targets", key)
        values = found.values
        if found.question.type == "number":
            from analysis.sources.bands import banded_values

            values = banded_values(values, list(found.question.bands or ()))
        seen = [str(c) for c in values.cat.categories if (values == c).any()]
        for answer in shares:
            if answer not in seen:
                reading.inspection.refuse(
                    reading.file.where((*path, answer)),
                    _(
                        "{key} must be an answer of the sample, got: {answer}",
                        key=dotted(path),
                        answer=answer,
                    ),
                    suggestion(answer, seen),
                )
            elif shares[answer] == 0:
                reading.inspection.refuse(
                    reading.file.where((*path, answer)),
                    _(
                        "{key} must be over 0 for an answer of the sample, got: 0 for {answer}",
                        key=dotted(path),
                        answer=answer,
                    ),
                    _("Remove its respondents, or add its share of the population."),
                )
        for answer in seen:
            if answer not in shares:
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
            tidy(reading.settings.questions[key].column),
            values.isna(),
            _("a question used for weighting must be answered by everyone"),
            _("Remove the rows, or the question from weighting."),
        )


def _image(reading: Reading, codebook: Codebook, image: Image) -> dict[str, pd.DataFrame] | None:
    """Return each brand's attributes as 1, 0 and NaN, with the same labels for all brands."""
    frames: dict[str, pd.DataFrame] = {}
    for brand, columns in image.brands.items():
        path = ("image", "brands", brand)
        named = named_columns(reading, columns, path)
        if named is None:
            continue
        frame, _asked = chosen(reading, codebook, named, _CHOSEN, path)
        labels = dict(zip(named, _attribute_labels(named, codebook, image, brand), strict=True))
        shown = {
            column: shown_labels(reading, column, {column: label})[column]
            for column, label in labels.items()
        }
        if shown == labels:
            frames[brand] = frame.set_axis(list(labels.values()), axis=1)
        else:  # hidden attributes go; several that are shown as "Other" are one
            frames[brand] = frame.T.groupby(shown, sort=False).max().T
    _check_image(reading, frames)
    return frames


def _attribute_labels(
    columns: list[str], codebook: Codebook, image: Image, brand: str
) -> list[str]:
    if image.attributes:
        given = [written(label) for label in image.attributes]
        return given if len(given) == len(columns) else columns
    labels = [codebook.labels.get(column, column) for column in columns]
    return [_without_brand(label, brand) for label in labels]


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
