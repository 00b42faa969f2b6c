"""Figure of the typing tool: how accuracy grows with the number of questions."""

from __future__ import annotations

from matplotlib.ticker import FuncFormatter

from analysis.drawing.charts import line_with_points
from analysis.drawing.figure import finished_figure
from analysis.drawing.style import palette
from analysis.languages import formats, messages
from analysis.methods.typing.typing_tool import TypingTool
from analysis.sources.words import Words
from analysis.tables.typing_tool import typing_questions
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def typing_tool(tool: TypingTool, finding: Finding, words: Words) -> Chart:
    """Draw the share of people placed rightly by the number of questions asked."""
    steps = tool.steps
    drawing = line_with_points(
        [step.questions for step in steps],
        [step.accuracy for step in steps],
        low=[step.low for step in steps],
        high=[step.high for step in steps],
        chosen=len(tool.formula.questions),
        x_label=_("Questions asked"),
        y_label=_("Placed rightly"),
        y_text=lambda value: formats.share(value, digits=0),
        y_range=(0, 1.08),
    )
    axis = drawing.axes[0]
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: formats.share(value, digits=0)))
    colour = palette().muted
    axis.axhline(tool.baseline, color=colour, linewidth=0.9, linestyle=(0, (3, 2)))
    axis.annotate(
        _("largest segment for everybody"),
        (1, tool.baseline),
        xycoords=("axes fraction", "data"),
        xytext=(-2, -4),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=8,
        color=colour,
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
        drawing,
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
