"""Findings of the segmentation study: number, size, money and traits of the segments."""

from __future__ import annotations

from analysis.errors import NotEnoughData
from analysis.findings.evidence import evidence
from analysis.findings.finding import Finding
from analysis.languages import _, formats, plural, translatable
from analysis.methods.cluster_stability import GOOD_AGREEMENT, SegmentNumber
from analysis.methods.segment_number import SegmentNumberDecision
from analysis.methods.segment_profiles import ProfileVariable, SegmentProfiles
from analysis.methods.segment_sizes import SegmentSizes
from analysis.sources.absent import unless_absent
from analysis.sources.words import Words

MOST_TRAITS = 2
EFFECTS = {
    "cramers_v": translatable("Cramér's V {value}"),
    "eta_squared": translatable("eta² {value}"),
}


@unless_absent
def segment_number(decision: SegmentNumberDecision, words: Words) -> Finding:
    """Say how many segments there are and whether they were found or made."""
    choice, trial = decision.choice, decision.trial
    count = formats.number(decision.segments)
    own_way = decision.by_analyst and decision.segments != choice.recommended
    good = trial.agreement >= GOOD_AGREEMENT
    if own_way:
        headline = _(
            "{n} segments by choice; repeated samples favour {recommended}",
            n=count,
            recommended=formats.number(choice.recommended),
        )
    elif choice.structure == "reproducible":
        headline = _("{n} segments come out again in repeated samples", n=count)
    else:
        headline = _("{n} segments: a useful division, not natural groups", n=count)
    again = (
        _("The division into {n} segments comes out again in repeated samples {agreement}.",
          n=count, agreement=_agreement(trial))
        if good
        else _("The division into {n} segments comes out differently in repeated samples "
               "{agreement}.", n=count, agreement=_agreement(trial))
    )  # fmt: skip
    return Finding(
        name="segment_number",
        headline=headline,
        text=again,
        implication=" ".join(_consequences(decision, own_way)),
        question="S0.2",
        strength=0.6 if good else 0.75,
    )


def _agreement(trial: SegmentNumber) -> str:
    return _(
        "(agreement {value}, 90% of pairs between {low} and {high}; 1 = alike)",
        value=formats.number(trial.agreement, 2),
        low=formats.number(trial.agreement_low, 2),
        high=formats.number(trial.agreement_high, 2),
    )


def _consequences(decision: SegmentNumberDecision, own_way: bool) -> list[str]:
    choice = decision.choice
    said = []
    if own_way:
        best = next(t for t in choice.candidates if t.segments == choice.recommended)
        said.append(
            _(
                "The client file sets {n}; the data recommend {recommended} (agreement {value}).",
                n=formats.number(decision.segments),
                recommended=formats.number(choice.recommended),
                value=formats.number(best.agreement, 2),
            )
        )
    if own_way:
        return said
    if choice.structure == "reproducible":
        said.append(
            _("The segments are also tighter than chance would make them: groups that exist.")
        )
    elif "no_structure_beyond_chance" in choice.reasons:
        said.append(
            _(
                "The data show no groups beyond chance: use the segments as a practical "
                "division, and expect soft borders."
            )
        )
    else:
        said.append(
            _(
                "There is structure, but its borders are not sharp: use the segments as a "
                "practical division, and do not build on single members."
            )
        )
    return said


@unless_absent
def segment_sizes(sizes: SegmentSizes, words: Words) -> Finding:
    """Say which segment is the largest, if one clearly is."""
    ranked = sorted(sizes.rows, key=lambda row: (-row.share, row.segment))
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    name = words.segments[first.segment]
    share = formats.share(first.share, sizes.base)
    proof = evidence(first.low, first.high, sizes.base, sizes.level)
    if second is None or first.low > second.high:
        headline = _("{name} is the largest segment: {share}", name=name, share=share)
        text = _(
            "{name} is the largest segment, with {share} of {unit} {evidence}.",
            name=name,
            share=share,
            unit=words.unit,
            evidence=proof,
        )
    else:
        other = words.segments[second.segment]
        headline = _("{name} and {other} are about equally large", name=name, other=other)
        text = _(
            "{name} holds {share} of {unit} {evidence}, {other} {other_share} {other_evidence}: "
            "their intervals overlap.",
            name=name,
            share=share,
            unit=words.unit,
            evidence=proof,
            other=other,
            other_share=formats.share(second.share, sizes.base),
            other_evidence=evidence(second.low, second.high, sizes.base, sizes.level),
        )
    return Finding(
        name="segment_sizes", headline=headline, text=text, question="S0.4", strength=0.55
    )


