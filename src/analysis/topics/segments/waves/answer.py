"""Whether segments held: the sentence, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.evidence import evidence
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.waves.answer_chart import drawn
from analysis.topics.segments.waves.method_verdicts import (
    AGREES,
    MovedTrait,
    NewSegment,
    SegmentWaves,
    WaveSegment,
)
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def answer(result: SegmentWaves, words: Words, *, waves: tuple[str, str]) -> Answer:
    """Say how many segments held, what became of the others, and what to do; show each.

    Parameters
    ----------
    result : SegmentWaves
        The comparison.
    words : Words
        Names of segments and of what is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    finding = _told(result, words, waves=waves)
    return Answer((finding,), (drawn(result, finding, words, waves=waves),))


def _told(result: SegmentWaves, words: Words, *, waves: tuple[str, str]) -> Finding:
    """Say how many segments held, what became of the others, and what to do.

    Parameters
    ----------
    result : SegmentWaves
        The comparison.
    words : Words
        Names of segments and of what is counted.
    waves : tuple of str
        Names of the earlier wave and of this one.
    """
    rows = result.segments
    held = [row for row in rows if row.verdict == "held"]
    sentences = [_held(result, len(held), waves)]
    sentences += [_fate(row, result, words) for row in rows if row.verdict != "held"]
    sentences += [_appeared(new, result, words) for new in result.new]
    sentences += _left_open(result, words)
    sentences += [_resized(row, words, result) for row in rows if _is_other_size(row)]
    return Finding(
        name="segment_waves",
        headline=_headline(result, words, len(held)),
        text=" ".join(dict.fromkeys(sentences)),
        implication=_advice(result, words, waves),
        question="S0.2",
        strength=0.82 if result.keep else 0.92,
    )


def _headline(result: SegmentWaves, words: Words, held: int) -> str:
    rows, n = result.segments, formats.number
    others = [row for row in rows if row.verdict != "held"]
    if not others and result.new:
        return _.plural(
            "All segments held, and {n} new group appeared",
            "All segments held, and {n} new groups appeared",
            len(result.new),
        )
    if not others:
        return _all_held(rows, words)
    if _all_found(result):
        return _(
            "All {k} segments are found again, {n} with other answers",
            k=n(len(rows)),
            n=n(len(others)),
        )
    if len(others) == 1:
        return _(
            "{held} of {k} segments held; {changed}",
            held=n(held),
            k=n(len(rows)),
            changed=_short_fate(others[0], words),
        )
    return _("{held} of {k} segments held", held=n(held), k=n(len(rows)))


def _all_found(result: SegmentWaves) -> bool:
    """Return whether every segment is there still, two or more of them with other answers."""
    verdicts = [row.verdict for row in result.segments]
    return set(verdicts) <= {"held", "drifted"} and verdicts.count("drifted") > 1 and not result.new


def _is_other_size(row: WaveSegment) -> bool:
    return row.size != "same" and row.verdict != "vanished"  # that says it already


def _all_held(rows: Sequence[WaveSegment], words: Words) -> str:
    k, resized = formats.number(len(rows)), [row for row in rows if row.size != "same"]
    if len(resized) != 1:
        return _("All {k} segments held", k=k)
    name = words.segments[resized[0].segment]
    if resized[0].size == "grew":
        return _("All {k} segments held; {name} grew", k=k, name=name)
    return _("All {k} segments held; {name} shrank", k=k, name=name)


def _short_fate(row: WaveSegment, words: Words) -> str:
    name = words.segments[row.segment]
    return {
        "drifted": _("{name} drifted", name=name),
        "split": _("{name} split", name=name),
        "merged": _("{name} merged", name=name),
        "dissolved": _("{name} dissolved", name=name),
        "vanished": _("{name} vanished", name=name),
    }[row.verdict]


def _held(result: SegmentWaves, held: int, waves: tuple[str, str]) -> str:
    values = {
        "held": formats.number(held),
        "k": formats.number(len(result.segments)),
        "wave": waves[0],
        "now": waves[1],
        "n": formats.number(result.base_before),
        "m": formats.number(result.base_now),
        "agreement": formats.number(result.agreement, 2),
    }
    if _all_found(result):
        return _(
            "All {k} segments of {wave} are found again in {now}, {held} of them with the same "
            "answers (n = {n} and {m}; the old division and a new one agree to {agreement} of 1).",
            **values,
        )
    if held == len(result.segments):
        return _(
            "All {k} segments of {wave} held in {now} (n = {n} and {m}; the old division and a "
            "new one agree to {agreement} of 1).",
            **values,
        )
    return _(
        "{held} of the {k} segments of {wave} held in {now} (n = {n} and {m}; the old division and "
        "a new one agree to {agreement} of 1).",
        **values,
    )


