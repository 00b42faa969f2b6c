"""Tables of the typing tool: its questions, how often it is right, its points, its workbook."""

from __future__ import annotations

from dataclasses import replace

from analysis.claims.bases import interval_note, segment_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.topics.segments.typing.method import TypingTool
from analysis.topics.segments.typing.method_formula import PointsLine
from analysis.values.download import Download
from analysis.values.finding import Finding
from analysis.values.table import Cell, Column, Row, Table, cell
from analysis.values.typing_formula import TypingFormula

_ = messages(__name__)
WORKBOOK = "typing_tool.xlsx"


def hits_table(tool: TypingTool, words: Words) -> Table:
    """Return how many people of each segment are placed where: confusion, recall, precision."""
    names = [words.segments[one.segment] for one in tool.segments]
    rows = [
        Row(
            name,
            (
                cell(one.base, "number"),
                cell(one.recall, "share", base=one.base, small=one.base < words.smallest_base),
                cell(formats.share_interval(one.low, one.high, one.base)),
                *(cell(count, "number") for count in counts),
            ),
        )
        for name, one, counts in zip(names, tool.segments, tool.confusion, strict=True)
    ]
    rows.append(
        Row(
            _("Right among those placed there"),
            (
                cell(tool.base, "number"),
                cell(tool.accuracy, "share", base=tool.base),
                cell(formats.share_interval(tool.low, tool.high, tool.base)),
                *(
                    cell(
                        one.precision,
                        "share",
                        base=one.placed,
                        small=one.placed < words.smallest_base,
                    )
                    for one in tool.segments
                ),
            ),
            kind="total",
        )
    )
    return Table(
        name="typing_tool",
        title=_("How often the short questionnaire finds the segment"),
        subtitle=_("People left out when the questions were chosen, by segment and placement"),
        stub=_("Own segment"),
        columns=(
            Column(_("Base"), "number"),
            Column(_("Recognised"), "share"),
            Column(_("Interval")),
            *(Column(name, "number", spanner=_("Placed in")) for name in names),
        ),
        rows=tuple(rows),
        base=segment_base(tool.base, tool.effective_base, words.unit),
        notes=_accuracy_notes(tool),
        source=words.source,
    )


def _accuracy_notes(tool: TypingTool) -> tuple[str, ...]:
    notes = [
        _(
            "Everybody was placed by questions, a number of questions and a formula chosen "
            "without them ({folds} parts left out in turn).",
            folds=formats.number(tool.folds),
        ),
        _(
            "Cohen's kappa {kappa} (interval {low}–{high}): 1 always right, 0 as often as by "
            "chance; from 0.6 on substantial, from 0.8 on almost perfect (Landis and Koch 1977).",
            kappa=formats.number(tool.kappa, 2),
            low=formats.number(tool.kappa_low, 2),
            high=formats.number(tool.kappa_high, 2),
        ),
    ]
    if abs(tool.effective_base - tool.base) >= 0.5:
        notes.append(_("Counts are before, shares after weighting."))
    if tool.people > tool.base:
        notes.append(
            _(
                "Learned from a sample of {n} of {people} people, the same part of every segment.",
                n=formats.number(tool.base),
                people=formats.number(tool.people),
            )
        )
    return (*notes, interval_note(tool.level))


def typing_questions(tool: TypingTool, words: Words) -> Table:
    """Return the questions in the order of their choice, with the accuracy each adds up to."""
    taken = len(tool.formula.questions)
    rows = [
        Row(
            f"{step.questions}. {words.label(step.question)}",
            (
                cell(step.accuracy, "share", base=tool.base),
                cell(formats.share_interval(step.low, step.high, tool.base)),
                cell(
                    _(
                        "{n} of {folds}",
                        n=formats.number(step.used),
                        folds=formats.number(tool.folds),
                    )
                ),
                cell(_("asked") if step.questions <= taken else ""),
            ),
        )
        for step in tool.steps
    ]
    return Table(
        name="typing_questions",
        title=_("What each further question adds"),
        subtitle=_("Share of people placed in their own segment, with all questions up to here"),
        stub=_("Question"),
        columns=(
            Column(_("Placed rightly"), "share"),
            Column(_("Interval")),
            Column(_("Chosen in parts")),
            Column(_("Choice")),
        ),
        rows=tuple(rows),
        base=segment_base(tool.base, tool.effective_base, words.unit),
        notes=(
            _(
                "Asked are the fewest questions whose accuracy lies within one standard error of "
                "the best; {n} could have been asked.",
                n=formats.number(tool.candidates),
            ),
            _(
                "With the number of questions chosen anew in every part, {share} are placed "
                "rightly.",
                share=formats.share(tool.accuracy, tool.base),
            ),
            interval_note(tool.level),
        ),
        source=words.source,
    )


