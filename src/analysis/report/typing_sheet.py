"""The sheet with a typing tool's formula, and the formulas of other sheets that read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter as letter

from analysis.languages import messages
from analysis.report.workbook import Ink, put_number, put_text, set_widths
from analysis.values.typing_formula import TypingFormula, TypingQuestion

_ = messages(__name__)

# lines of the sheet
QUESTION, ANSWER, NEUTRAL, LOW, HIGH, TYPED, FIRST = 3, 4, 5, 6, 7, 8, 9
_TIE = 1e-12  # of equal scores the first segment wins, as everywhere else


@dataclass(frozen=True)
class Plan:
    """Where everything of the formula stands in its sheet.

    ``blocks``: first and last column of each question's terms.
    """

    formula: TypingFormula
    sheet: str
    blocks: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """How many segments there are."""
        return len(self.formula.segments)

    @property
    def last(self) -> int:
        """The last column with a term."""
        return self.blocks[-1][1]

    def at(self, row: int, column: int) -> str:
        """Name a cell of the formula's sheet."""
        return f"{self.sheet}!${letter(column)}${row}"

    def span(self, row: int, first: int, last: int) -> str:
        """Name cells side by side of the formula's sheet."""
        return f"{self.at(row, first)}:${letter(last)}${row}"

    @property
    def names(self) -> str:
        """Name the cells with the segments' names."""
        return f"{self.at(FIRST, 1)}:$A${FIRST + self.count - 1}"

    @property
    def yes(self) -> str:
        """Name the cell with the word for yes."""
        return self.at(FIRST + self.count + 1, 2)

    @property
    def no(self) -> str:
        """Name the cell with the word for no."""
        return self.at(FIRST + self.count + 2, 2)


def formula_sheet(
    sheet: Any, formula: TypingFormula, names: Mapping[int, str], titles: Sequence[str], ink: Ink
) -> Plan:
    """Write the formula, and return where everything stands; ``titles`` are the sheets' names."""
    ends, column = [], 3
    for question in formula.questions:
        ends.append((column, column + len(question.neutral) - 1))
        column += len(question.neutral)
    plan = Plan(formula, f"'{titles[3]}'", tuple(ends))
    put_text(sheet, 1, 1, titles[3], bold=True, size=16, colour=ink.brand)
    put_text(
        sheet, 2, 1,
        _("A segment's score is its start plus value × number for every answer; its probability "
          "is exp(score) over the sum of all segments'."),
        colour=ink.muted,
    )  # fmt: skip
    heads = {
        QUESTION: _("Question"),
        ANSWER: _("Answer"),
        NEUTRAL: _("Value without an answer"),
        LOW: _("Smallest number counted"),
        HIGH: _("Largest number counted"),
        TYPED: _("Value typed in “{sheet}”", sheet=titles[0]),
    }
    for row, head in heads.items():
        put_text(sheet, row, 1, head, bold=row == QUESTION, line=ink.brand if row == TYPED else "")
    put_text(sheet, QUESTION, 2, _("Start"), bold=True)
    for question, (first, _last) in zip(formula.questions, plan.blocks, strict=True):
        _put_question(sheet, question, first)
    for place, (segment, start) in enumerate(
        zip(formula.segments, formula.intercepts, strict=True)
    ):
        put_text(sheet, FIRST + place, 1, names[segment], bold=True)
        put_number(sheet, FIRST + place, 2, start)
        for term, weights in enumerate(formula.coefficients):
            put_number(sheet, FIRST + place, 3 + term, weights[place])
    for row, text in ((1, _("Yes")), (2, _("No"))):
        put_text(sheet, FIRST + plan.count + row, 1, _("Word for yes or no"), colour=ink.muted)
        put_text(sheet, FIRST + plan.count + row, 2, text)
    set_widths(sheet, [34, 12, *[16] * (column - 3)])
    sheet.freeze_panes = sheet.cell(FIRST, 2)
    return plan


def _put_question(sheet: Any, question: TypingQuestion, first: int) -> None:
    number = question.kind == "number"
    for place, (answer, neutral) in enumerate(
        zip(question.answers or ("",), question.neutral, strict=True)
    ):
        put_text(sheet, QUESTION, first + place, question.name, bold=True, wrap=True)
        told = answer or (_("the number") if number else _("Yes"))
        put_text(sheet, ANSWER, first + place, told, wrap=True)
        put_number(sheet, NEUTRAL, first + place, neutral)
    if number:
        put_number(sheet, LOW, first, question.low)
        put_number(sheet, HIGH, first, question.high)


def is_answer(plan: Plan, place: int, cell: str) -> str:
    """Return the formula that is 1 where a cell holds an answer to a question, else 0."""
    question, (first, last) = plan.formula.questions[place], plan.blocks[place]
    if question.kind == "choice":
        return f'IF(SUMPRODUCT(--EXACT({cell}&"",{plan.span(ANSWER, first, last)}))>0,1,0)'
    if question.kind == "number":
        return f"IF(ISNUMBER({cell}),1,0)"
    words = f'{cell}&""={plan.yes},{cell}&""="1",{cell}&""={plan.no},{cell}&""="0"'
    return f"IF(OR({words}),1,0)"


def term_value(plan: Plan, place: int, column: int, cell: str, flag: str) -> str:
    """Return the formula of a term's value: of the answer, or what counts without one."""
    question = plan.formula.questions[place]
    if question.kind == "choice":
        value = f'IF(EXACT({cell}&"",{plan.at(ANSWER, column)}),1,0)'
    elif question.kind == "number":
        value = f"MEDIAN({plan.at(LOW, column)},{cell},{plan.at(HIGH, column)})"
    else:
        value = f'IF(OR({cell}&""={plan.yes},{cell}&""="1"),1,0)'
    return f"IF({flag}=1,{value},{plan.at(NEUTRAL, column)})"


def score(plan: Plan, segment: int, values: str) -> str:
    """Return the formula of a segment's score; ``segment`` counts from 0."""
    row = FIRST + segment
    tie = f"+{_TIE * (plan.count - segment - 1):.0E}" if segment < plan.count - 1 else ""
    return f"{plan.at(row, 2)}+SUMPRODUCT({values},{plan.span(row, 3, plan.last)}){tie}"


def outcome(plan: Plan, flags: str, scores: str) -> list[str]:
    """Return the formulas of segment, probability, second best, its probability, answers."""

    def ranked(which: int) -> tuple[str, str]:
        found = f"LARGE({scores},{which})"
        name = f"INDEX({plan.names},MATCH({found},{scores},0))"
        chance = f"EXP({found}-MAX({scores}))/SUMPRODUCT(EXP({scores}-MAX({scores})))"
        return name, chance

    shown = [f'IF(SUM({flags})=0,"",{part})' for which in (1, 2) for part in ranked(which)]
    return [*shown, f"SUM({flags})"]
