"""What makes the segments and by what their members can be recognised."""

from __future__ import annotations

from analysis.errors import DoesNotApply, NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order, reaches
from analysis.topics.segments.profiles.answer_chart import profiles_drawn
from analysis.topics.segments.profiles.answer_tables import descriptor_table
from analysis.topics.segments.profiles.method import SegmentProfiles
from analysis.topics.segments.profiles.method_rows import ProfileVariable
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_TRAITS = 1
MOST_NAMED = 3
WHOLLY = 1 - 1e-9  # the effect of a variable that is the segments themselves
WORTH_TELLING = {"share": 0.1, "mean": 1e-12}  # how far above everyone, in the variable's unit


@unless_absent
def answer(profiles: SegmentProfiles, words: Words) -> Answer:
    """Say what makes each segment, and show its strongest departures from everyone."""
    finding = _told(profiles, words)
    chart = finding if isinstance(finding, Absent) else profiles_drawn(profiles, finding, words)
    return Answer((finding,), (chart,))


@unless_absent
def descriptors(profiles: SegmentProfiles, words: Words) -> Answer:
    """Say by which traits the segments can be recognised, and show all that were looked at."""
    return Answer((_described(profiles, words),), (descriptor_table(profiles, words),))


@unless_absent
def _told(profiles: SegmentProfiles, words: Words) -> Finding:
    """Say what makes each segment: its strongest departures from everyone.

    Raises
    ------
    DoesNotApply
        If the segments are the answers to one question.
    """
    if all(reaches(variable.effect, WHOLLY) for variable in profiles.variables):
        raise DoesNotApply(
            _("The segments are the answers to one question: they differ in nothing else here.")
        )
    strongest = in_order(profiles.variables, lambda v: -_comparable_effect(v))[0]
    parts = []
    for place, segment in enumerate(profiles.segments):
        traits = _traits(profiles, words, place)
        if traits:
            parts.append(
                _("{segment} by {trait}", segment=words.segments[segment], trait=traits[0])
            )
    text = _(
        "What the segments were made from sets them apart most in “{variable}”.",
        variable=words.label(strongest.variable),
    )
    if parts:
        text = _(
            "Each segment stands out (n = {base}): {parts}.",
            base=formats.number(profiles.base),
            parts=formats.and_list(parts),
        )
    return Finding(
        name="segment_profiles",
        headline=_("Segments differ most in: {variable}", variable=words.label(strongest.variable)),
        text=text,
        implication=_(
            "Speak to each segment about what it cares for. These criteria made the segments, so "
            "their differences are not tested."
        ),
        question="S0.2",
        strength=0.93,
    )


def _comparable_effect(variable: ProfileVariable) -> float:
    """Eta is to means what Cramér's V is to shares; eta² is what is reported."""
    if variable.effect != variable.effect:
        return -1.0
    return variable.effect**0.5 if variable.effect_name == "eta_squared" else variable.effect


def _traits(profiles: SegmentProfiles, words: Words, place: int) -> list[str]:
    """Return the segment's strongest marked traits: the frequent ones first, then the rare."""
    found = [
        (line.cells[place], line.total, line.category or variable.variable, variable.kind)
        for variable in profiles.variables
        for line in variable.lines
        if line.cells[place].marker
    ]
    found.sort(key=lambda one: -round(one[0].difference if one[3] == "share" else 0.0, 12))
    # a rare answer is soon half as frequent again: it makes a segment only by some points
    told = [one for one in found if reaches(one[0].difference, WORTH_TELLING[one[3]])]
    less = [one for one in found if reaches(-one[0].difference, WORTH_TELLING[one[3]] / 2)]
    found = told or in_order(less, lambda one: one[0].difference)
    return [
        _(
            "“{statement}” ({own} against {all})",
            statement=words.label(trait),
            own=_estimate(own.estimate, kind),
            all=_estimate(total, kind),
        )
        for own, total, trait, kind in found[:MOST_TRAITS]
    ]


def _estimate(value: float, kind: str) -> str:
    if kind == "mean":
        return formats.number(value, 1 if abs(value) < 100 else 0)
    return formats.share(value, digits=0)


@unless_absent
def _described(profiles: SegmentProfiles, words: Words) -> Finding:
    """Say by how many traits the segments can be told apart, and by which most.

    Raises
    ------
    NotEnoughData
        If no trait could be tested.
    """
    tested = [v for v in profiles.variables if v.p_value is not None]
    if not tested:
        raise NotEnoughData(_("The client file names no traits that describe the segments."))
    differing = in_order((v for v in tested if v.differs), lambda v: -_comparable_effect(v))
    level = formats.share(profiles.level, digits=0)
    if not differing:
        return Finding(
            name="segment_descriptors",
            headline=_("No trait tells the segments clearly apart"),
            text=_.plural(
                "The {n} trait tested shows no clear difference between the segments "
                "(corrected tests at {level}, base {base}).",
                "None of the {n} traits tested shows a clear difference between the segments "
                "(corrected tests at {level}, base {base}).",
                len(tested),
                level=level,
                base=formats.number(profiles.base),
            ),
            implication=_("The segments cannot be recognised by these traits alone."),
            question="S0.2",
            strength=0.5,
        )
    first = differing[0]
    strongest = formats.and_list(
        [f"“{words.label(found.variable)}”" for found in differing[:MOST_NAMED]]
    )
    return Finding(
        name="segment_descriptors",
        headline=_(
            "The trait that tells segments apart most: {trait}", trait=words.label(first.variable)
        ),
        text=_(
            "{differing} of {tested} traits differ between the segments (corrected tests at "
            "{level}, base {base}); most: {strongest}.",
            differing=formats.number(len(differing)),
            tested=formats.number(len(tested)),
            level=level,
            base=formats.number(profiles.base),
            strongest=strongest,
        ),
        implication=_("By these traits members of a segment can be recognised and addressed."),
        question="S0.2",
        strength=0.5,
    )