def _fate(row: WaveSegment, result: SegmentWaves, words: Words) -> str:
    name, overlap = words.segments[row.segment], formats.number(row.jaccard, 2)
    if row.verdict == "drifted" and row.traits:
        traits = formats.and_list([_moved(trait, words) for trait in row.traits])
        return _("{name} drifted: {traits}.", name=name, traits=traits)
    if row.verdict == "drifted":
        return _(
            "{name} drifted: a new division draws its borders elsewhere (overlap {overlap}).",
            name=name,
            overlap=overlap,
        )
    if row.verdict == "split":
        return _.plural(
            "{name} split into {n} group.",
            "{name} split into {n} groups.",
            len(row.parts),
            name=name,
        )
    if row.verdict == "merged":
        names = sorted({row.segment, *row.merged_with})
        return _(
            "{names} merged into one group.",
            names=formats.and_list([words.segments[number] for number in names]),
        )
    shares = {
        "before": formats.share(row.before.share, result.base_before),
        "now": formats.share(row.now.share, result.base_now),
    }
    if row.verdict == "vanished":
        return _("{name} vanished: {before} then, {now} now.", name=name, **shares)
    return _(
        "{name} dissolved: a new division does not find it again (overlap {overlap}).",
        name=name,
        overlap=overlap,
    )


def _left_open(result: SegmentWaves, words: Words) -> list[str]:
    """Say where chance leaves open whether a segment's answers moved."""
    names = [words.segments[row.segment] for row in result.segments if row.perhaps != row.verdict]
    if not names:
        return []
    return [
        _(
            "Whether the answers of {names} moved cannot be told: the test lies within chance of "
            "its bound.",
            names=formats.and_list(names),
        )
    ]


def _moved(trait: MovedTrait, words: Words) -> str:
    digits = 1
    then, now = (
        formats.share(value, digits=0) if trait.is_share else formats.number(value, digits)
        for value in (trait.before, trait.now)
    )
    return f"{words.label(trait.variable)} {then} → {now}"


def _appeared(new: NewSegment, result: SegmentWaves, words: Words) -> str:
    return _(
        "A new group ({n}) holds {share} of {unit} {evidence}; the old rule puts most of them into "
        "{name}.",
        n=formats.number(new.refit_segment),
        share=formats.share(new.share.share, result.base_now),
        unit=words.unit,
        evidence=evidence(new.share.low, new.share.high, result.base_now, result.level),
        name=words.segments[new.from_segment],
    )


def _resized(row: WaveSegment, words: Words, result: SegmentWaves) -> str:
    values = {
        "name": words.segments[row.segment],
        "before": formats.share(row.before.share, result.base_before),
        "now": formats.share(row.now.share, result.base_now),
        "unit": words.unit,
        "change": formats.points(100 * row.change),
        "level": formats.share(result.level, digits=0),
        "low": formats.points(100 * row.change_low),
        "high": formats.points(100 * row.change_high),
    }
    if row.size == "grew":
        return _(
            "{name} grew from {before} to {now} of {unit} ({change} points, {level} CI {low} to "
            "{high}).",
            **values,
        )
    return _(
        "{name} shrank from {before} to {now} of {unit} ({change} points, {level} CI {low} to "
        "{high}).",
        **values,
    )


def _advice(result: SegmentWaves, words: Words, waves: tuple[str, str]) -> str:
    drifted = [words.segments[row.segment] for row in result.segments if row.verdict == "drifted"]
    if result.keep and drifted:
        return _(
            "Keep the segments as they are, and describe {names} anew.",
            names=formats.and_list(drifted),
        )
    if result.keep:
        return _("Keep the segments as they are: numbers stay comparable from wave to wave.")
    if result.perhaps_keep:
        return _(
            "Whether the old segments still fit cannot be told: {agreement} lies within chance of "
            "the {bound} that is asked for. Keep them for now, and look again in the next wave.",
            agreement=formats.number(result.agreement, 2),
            bound=formats.number(AGREES, 1),
        )
    if result.only_redrawn:
        return _(
            "Sizes and profiles are as before; only a new division draws other borders. Keep the "
            "segments as long as they are of use: they are a practical division."
        )
    return _(
        "The old segments no longer fit: make this wave ({wave}) segmentation.reference_wave in "
        "the client file, and name the segments anew.",
        wave=waves[1],
    )
