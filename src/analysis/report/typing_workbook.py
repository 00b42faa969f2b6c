"""The typing tool as a workbook of plain formulas: answers are typed in, the segment appears.

Only functions that Excel, LibreOffice and Google Sheets compute alike are used, no macro, no
array entry, no link. Texts of the client stand in cells and come into formulas by reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.datavalidation import DataValidation

from analysis.languages import formats, messages
from analysis.report.typing_sheet import (
    ANSWER,
    FIRST,
    TYPED,
    Plan,
    formula_sheet,
    is_answer,
    outcome,
    score,
    term_value,
)
from analysis.report.workbook import (
    Ink,
    page,
    protect,
    put_formula,
    put_heads,
    put_input,
    put_table,
    put_text,
    set_widths,
    workbook_bytes,
)
from analysis.values.table import Table
from analysis.values.typing_formula import TypingFormula, TypingQuestion, typing_formula_of

_ = messages(__name__)
PEOPLE = 500  # lines of the sheet for many people
BAR_LETTERS = 25  # length of the bar of a certain segment
_ONE = 6  # first question of the sheet for one person
_MANY = 6  # first person of the sheet for many


def typing_workbook(
    formula: TypingFormula,
    names: Mapping[int, str],
    *,
    title: str,
    subtitle: str = "",
    about: Sequence[str] = (),
    tables: Sequence[Table] = (),
    ink: Ink | None = None,
    people: int = PEOPLE,
) -> bytes:
    """Return a workbook in which answers are typed in and the segment is seen.

    Sheets: one person; many people, a line each; how good the tool is; its formula. They are
    written in the active language.

    Parameters
    ----------
    formula : TypingFormula
        The frozen formula.
    names : mapping of int to str
        Name of every segment.
    title, subtitle : str
        Heads of the first sheet.
    about : sequence of str
        What to know before relying on it.
    tables : sequence of Table
        Tables on how good it is.
    ink : Ink, optional
        Colours.
    people : int
        Lines of the sheet for many people.
    """
    book, ink = Workbook(), ink or Ink()
    titles = [_("One person"), _("Many people"), _("How good it is"), _("Formula")]
    one, many, good, sheet = [book.active, *(book.create_sheet() for _title in titles[1:])]
    for page_, name in zip((one, many, good, sheet), titles, strict=True):
        page_.title = name
        page(page_)
        protect(page_)
    plan = formula_sheet(sheet, formula, names, titles, ink)
    _one_person(one, plan, title, subtitle, ink)
    _many_people(many, plan, people, ink)
    put_text(good, 1, 1, titles[2], bold=True, size=16, colour=ink.brand)
    row = 3
    for text in about:
        put_text(good, row, 1, text)
        row += 1
    for table in tables:
        row = put_table(good, row + 1, table, ink)
    set_widths(good, [46, *[14] * 14])
    return workbook_bytes(book, title)


def typing_workbook_of(content: Mapping[str, Any], ink: Ink) -> bytes:
    """Return the workbook that a download's content describes."""
    return typing_workbook(
        typing_formula_of(content["formula"]),
        {int(number): name for number, name in content["names"].items()},
        title=content["title"],
        subtitle=content["subtitle"],
        about=content["about"],
        tables=[Table.from_json(table) for table in content["tables"]],
        ink=ink,
    )


def _one_person(sheet: Any, plan: Plan, title: str, subtitle: str, ink: Ink) -> None:
    questions = plan.formula.questions
    put_text(sheet, 1, 1, title, bold=True, size=16, colour=ink.brand)
    put_text(sheet, 2, 1, subtitle, colour=ink.muted)
    put_text(sheet, 3, 1, _("Type a person's answers into the yellow cells."))
    put_heads(sheet, _ONE - 1, [_("Question"), _("Answer"), _("Hint")], ink)
    for place, question in enumerate(questions):
        row, cell = _ONE + place, f"B{_ONE + place}"
        put_text(sheet, row, 1, question.name, wrap=True)
        put_input(sheet, row, 2, text=question.kind == "choice")
        put_formula(sheet, row, 4, is_answer(plan, place, cell))
        hint, wrong = _hint(question), _("This is no answer to the question: it is not counted.")
        put_text(sheet, row, 5, hint)
        put_text(sheet, row, 6, wrong)
        put_formula(
            sheet, row, 3, f'IF(OR({cell}="",D{row}=1),E{row},F{row})', colour=ink.muted, wrap=True
        )
        first, last = plan.blocks[place]
        for column in range(first, last + 1):
            here = f"'{sheet.title}'!"
            value = term_value(plan, place, column, f"{here}$B${row}", f"{here}$D${row}")
            put_formula(_sheet_of(sheet, plan), TYPED, column, value)
    for place, question in enumerate(questions):
        _validate(sheet, plan, place, question, f"B{_ONE + place}")
    flags = f"D{_ONE}:D{_ONE + len(questions) - 1}"
    below = _ONE + len(questions) + 1
    first = below + 7
    scores = f"D{first}:D{first + plan.count - 1}"
    _person_outcome(sheet, plan, below, flags, scores, ink)
    _person_chances(sheet, plan, first, flags, scores, ink)
    for hidden in "DEF":
        sheet.column_dimensions[hidden].hidden = True
    set_widths(sheet, [54, 30, 44])


def _sheet_of(sheet: Any, plan: Plan) -> Any:
    return sheet.parent[plan.sheet.strip("'")]