def typing_points(tool: TypingTool, words: Words) -> Table:
    """Return the formula in points that a person can add up by hand."""
    points = tool.points
    rows = [Row(_("Everybody starts with"), tuple(cell(value, "number") for value in points.start))]
    before = ""
    for line in points.lines:
        if line.answer and line.question != before:
            rows.append(Row(words.label(line.question), kind="group"))
        before = line.question
        rows.append(Row(_answer(line, words), _points(line), level=int(bool(line.answer))))
    notes = [
        _(
            "Add up the points of a person's answers: the segment with the most points is theirs. "
            "Ten points more make a segment 2.7 times as likely."
        )
    ]
    if tool.points_agreement == tool.points_agreement:
        notes.append(
            _(
                "Points are rounded: of people who answered everything they place {share} as the "
                "formula does. Where an answer is missing, use the workbook.",
                share=formats.share(tool.points_agreement, tool.base),
            )
        )
    return Table(
        name="typing_points",
        title=_("Points for each answer, by segment"),
        stub=_("Answer"),
        columns=tuple(Column(words.segments[n], "number") for n in points.segments),
        rows=tuple(rows),
        base=segment_base(tool.base, tool.effective_base, words.unit),
        notes=tuple(notes),
        source=words.source,
    )


def _answer(line: PointsLine, words: Words) -> str:
    if line.answer:
        return words.label(line.answer)
    question = words.label(line.question)
    if line.unit is None:
        return _("{question}: yes", question=question)
    unit = formats.number(line.unit, max(0, -line.magnitude))
    return _("{question}: for each {unit}", question=question, unit=unit)


def _points(line: PointsLine) -> tuple[Cell, ...]:
    return tuple(cell(value, "number" if line.unit is None else "decimal") for value in line.points)


def typing_workbook(
    tool: TypingTool, finding: Finding, words: Words, *, client: str, wave: str
) -> Download:
    """Return the workbook in which a person's answers are typed in and the segment is seen.

    Parameters
    ----------
    tool : TypingTool
        The tool.
    finding : Finding
        How good the tool is; the workbook says its sentence.
    words : Words
        Names of the segments.
    client, wave : str
        Whose segments these are, and of which wave.
    """
    shown = (hits_table(tool, words), typing_questions(tool, words), typing_points(tool, words))
    limits = _(
        "The shares hold for people like those the segments were made from, asked the same "
        "questions in the same words; for others they are lower. A segment is an estimate: look "
        "at its probability."
    )
    return Download(
        kind="typing_tool",
        file=WORKBOOK,
        text=_(
            "The questionnaire is ready to use in the workbook {file}, beside this report: type a "
            "person's answers and see the segment, or paste many people at once.",
            file=WORKBOOK,
        ),
        content={
            "formula": _in_words(tool.formula, words).bundle(),
            "names": {str(n): words.segments[n] for n in tool.formula.segments},
            "title": _("Which segment is this person in?"),
            "subtitle": f"{client} · {wave}",
            "about": [finding.text, limits],
            "tables": [table.to_json() for table in shown],
        },
    )


def _in_words(formula: TypingFormula, words: Words) -> TypingFormula:
    """Return a formula whose questions and answers are called as people know them."""
    questions = (
        replace(
            question,
            name=words.label(question.name),
            answers=tuple(map(words.label, question.answers)),
        )
        for question in formula.questions
    )
    return replace(formula, questions=tuple(questions))
