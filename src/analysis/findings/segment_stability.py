"""Findings on which segments come out again."""

from __future__ import annotations

from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.dividing.segment_stability import SegmentStabilities, SegmentStability
from analysis.methods.dividing.segments_across import SegmentAcross, SegmentsAcross
from analysis.sources.words import Words
from analysis.statistics.deciding import in_order, reaches
from analysis.values.absent import unless_absent
from analysis.values.finding import Finding

_ = messages(__name__)
TOGETHER = 0.9
MIXED = 0.5
MOST_NAMED = 2


@unless_absent
def segment_stability(stabilities: SegmentStabilities, words: Words) -> Finding:
    """Say which segments are found again in repeated samples and which hardly are."""
    text = _found_again(stabilities, words)
    settled = [found for found in stabilities.rows if not found.open]
    unsettled = [words.segments[found.segment] for found in stabilities.rows if found.open]
    unstable = [words.segments[row.segment] for row in settled if row.verdict == "unstable"]
    doubtful = [words.segments[row.segment] for row in settled if row.verdict == "doubtful"]
    if len(unstable) > MOST_NAMED:
        headline = _("{n} segments hardly come out again", n=formats.number(len(unstable)))
    elif unstable:
        headline = _.plural(
            "{segments} hardly comes out again",
            "{segments} hardly come out again",
            len(unstable),
            segments=formats.and_list(unstable),
        )
    elif len(doubtful) > MOST_NAMED:
        headline = _(
            "{n} segments come out again with doubtful borders", n=formats.number(len(doubtful))
        )
    elif doubtful:
        headline = _.plural(
            "{segments} comes out again with doubtful borders",
            "{segments} come out again with doubtful borders",
            len(doubtful),
            segments=formats.and_list(doubtful),
        )
    elif unsettled:
        headline = _("How surely all segments come out again cannot be told")
    else:
        headline = _("Every segment comes out again in repeated samples")
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
        headline=headline,
        text=text,
        implication=implication,
        question="S0.4",
        strength=0.6 if stabilities.unstable else 0.4,
    )


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


@unless_absent
def segments_across(across: SegmentsAcross, words: Words, *, segments: int) -> Finding:
    """Say which segments stay together whatever the number of segments.

    Parameters
    ----------
    across : SegmentsAcross
        Solutions with ever more segments.
    words : Words
        Names of the segments of the solution taken.
    segments : int
        The number of segments taken.

    Raises
    ------
    NotEnoughData
        If no solution has fewer segments than the one taken.
    """
    nodes = [node for node in across.of(segments) if node.slsa == node.slsa]
    if not nodes:
        raise NotEnoughData(
            _("With no fewer segments tried, it is not known where these come from.")
        )
    best = in_order(nodes, lambda node: -node.slsa, lambda node: node.segment)[0]
    worst = in_order(nodes, lambda node: node.slsa, lambda node: node.segment)[0]
    if reaches(worst.slsa, TOGETHER):
        headline = _("Every segment comes whole out of a coarser one")
        implication = _("Fewer segments would join whole ones, not mix their members.")
    elif reaches(best.slsa, TOGETHER):
        headline = _(
            "{segment} comes whole out of a coarser segment", segment=words.segments[best.segment]
        )
        implication = _("With fewer segments it would be joined whole, not taken apart.")
    else:
        headline = _("Segments are put together anew as their number grows")
        implication = _("They hang on the number of segments taken: weigh other numbers, too.")
    mixed = [node for node in nodes if not reaches(node.slsa, MIXED)]
    if mixed:
        names = formats.and_list(sorted(words.segments[node.segment] for node in mixed))
        implication = _(
            "{text} Put together from several: {segments}.", text=implication, segments=names
        )
    return Finding(
        name="segments_across",
        headline=headline,
        text=_grown(across, words, best, worst),
        implication=implication,
        question="S0.4",
        strength=0.3,
    )


def _grown(across: SegmentsAcross, words: Words, best: SegmentAcross, worst: SegmentAcross) -> str:
    segments = best.segments
    counts = {
        "before": formats.number(across.solutions[across.solutions.index(segments) - 1]),
        "n": formats.number(segments),
        "base": words.counted(formats.number(across.base)),
    }
    if best is worst:
        return _(
            "Each of the {n} segments comes equally much from one segment of the division into "
            "{before} (SLSa {value}; 1 = wholly; n = {base}).",
            value=formats.number(best.slsa, 2),
            **counts,
        )
    return _(
        "Of the {n} segments {best} comes most from one segment of the division into {before} "
        "(SLSa {high}; 1 = wholly), {worst} least ({low}; n = {base}).",
        best=words.segments[best.segment],
        high=formats.number(best.slsa, 2),
        worst=words.segments[worst.segment],
        low=formats.number(worst.slsa, 2),
        **counts,
    )
