"""Which segments come out again, and where they come from: the sentences, and what shows them."""

from __future__ import annotations

from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order, reaches
from analysis.topics.segments.stability.answer_charts import across_drawn, stability_drawn
from analysis.topics.segments.stability.method import SegmentStabilities, SegmentStability
from analysis.topics.segments.stability.method_across import SegmentsAcross
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding

_ = messages(__name__)
TOGETHER = 0.9
MIXED = 0.5
MOST_NAMED = 2


@unless_absent
def answer(stabilities: SegmentStabilities, words: Words) -> Answer:
    """Say which segments are found again in repeated samples and which hardly are."""
    finding = _told(stabilities, words)
    return Answer((finding,), (stability_drawn(stabilities, finding, words),))


@unless_absent
def across_answer(across: SegmentsAcross, words: Words) -> Answer:
    """Say which segments stay together whatever the number of segments.

    Parameters
    ----------
    across : SegmentsAcross
        Solutions with ever more segments.
    words : Words
        Names of the segments of the solution taken.

    Raises
    ------
    NotEnoughData
        If no solution has fewer segments than the one taken.
    """
    finding = _followed(across, words)
    return Answer((finding,), (across_drawn(across, finding, words),))


def _told(stabilities: SegmentStabilities, words: Words) -> Finding:
    settled = [found for found in stabilities.rows if not found.open]
    unsettled = [words.segments[found.segment] for found in stabilities.rows if found.open]
    unstable = [words.segments[row.segment] for row in settled if row.verdict == "unstable"]
    doubtful = [words.segments[row.segment] for row in settled if row.verdict == "doubtful"]
    if unstable:
        implication = _("Do not build on such a segment; it is marked wherever it appears.")
    elif doubtful:
        implication = _("There is a pattern, but who belongs to it is not sure.")
    else:
        implication = _("Found again does not mean that there are gaps between segments.")
    if unsettled:
        said = _(
            "Within chance of a bound, so that other samples might say otherwise: {segments}.",
            segments=formats.and_list(unsettled),
        )
        implication = f"{implication} {said}"
    return Finding(
        name="segment_stability",
        headline=_headline(unstable, doubtful, unsettled),
        text=_found_again(stabilities, words),
        implication=implication,
        question="S0.4",
        strength=0.6 if stabilities.unstable else 0.4,
    )


def _headline(unstable: list[str], doubtful: list[str], unsettled: list[str]) -> str:
    if len(unstable) > MOST_NAMED:
        return _("{n} segments hardly come out again", n=formats.number(len(unstable)))
    if unstable:
        return _.plural(
            "{segments} hardly comes out again",
            "{segments} hardly come out again",
            len(unstable),
            segments=formats.and_list(unstable),
        )
    if len(doubtful) > MOST_NAMED:
        return _(
            "{n} segments come out again with doubtful borders", n=formats.number(len(doubtful))
        )
    if doubtful:
        return _.plural(
            "{segments} comes out again with doubtful borders",
            "{segments} come out again with doubtful borders",
            len(doubtful),
            segments=formats.and_list(doubtful),
        )
    if unsettled:
        return _("How surely all segments come out again cannot be told")
    return _("Every segment comes out again in repeated samples")


def _found_again(stabilities: SegmentStabilities, words: Words) -> str:
    best = in_order(stabilities.rows, lambda row: -row.jaccard, lambda row: row.segment)[0]
    worst = in_order(stabilities.rows, lambda row: row.jaccard, lambda row: row.segment)[0]
    counts = {
        "samples": formats.number(stabilities.samples),
        "n": words.counted(formats.number(stabilities.base)),
    }
    if best is worst:
        return _(
            "In {samples} repeated samples all segments come out equally well again {spread} "
            "(n = {n}).",
            spread=_spread(best),
            **counts,
        )
    return _(
        "In {samples} repeated samples {best} comes out again best {of_best}, {worst} least "
        "{of_worst} (n = {n}).",
        best=words.segments[best.segment],
        of_best=_spread(best),
        worst=words.segments[worst.segment],
        of_worst=_spread(worst),
        **counts,
    )


def _spread(found: SegmentStability) -> str:
    return _(
        "(overlap {value} of 1, 90% of samples {low}–{high})",
        value=formats.number(found.jaccard, 2),
        low=formats.number(found.jaccard_low, 2),
        high=formats.number(found.jaccard_high, 2),
    )


def _followed(across: SegmentsAcross, words: Words) -> Finding:
    known = {n.segment: n.slsa for n in across.of(across.taken) if n.slsa is not None}
    if not known:
        raise NotEnoughData(
            _("With no fewer segments tried, it is not known where these come from.")
        )
    best = in_order(known, lambda segment: -known[segment], lambda segment: segment)[0]
    worst = in_order(known, lambda segment: known[segment], lambda segment: segment)[0]
    if reaches(known[worst], TOGETHER):
        headline = _("Every segment comes whole out of a coarser one")
        implication = _("Fewer segments would join whole ones, not mix their members.")
    elif reaches(known[best], TOGETHER):
        headline = _("{segment} comes whole out of a coarser segment", segment=words.segments[best])
        implication = _("With fewer segments it would be joined whole, not taken apart.")
    else:
        headline = _("Segments are put together anew as their number grows")
        implication = _("They hang on the number of segments taken: weigh other numbers, too.")
    mixed = [segment for segment, slsa in known.items() if not reaches(slsa, MIXED)]
    if mixed:
        names = formats.and_list(sorted(words.segments[segment] for segment in mixed))
        implication = _(
            "{text} Put together from several: {segments}.", text=implication, segments=names
        )
    return Finding(
        name="segments_across",
        headline=headline,
        text=_grown(across, words, (best, known[best]), (worst, known[worst])),
        implication=implication,
        question="S0.4",
        strength=0.3,
    )


def _grown(
    across: SegmentsAcross, words: Words, best: tuple[int, float], worst: tuple[int, float]
) -> str:
    """Say how much of the best and of the worst segment comes from one of the solution before."""
    counts = {
        "before": formats.number(across.solutions[across.solutions.index(across.taken) - 1]),
        "n": formats.number(across.taken),
        "base": words.counted(formats.number(across.base)),
    }
    if best == worst:
        return _(
            "Each of the {n} segments comes equally much from one segment of the division into "
            "{before} (SLSa {value}; 1 = wholly; n = {base}).",
            value=formats.number(best[1], 2),
            **counts,
        )
    return _(
        "Of the {n} segments {best} comes most from one segment of the division into {before} "
        "(SLSa {high}; 1 = wholly), {worst} least ({low}; n = {base}).",
        best=words.segments[best[0]],
        high=formats.number(best[1], 2),
        worst=words.segments[worst[0]],
        low=formats.number(worst[1], 2),
        **counts,
    )