def _person_outcome(sheet: Any, plan: Plan, below: int, flags: str, scores: str, ink: Ink) -> None:
    heads = [
        _("Segment"), _("Probability"), _("Second best"), _("Its probability"),
        _("Questions answered"),
    ]  # fmt: skip
    for place, (head, formula) in enumerate(zip(heads, outcome(plan, flags, scores), strict=True)):
        big = {"size": 14, "bold": True, "colour": ink.brand} if place == 0 else {}
        put_text(sheet, below + place, 1, head, bold=place == 0)
        put_formula(
            sheet, below + place, 2, formula, **big, format="0%" if place in (1, 3) else "General"
        )
    told = _("of {n}", n=formats.number(len(plan.formula.questions)))
    put_text(sheet, below + 4, 3, told, colour=ink.muted)


def _person_chances(sheet: Any, plan: Plan, first: int, flags: str, scores: str, ink: Ink) -> None:
    put_heads(sheet, first - 1, [_("Segment"), _("Probability"), ""], ink)
    typed = plan.span(TYPED, 3, plan.last)
    for place in range(plan.count):
        row = first + place
        put_formula(sheet, row, 1, plan.at(FIRST + place, 1))
        chance = f"EXP(D{row}-MAX({scores}))/SUMPRODUCT(EXP({scores}-MAX({scores})))"
        put_formula(sheet, row, 2, f'IF(SUM({flags})=0,"",{chance})', format="0%")
        bar = f'IF(B{row}="","",REPT("█",ROUND(B{row}*{BAR_LETTERS},0)))'
        put_formula(sheet, row, 3, bar, colour=ink.brand)
        put_formula(sheet, row, 4, score(plan, place, typed))


def _hint(question: TypingQuestion) -> str:
    if question.kind == "choice":
        return _("Choose from the list.")
    if question.kind == "yes_no":
        return _("Yes or no.")
    digits = 0 if question.whole else 1
    return _(
        "A number between {low} and {high}.",
        low=formats.number(question.low, digits),
        high=formats.number(question.high, digits),
    )


def _validate(sheet: Any, plan: Plan, place: int, question: TypingQuestion, cells: str) -> None:
    first, last = plan.blocks[place]
    if question.kind == "number":
        rule = DataValidation(
            type="whole" if question.whole else "decimal",
            operator="between",
            formula1=f"{question.low:.10g}",
            formula2=f"{question.high:.10g}",
        )
    elif question.kind == "choice":
        rule = DataValidation(type="list", formula1=plan.span(ANSWER, first, last))
    else:
        end = plan.no.rsplit("!", 1)[1]
        rule = DataValidation(type="list", formula1=f"{plan.yes}:{end}")
    rule.allow_blank = True
    rule.showErrorMessage = question.kind != "yes_no"  # 1 and 0 are answers too
    rule.errorTitle, rule.error = _("No such answer"), _hint(question)[:250]
    sheet.add_data_validation(rule)
    rule.add(cells)


def _many_people(sheet: Any, plan: Plan, people: int, ink: Ink) -> None:
    questions = plan.formula.questions
    put_text(sheet, 1, 1, sheet.title, bold=True, size=16, colour=ink.brand)
    told = _(
        "Paste one person a line into the yellow cells, answers in the words of the lists; yes and "
        "no also as 1 and 0. There is room for {n} people.",
        n=formats.number(people),
    )
    put_text(sheet, 2, 1, told)
    heads = [
        _("Person"), *(question.name for question in questions), _("Segment"), _("Probability"),
        _("Second best"), _("Its probability"), _("Questions answered"),
    ]  # fmt: skip
    put_heads(sheet, _MANY - 1, heads, ink)
    first_flag = len(questions) + 7
    first_term = first_flag + len(questions)
    first_score = first_term + plan.last - 2
    end = first_score + plan.count - 1
    for row in range(_MANY, _MANY + people):
        _person_line(sheet, plan, row, first_flag, first_term, first_score)
    for place, question in enumerate(questions):
        column = letter(2 + place)
        cells = f"{column}{_MANY}:{column}{_MANY + people - 1}"
        _validate(sheet, plan, place, question, cells)
    for column in range(first_flag, end + 1):
        sheet.column_dimensions[letter(column)].hidden = True
    set_widths(sheet, [16, *[20] * len(questions), 28, 12, 28, 12, 12])
    sheet.freeze_panes = sheet.cell(_MANY, 2)


def _person_line(
    sheet: Any, plan: Plan, row: int, first_flag: int, first_term: int, first_score: int
) -> None:
    questions = plan.formula.questions
    put_input(sheet, row, 1, text=True)
    for place, question in enumerate(questions):
        cell, flag = f"${letter(2 + place)}{row}", f"${letter(first_flag + place)}{row}"
        put_input(sheet, row, 2 + place, text=question.kind == "choice")
        sheet.cell(row, first_flag + place).value = "=" + is_answer(plan, place, cell)
        first, last = plan.blocks[place]
        for column in range(first, last + 1):
            value = term_value(plan, place, column, cell, flag)
            sheet.cell(row, first_term + column - 3).value = f"={value}"
    values = f"${letter(first_term)}{row}:${letter(first_score - 1)}{row}"
    for segment in range(plan.count):
        sheet.cell(row, first_score + segment).value = "=" + score(plan, segment, values)
    flags = f"${letter(first_flag)}{row}:${letter(first_term - 1)}{row}"
    scores = f"${letter(first_score)}{row}:${letter(first_score + plan.count - 1)}{row}"
    for place, formula in enumerate(outcome(plan, flags, scores)):
        cell = sheet.cell(row, len(questions) + 2 + place)
        cell.value = f"={formula}"
        cell.number_format = "0%" if place in (1, 3) else "General"
