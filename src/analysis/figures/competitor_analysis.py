"""Figures of the competitor study."""

from __future__ import annotations

from analysis.drawing.figure import finished_figure
from analysis.drawing.maps import point_map
from analysis.languages import formats, messages
from analysis.methods.market.correspondence import CorrespondenceMap
from analysis.sources.words import Words
from analysis.tables.competitor_analysis import brand_map as brand_map_table
from analysis.tables.competitor_analysis import mentions_base
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)


@unless_absent
def brand_map(
    solution: CorrespondenceMap,
    finding: Finding,
    words: Words,
    *,
    own: str | None,
    weighted: bool = False,
) -> Chart:
    """Draw brands and attributes on the first two axes of the correspondence map."""
    brands, attributes = (
        [(words.label(code), float(x), float(y)) for code, x, y in frame.iloc[:, :2].itertuples()]
        for frame in (solution.row_coordinates, solution.column_coordinates)
    )
    first, second = (float(share) for share in solution.inertia_shares.iloc[:2])
    drawing = point_map(
        brands,
        attributes,
        own=words.label(own) if own else None,
        axis_shares=(first, second),
        axis_names=(_("Axis 1"), _("Axis 2")),
    )
    return finished_figure(
        drawing,
        name="brand_map",
        finding=finding,
        subtitle=_(
            "Correspondence map: a brand is named more than others with what lies in its "
            "direction; attributes without room for a name are in the table"
        ),
        alt=_(
            "{title}. The two axes show {share} of the differences between {brands}.",
            title=finding.headline,
            share=formats.share(first + second, digits=0),
            brands=formats.and_list([name for name, _x, _y in brands]),
        ),
        base=mentions_base(solution, weighted),
        source=words.source,
        data=brand_map_table(solution, words, weighted=weighted),
    )
