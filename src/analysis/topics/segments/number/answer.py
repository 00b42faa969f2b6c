"""How many segments there are: the sentence, and the trial of every number behind it."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.topics.segments.number.answer_tables import how_made, trials_table
from analysis.topics.segments.number.method import SegmentNumberDecision
from analysis.topics.segments.number.method_choice import SegmentNumberChoice
from analysis.topics.segments.number.method_recommended import GOOD_AGREEMENT, SegmentNumber
from analysis.topics.segments.solution.method import Segments
from analysis.values.absent import Absent, unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_roles import Axis
from analysis.values.finding import Finding
from analysis.values.line_forms import LineChart

_ = messages(__name__)
REASONS = {
    "most_reproducible": _.later("it comes out again most often"),
    "finest_of_equally_reproducible": _.later(
        "it is the finest of the divisions that come out again about equally often"
    ),
    "fewest_of_equally_reproducible": _.later(
        "none comes out again well, and of about equal ones the simplest is taken"
    ),
    "lowest_bic": _.later("its model describes the answers best for its size (lowest BIC)"),
    "smaller_segments_left_out": _.later(
        "divisions with a segment under {share} of {unit} were left out"
    ),
}

STRUCTURES = {
    "natural": _.later("natural groups"),
    "reproducible": _.later("groups with soft borders"),
    "constructive": _.later("a practical division"),
}


@unless_absent
def answer(decision: SegmentNumberDecision, words: Words) -> Answer | Absent:
    """Say how many segments there are and whether they were found or made; show the trial."""
    choice, trial = decision.choice, decision.trial
    if isinstance(choice, Absent):
        return choice
    if isinstance(trial, Absent):
        return trial
    finding = _told(decision, choice, trial, words)
    return Answer((finding,), (_drawn(decision, choice, finding, words),))


@unless_absent
def made_answer(segments: Segments, decision: SegmentNumberDecision, words: Words) -> Answer:
    """Show how the segments were made."""
    return Answer(shown=(how_made(segments, decision, words),))


def _told(
    decision: SegmentNumberDecision,
    choice: SegmentNumberChoice,
    trial: SegmentNumber,
    words: Words,
) -> Finding:
    count = formats.number(decision.segments)
    own_way = decision.by_analyst and decision.segments != choice.recommended
    good = reaches(trial.agreement, GOOD_AGREEMENT)
    if own_way:
        headline = _(
            "{n} segments by choice; the data favour {recommended}",
            n=count,
            recommended=formats.number(choice.recommended),
        )
    else:
        headline = _headline(choice, count)
    again = (
        _("The division into {n} segments comes out again in repeated samples {agreement}.",
          n=count, agreement=_agreement(trial, words))
        if good
        else _("The division into {n} segments comes out differently in repeated samples "
               "{agreement}.", n=count, agreement=_agreement(trial, words))
    )  # fmt: skip
    return Finding(
        name="segment_number",
        headline=headline,
        text=again,
        implication=" ".join(_consequences(decision, choice, own_way, words)),
        question="S0.2",
        strength=0.75 if good else 0.85,
    )


def _headline(choice: SegmentNumberChoice, count: str) -> str:
    if choice.perhaps != choice.structure:
        return _(
            "{n} segments: whether {less} or {more} cannot be told",
            n=count,
            less=_(STRUCTURES[choice.structure]),
            more=_(STRUCTURES[choice.perhaps]),
        )
    if choice.structure == "natural":
        return _("{n} natural segments: they come out again and lie apart", n=count)
    if choice.structure == "reproducible":
        return _("{n} segments come out again in repeated samples", n=count)
    return _("{n} segments: a useful division, not natural groups", n=count)


def _agreement(trial: SegmentNumber, words: Words) -> str:
    shown = {
        "value": formats.number(trial.agreement, 2),
        "low": formats.number(trial.agreement_low, 2),
        "high": formats.number(trial.agreement_high, 2),
    }
    if words.elsewhere:
        return _(
            "({wave}: agreement {value} of 1, 90% of pairs of samples {low} to {high})",
            wave=words.elsewhere,
            **shown,
        )
    return _("(agreement {value} of 1, 90% of pairs of samples {low} to {high})", **shown)


def _consequences(
    decision: SegmentNumberDecision, choice: SegmentNumberChoice, own_way: bool, words: Words
) -> list[str]:
    if own_way:
        best = next(t for t in choice.candidates if t.segments == choice.recommended)
        return [
            _(
                "The client file sets {n}; the data recommend {recommended} (agreement {value}).",
                n=formats.number(decision.segments),
                recommended=formats.number(choice.recommended),
                value=formats.number(best.agreement, 2),
            )
        ]
    reasons = [
        _(
            REASONS[code],
            share=formats.share(choice.smallest_segment, digits=0),
            unit=words.unit,
        )
        for code in choice.reasons
        if code in REASONS
    ]
    said = [_("This number is recommended because {reasons}.", reasons=formats.and_list(reasons))]
    if choice.also:
        others = formats.and_list([formats.number(number) for number in choice.also])
        said.append(
            _(
                "Other repeated samples might recommend {others} instead: the difference is "
                "within chance, and the smallest number is taken.",
                others=others,
            )
        )
    return [*(said if reasons else []), _meaning(choice)]


def _meaning(choice: SegmentNumberChoice) -> str:
    """Natural, reproducible or constructive, as in Dolnicar, Grün and Leisch."""
    if choice.perhaps != choice.structure:
        return _(
            "Between {less} and {more} it cannot be told: what decides lies within chance of its "
            "bound. Read them as {less}.",
            less=_(STRUCTURES[choice.structure]),
            more=_(STRUCTURES[choice.perhaps]),
        )
    if choice.structure == "natural":
        return _(
            "There are gaps between them: these groups exist in the data and can be looked for "
            "in the market."
        )
    if choice.structure == "reproducible":
        return _(
            "They are tighter than chance would make them, but there are no gaps between them: "
            "expect soft borders."
        )
    if "no_structure_beyond_chance" in choice.reasons:
        return _(
            "The data show no groups beyond chance: use the segments as a practical "
            "division, and expect soft borders."
        )
    return _(
        "There is structure, but its borders are not sharp: use the segments as a "
        "practical division, and do not build on single members."
    )


def _drawn(
    decision: SegmentNumberDecision, choice: SegmentNumberChoice, finding: Finding, words: Words
) -> Chart:
    """Draw the agreement of repeated samples by the number of segments."""
    trials = choice.candidates
    form = LineChart(
        [trial.segments for trial in trials],
        [trial.agreement for trial in trials],
        [formats.number(trial.agreement, 2) for trial in trials],
        Axis(_("Number of segments")),
        Axis(_("Agreement"), digits=1, limits=(0, 1.08)),
        low=[trial.agreement_low for trial in trials],
        high=[trial.agreement_high for trial in trials],
        chosen=decision.segments,
    )
    numbers = "; ".join(
        _(
            "{n} segments {value}",
            n=formats.number(trial.segments),
            value=formats.number(trial.agreement, 2),
        )
        for trial in trials
    )
    return finished_figure(
        form,
        name="segment_number",
        finding=finding,
        subtitle=_(
            "Agreement of {n} pairs of repeated samples, with the middle 90% of pairs; "
            "filled: the number taken",
            n=formats.number(choice.pairs),
        ),
        alt=f"{finding.headline}. {numbers}.",
        base=people_base(choice.base, words.unit),
        source=words.source,
        data=trials_table(decision, choice, words),
    )
