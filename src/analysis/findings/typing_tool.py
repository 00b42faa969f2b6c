"""Finding of the typing tool: how few questions place people, how well, and whom they miss."""

from __future__ import annotations

from analysis.findings.evidence import evidence
from analysis.findings.finding import Finding
from analysis.languages import _, formats, plural
from analysis.methods.deciding import reaches
from analysis.methods.typing.typing_tool import FAIR_KAPPA, GOOD_KAPPA, TypingTool
from analysis.sources.absent import unless_absent
from analysis.sources.words import Words


@unless_absent
def typing_tool(tool: TypingTool, words: Words) -> Finding:
    """Say how many questions it takes, how often they are right, and what that is good for."""
    count = len(tool.formula.questions)
    share = formats.share(tool.accuracy, digits=0)
    if not reaches(tool.kappa, FAIR_KAPPA):
        headline = plural(
            "{n} question does not place people reliably ({share})",
            "{n} questions do not place people reliably ({share})",
            count,
            share=share,
        )
    else:
        headline = plural(
            "{n} question places {share} of people in their segment",
            "{n} questions place {share} of people in their segment",
            count,
            share=share,
        )
    text = plural(
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
        implication=" ".join([_use(tool), *_missed(tool, words)]),
        question="S0.2",
        strength=0.55 if reaches(tool.kappa, FAIR_KAPPA) else 0.45,
    )


def _use(tool: TypingTool) -> str:
    if reaches(tool.kappa, GOOD_KAPPA):
        return _("Good enough to screen and recruit people and to mark customers by segment.")
    if reaches(tool.kappa, FAIR_KAPPA):
        return _(
            "Good enough to recruit for interviews and to address groups; not to decide about a "
            "single person."
        )
    return _(
        "Too weak to place single people, hardly better than the largest segment for everybody: "
        "use it for rough counts only, or ask more of the questions the segments were made from."
    )


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
