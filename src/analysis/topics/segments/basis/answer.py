"""Can the data carry a segmentation: what the criteria are, and what to beware of."""

from __future__ import annotations

from collections.abc import Callable

from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.basis.answer_tables import criteria_table, structure_table
from analysis.topics.segments.basis.method import (
    ENOUGH_PER_VARIABLE,
    LEAST_PER_VARIABLE,
    BasisStructure,
    battery_concern,
)
from analysis.topics.segments.basis.method_answer_style import AnswerStyle
from analysis.topics.segments.basis.method_basis import SegmentationBasis
from analysis.topics.segments.basis.method_summary import BasisSummary
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_CONCERNS = 2  # with the sentence on the base: three sentences
MOST_NAMED = 3
HEADLINES = {
    "too_few": _.later("Few answers for so many criteria"),
    "left_out_differ": _.later("Those who left something out are different"),
    "left_out": _.later("Many left something out"),
    "redundant": _.later("Some criteria say nearly the same or the opposite"),
    "alike": _.later("Many answer everything alike"),
    "level": _.later("The criteria rise and fall together"),
    "rare": _.later("Some criteria tell few people apart"),
    "tight": _.later("Just enough answers for the criteria"),
}


@unless_absent
def answer(structure: BasisStructure, words: Words) -> Answer:
    """Say what speaks against segmenting by these criteria, and show what was looked at."""
    return Answer((_told(structure, words),), (structure_table(structure, words),))


@unless_absent
def style_answer(style: AnswerStyle, words: Words) -> Answer:
    """Say whether a segment answers on one side throughout: beside the criteria, not in brief."""
    return Answer((), (_style(style, words),))


@unless_absent
def criteria(summary: BasisSummary, basis: SegmentationBasis, words: Words) -> Answer:
    """Show the criteria segments are made of, family by family.

    Parameters
    ----------
    summary : BasisSummary
        The criteria.
    basis : SegmentationBasis
        The answers that are divided.
    words : Words
        What criteria and people are called.
    """
    return Answer((), (criteria_table(summary, basis, words),))


def _told(structure: BasisStructure, words: Words) -> Finding:
    """Say what to beware of before segmenting, the gravest first; or that nothing is wrong."""
    base = _known(structure, words)
    concerns = structure.concerns[:MOST_CONCERNS]
    if not concerns:
        return Finding(
            name="basis_structure",
            headline=_("Nothing speaks against segmenting by these criteria"),
            text=base,
            implication=_(
                "No two of them say nearly the same, and hardly anyone answers them alike."
            )
            if structure.criteria > 1
            else _("Segments made of a single criterion differ in nothing else for certain."),
            question="S0.1",
            strength=0.2,
        )
    return Finding(
        name="basis_structure",
        headline=_(HEADLINES[concerns[0]]),
        text=base,
        implication=" ".join(SENTENCES[concern](structure, words) for concern in concerns),
        question="S0.1",
        strength=0.3 if concerns[0] in ("tight", "rare") else 0.5,
    )


def _known(structure: BasisStructure, words: Words) -> str:
    dimensions = structure.dimensions.dimensions
    told = {
        "criteria": formats.number(structure.criteria),
        "n": formats.number(structure.base),
        "unit": words.unit,
        "per": formats.number(structure.per_variable),
        "measured": _("they measure {n} different things", n=formats.number(dimensions))
        if dimensions > 1
        else _("they measure one and the same thing"),
    }
    if structure.criteria == 1:
        return _("The only criterion is known of {n} {unit}.", n=told["n"], unit=words.unit)
    if structure.criteria == len(structure.variables):
        return _(
            "All {criteria} criteria are known of {n} {unit}, {per} for each criterion; "
            "{measured}.",
            **told,
        )
    return _(
        "All {criteria} criteria are known of {n} {unit}, {per} for each of {columns} numbers and "
        "answers; {measured}.",
        columns=formats.number(len(structure.variables)),
        **told,
    )


def _sample(structure: BasisStructure, words: Words) -> str:
    return _(
        "Fewer than {least} {unit} a criterion: asking others could draw the segments somewhat "
        "differently.",
        least=formats.number(
            LEAST_PER_VARIABLE if structure.sample == "too_few" else ENOUGH_PER_VARIABLE
        ),
        unit=words.unit,
    )


