"""The chart of criteria that say nearly the same."""

from __future__ import annotations

from analysis.claims.bases import people_base
from analysis.drawing.charts import Bars, bar_panels
from analysis.drawing.figure import finished_figure
from analysis.errors import NotEnoughData
from analysis.languages import formats, messages
from analysis.methods.segments.basis_structure import BasisStructure
from analysis.sources.words import Words
from analysis.tables.basis_structure import basis_structure as basis_structure_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_PAIRS = 10


@unless_absent
def basis_structure(structure: BasisStructure, finding: Finding, words: Words) -> Chart:
    """Draw the pairs of criteria that say nearly the same.

    Raises
    ------
    NotEnoughData
        If there are none.
    """
    pairs = structure.pairs[:MOST_PAIRS]
    if not pairs:
        raise NotEnoughData(_("No two criteria say nearly the same."))
    labels = [f"{words.label(pair.first)} – {words.label(pair.second)}" for pair in pairs]
    texts = [formats.number(pair.association, 2) for pair in pairs]
    bars = Bars([abs(pair.association) for pair in pairs], texts=texts)
    told = "; ".join(f"{label}: {text}" for label, text in zip(labels, texts, strict=True))
    return finished_figure(
        bar_panels(labels, [bars], full=1.0),
        name="basis_structure",
        finding=finding,
        subtitle=_(
            "How closely two criteria go together: 0 not at all, 1 the same, −1 the opposite"
        ),
        alt=f"{finding.headline}. {told}.",
        base=people_base(structure.rows, words.unit),
        source=words.source,
        data=basis_structure_table(structure, words),
    )
