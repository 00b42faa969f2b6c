"""Finding of the typing tool: how few questions place people, how well, and whom they miss."""

from __future__ import annotations

from analysis.claims.evidence import evidence
from analysis.drawing.figure import finished_figure
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.typing.answer_tables import (
    hits_table,
    typing_points,
    typing_questions,
    typing_workbook,
)
from analysis.topics.segments.typing.method import FAIR_KAPPA, GOOD_KAPPA, TypingTool
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.chart_roles import Axis
from analysis.values.finding import Finding
from analysis.values.line_forms import LineChart

_ = messages(__name__)


@unless_absent
def answer(tool: TypingTool, words: Words, *, client: str, wave: str) -> Answer:
    """Say how many questions place a person, how surely, and give what is needed to ask them.

    Parameters
    ----------
    tool : TypingTool
        The tool.
    words : Words
        Names of the segments.
    client, wave : str
        Whose segments these are, and of which wave: the workbook says it.
    """
    finding = _told(tool, words)
    shown = (
        _drawn(tool, finding, words),
        typing_questions(tool, words),
        hits_table(tool, words),
        typing_points(tool, words),
        typing_workbook(tool, finding, words, client=client, wave=wave),
    )
    return Answer((finding,), shown)


def _told(tool: TypingTool, words: Words) -> Finding:
    """Say how many questions it takes, how often they are right, and what that is good for."""
    count = len(tool.formula.questions)
    share = formats.share(tool.accuracy, digits=0)
    less, more = tool.grades
    if less == "weak" != more:
        headline = _.plural(
            "Whether {n} question places people reliably cannot be told ({share})",
            "Whether {n} questions place people reliably cannot be told ({share})",
            count,
            share=share,
        )
    elif more == "weak":
        headline = _.plural(
            "{n} question does not place people reliably ({share})",
            "{n} questions do not place people reliably ({share})",
            count,
            share=share,
        )
    else:
        headline = _.plural(
            "{n} question places {share} of people in their segment",
            "{n} questions place {share} of people in their segment",
            count,
            share=share,
        )
    text = _.plural(
        "{n} question, of {all} that could be asked, places {share} of the {unit} left out in "
        "their own segment {evidence}; the largest segment for everybody would be right for "
        "{baseline}.",
        "{n} questions, of {all} that could be asked, place {share} of the {unit} left out in "
        "their own segment {evidence}; the largest segment for everybody would be right for "
        "{baseline}.",
        count,
        all=formats.number(tool.candidates),
        share=formats.share(tool.accuracy, tool.base),
        unit=words.unit,
        evidence=evidence(tool.low, tool.high, tool.base, tool.level, words),
        baseline=formats.share(tool.baseline, tool.base),
    )
    return Finding(
        name="typing_tool",
        headline=headline,
        text=text,
        implication=" ".join([_use(tool), *_left_open(tool), *_missed(tool, words)]),
        question="S0.2",
        strength=0.45 if less == "weak" else 0.55,
    )


def _use(tool: TypingTool) -> str:
    less, more = tool.grades
    if less == "good":
        return _("Good enough to screen and recruit people and to mark customers by segment.")
    if less == "fair":
        return _(
            "Good enough to recruit for interviews and to address groups; not to decide about a "
            "single person."
        )
    if more != "weak":
        return _("Use it for rough counts only, until more people have been asked.")
    return _(
        "Too weak to place single people, hardly better than the largest segment for everybody: "
        "use it for rough counts only, or ask more of the questions the segments were made from."
    )


def _left_open(tool: TypingTool) -> list[str]:
    """Say what other people might have led to."""
    said = []
    less, more = tool.grades
    if less != more:
        said.append(
            _(
                "It may be good enough for more: beyond chance it agrees to {kappa} of 1 "
                "({level} CI {low} to {high}; {fair} and {good} are asked for).",
                kappa=formats.number(tool.kappa, 2),
                level=formats.share(tool.level, digits=0),
                low=formats.number(tool.kappa_low, 2),
                high=formats.number(tool.kappa_high, 2),
                fair=formats.number(FAIR_KAPPA, 1),
                good=formats.number(GOOD_KAPPA, 1),
            )
        )
    fewest, most = tool.between
    if fewest != most:
        said.append(
            _(
                "Other people asked might have led to a tool of {fewest} to {most} questions: the "
                "difference in accuracy is within chance.",
                fewest=formats.number(fewest),
                most=formats.number(most),
            )
        )
    return said


def _missed(tool: TypingTool, words: Words) -> list[str]:
    weak = [
        _(
            "{segment} ({share})",
            segment=words.segments[one.segment],
            share=formats.share(one.recall, one.base),
        )
        for one in tool.weak_segments
    ]
    if not weak:
        return []
    names = formats.and_list(weak)
    return [_("It recognises too few members of {segments}.", segments=names)]


def _drawn(tool: TypingTool, finding: Finding, words: Words) -> Chart:
    """Draw the share of people placed rightly by the number of questions asked."""
    steps = tool.steps
    form = LineChart(
        [step.questions for step in steps],
        [step.accuracy for step in steps],
        [formats.share(step.accuracy, digits=0) for step in steps],
        Axis(_("Questions asked")),
        Axis(_("Placed rightly"), "share", limits=(0, 1.08)),
        low=[step.low for step in steps],
        high=[step.high for step in steps],
        chosen=len(tool.formula.questions),
        yardstick=(tool.baseline, _("largest segment for everybody")),
    )
    numbers = "; ".join(
        _.plural(
            "{n} question {share}",
            "{n} questions {share}",
            step.questions,
            share=formats.share(step.accuracy, tool.base),
        )
        for step in steps
    )
    table = typing_questions(tool, words)
    return finished_figure(
        form,
        name="typing_tool",
        finding=finding,
        subtitle=_(
            "Share of {unit} left out who are placed in their own segment, with {level} "
            "intervals; filled: the number asked",
            unit=words.unit,
            level=formats.share(tool.level, digits=0),
        ),
        alt=f"{finding.headline}. {numbers}.",
        base=table.base,
        source=words.source,
        data=table,
    )