def _left_out(structure: BasisStructure, words: Words) -> str:
    left_out = structure.incomplete.left_out
    traits = [words.label(trait) for trait in structure.incomplete.differing[:MOST_NAMED]]
    share = formats.share(left_out / structure.rows, structure.rows)
    if not structure.incomplete.differing:
        return _(
            "{n} {unit} ({share}) did not answer everything; not every method can place them.",
            n=formats.number(left_out),
            unit=words.unit,
            share=share,
        )
    return _(
        "{n} {unit} ({share}) did not answer everything, and they differ from the others in: "
        "{traits}.",
        n=formats.number(left_out),
        unit=words.unit,
        share=share,
        traits=formats.and_list(traits),
    )


def _redundant(structure: BasisStructure, words: Words) -> str:
    closest = structure.pairs[0]
    return _.plural(
        "{n} pair says nearly the same or the opposite, “{first}” and “{second}” ({value}): "
        "their subject counts twice.",
        "{n} pairs say nearly the same or the opposite, most “{first}” and “{second}” ({value}): "
        "their subjects count twice.",
        len(structure.pairs),
        first=words.label(closest.first),
        second=words.label(closest.second),
        value=formats.number(closest.association, 2),
        n=formats.number(len(structure.pairs)),
    )


def _alike(structure: BasisStructure, words: Words) -> str:
    battery = next(found for found in structure.batteries if battery_concern(found))
    if battery.kind == "yes_no":
        return _(
            "{share} of {unit} said yes to nearly all of {items} criteria (n = {n}): segments can "
            "mirror a style of answering.",
            share=formats.share(battery.nearly_all, battery.base),
            unit=words.unit,
            items=formats.number(len(battery.items)),
            n=formats.number(battery.base),
        )
    return _(
        "{share} of {unit} gave one and the same answer to {items} criteria (n = {n}): segments "
        "can mirror a style of answering.",
        share=formats.share(battery.alike, battery.base),
        unit=words.unit,
        items=formats.number(len(battery.items)),
        n=formats.number(battery.base),
    )


def _level(structure: BasisStructure, _words: Words) -> str:
    return _(
        "{share} of all differences go along with the sum of the criteria: segments will above "
        "all be much and little of everything.",
        share=formats.share(structure.level_share, digits=0),
    )


def _rare(structure: BasisStructure, words: Words) -> str:
    rare = [variable for variable in structure.variables if variable.frequency]
    named = [
        f"{words.label(variable.variable)} ({formats.share(variable.share, structure.rows)})"
        for variable in rare[:MOST_NAMED]
    ]
    return _.plural(
        "{n} criterion applies to hardly anyone or nearly everyone: {names}.",
        "{n} criteria apply to hardly anyone or nearly everyone, such as {names}.",
        len(rare),
        n=formats.number(len(rare)),
        names=", ".join(named),
    )


SENTENCES: dict[str, Callable[[BasisStructure, Words], str]] = {
    "too_few": _sample,
    "left_out_differ": _left_out,
    "left_out": _left_out,
    "redundant": _redundant,
    "alike": _alike,
    "level": _level,
    "rare": _rare,
    "tight": _sample,
}


def _style(style: AnswerStyle, words: Words) -> Finding:
    """Say whether segments differ in what people say or only in how much."""
    share = formats.share(style.level_share, digits=0)
    answers = style.kind == "answers"
    if style.verdict == "level":
        headline = _("The segments differ mostly in how much, not in what")
        implication = (
            _("They may mirror a style of answering rather than different wishes.")
            if answers
            else _("They are above all users of much and of little.")
        )
        strength = 0.55
    elif style.verdict == "some_segments":
        named = _extremes(style, words)
        headline = _("On one side throughout: {segments}", segments=named)
        implication = (
            _("That may be a style of answering: look again before addressing such a segment.")
            if answers
            else _("Such a segment is told by how much, not by what.")
        )
        strength = 0.45
    else:
        headline = _("The segments differ in what, not in how much")
        implication = (
            _("They differ in what they choose, not in how easily they say yes.") if answers else ""
        )
        strength = 0.25
    return Finding(
        name="answer_style",
        headline=headline,
        text=_(
            "{share} of the differences between the segments come from saying more, or less, of "
            "all {items} criteria (n = {n}).",
            share=share,
            items=formats.number(style.items),
            n=formats.number(style.base),
        ),
        implication=implication,
        question="S0.1",
        strength=strength,
    )


def _extremes(style: AnswerStyle, words: Words) -> str:
    names = [
        _("{segment} (high)", segment=words.segments[row.segment])
        if row.style == "high"
        else _("{segment} (low)", segment=words.segments[row.segment])
        for row in style.rows
        if row.style
    ]
    return formats.and_list(names)