@unless_absent
def segment_value(sizes: SegmentSizes, words: Words) -> Finding:
    """Say which segment brings clearly more money than its share of people, if one does.

    Raises
    ------
    NotEnoughData
        If the money of the segments is not known.
    """
    rows = [row for row in sizes.rows if row.value_share is not None and row.share > 0]
    if not rows:
        raise NotEnoughData(
            _("What people in the segments spend is not known: segments are compared by size only.")
        )
    above = [row for row in rows if row.value_low > row.high]
    if not above:
        return Finding(
            name="segment_value",
            headline=_("No segment brings clearly more {money} than its size", money=words.money),
            text=_(
                "No segment's share of {money} is clearly above its share of {unit}: the intervals "
                "overlap (n = {n}).",
                money=words.money,
                unit=words.unit,
                n=formats.number(sizes.value_base),
            ),
            implication=_("Money alone does not say which segment to choose."),
            question="S0.4",
            strength=0.5,
        )
    best = max(above, key=lambda row: row.value_share / row.share)
    name = words.segments[best.segment]
    shown = {
        "name": name,
        "share": formats.share(best.share, sizes.base),
        "unit": words.unit,
        "value": formats.share(best.value_share, sizes.value_base),
        "money": words.money,
    }
    return Finding(
        name="segment_value",
        headline=_("{name}: {share} of {unit}, {value} of {money}", **shown),
        text=_(
            "{name} is {share} of {unit} but brings {value} of {money} {evidence}.",
            **shown,
            evidence=evidence(best.value_low, best.value_high, sizes.value_base, sizes.level),
        ),
        implication=_(
            "Judged by {money} it is the segment most worth reaching; whether it can be reached "
            "and still grows must be judged beside it.",
            money=words.money,
        ),
        question="S0.4",
        strength=0.9,
    )


@unless_absent
def segment_profiles(profiles: SegmentProfiles, words: Words) -> Finding:
    """Say what makes each segment: its strongest departures from everyone."""
    strongest = max(profiles.variables, key=_comparable_effect)
    parts = []
    for place, segment in enumerate(profiles.segments):
        traits = _traits(profiles, place)
        if traits:
            parts.append(f"{words.segments[segment]}: {', '.join(traits)}")
    text = _(
        "What the segments were made from sets them apart most in “{variable}”.",
        variable=strongest.variable,
    )
    if parts:
        text = _("What makes each segment – {parts}.", parts="; ".join(parts))
    return Finding(
        name="segment_profiles",
        headline=_("Segments differ most in: {variable}", variable=strongest.variable),
        text=text,
        implication=_(
            "These criteria made the segments, so the differences are not tested: they say what "
            "a segment is, not that it exists."
        ),
        question="S0.2",
        strength=0.45,
    )


def _comparable_effect(variable: ProfileVariable) -> float:
    """Eta is to means what Cramér's V is to shares; eta² is what is reported."""
    if variable.effect != variable.effect:
        return -1.0
    return variable.effect**0.5 if variable.effect_name == "eta_squared" else variable.effect


def _traits(profiles: SegmentProfiles, place: int) -> list[str]:
    """Return the segment's strongest marked traits: the frequent ones first, then the rare."""
    found = [
        (line.cells[place], line.total, line.category or variable.variable, variable.kind)
        for variable in profiles.variables
        for line in variable.lines
        if line.cells[place].marker
    ]
    found.sort(key=lambda one: -round(one[0].difference if one[3] == "share" else 0.0, 12))
    found = [one for one in found if one[0].difference > 0] or found[::-1]
    return [
        _(
            "{trait} ({own} against {all})",
            trait=trait,
            own=_estimate(own.estimate, kind, own.base),
            all=_estimate(total, kind, profiles.base),
        )
        for own, total, trait, kind in found[:MOST_TRAITS]
    ]


def _estimate(value: float, kind: str, base: int) -> str:
    if kind == "mean":
        return formats.number(value, 1 if abs(value) < 100 else 0)
    return formats.share(value, base)


@unless_absent
def segment_descriptors(profiles: SegmentProfiles, words: Words) -> Finding:
    """Say by how many traits the segments can be told apart, and by which most.

    Raises
    ------
    NotEnoughData
        If no trait could be tested.
    """
    tested = [v for v in profiles.variables if v.p_value is not None]
    if not tested:
        raise NotEnoughData(_("The client file names no traits that describe the segments."))
    differing = sorted((v for v in tested if v.differs), key=lambda v: -_comparable_effect(v))
    level = formats.share(profiles.level, digits=0)
    if not differing:
        return Finding(
            name="segment_descriptors",
            headline=_("No trait tells the segments clearly apart"),
            text=plural(
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
    strongest = ", ".join(_with_effect(v) for v in differing[:3])
    return Finding(
        name="segment_descriptors",
        headline=_("The trait that tells segments apart most: {trait}", trait=first.variable),
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


def _with_effect(variable: ProfileVariable) -> str:
    effect = _(EFFECTS[variable.effect_name], value=formats.number(variable.effect, 2))
    return f"{variable.variable} ({effect})"
