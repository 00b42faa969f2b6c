"""Figures of the competitor study."""

from __future__ import annotations

from analysis.figures.charts import range_rows
from analysis.figures.figure import finished_figure
from analysis.figures.maps import point_map
from analysis.languages import formats, messages
from analysis.methods.market.correspondence import CorrespondenceMap
from analysis.methods.market.price_comparison import PriceComparison
from analysis.sources.words import Words
from analysis.tables.bases import people_base
from analysis.tables.competitor_analysis import brand_map as brand_map_table
from analysis.tables.competitor_analysis import mentions_base
from analysis.tables.competitor_analysis import prices as prices_table
from analysis.values.absent import unless_absent
from analysis.values.chart import Chart
from analysis.values.finding import Finding

_ = messages(__name__)
MOST_BRANDS = 16


@unless_absent
def prices(
    comparison: PriceComparison,
    finding: Finding,
    words: Words,
    *,
    own: str | None,
) -> Chart:
    """Draw median, middle half and whole range of every brand's prices."""
    most = comparison.brands.sort_values("offers", ascending=False, kind="stable")
    kept = set(most.head(MOST_BRANDS).index)
    rows = comparison.brands[[brand in kept for brand in comparison.brands.index]]
    labels = [words.label(brand) for brand in rows.index]
    drawing = range_rows(
        labels,
        list(rows["median"]),
        list(zip(rows["lower_quartile"], rows["upper_quartile"], strict=True)),
        list(zip(rows["lowest"], rows["highest"], strict=True)),
        highlighted=[brand == own for brand in rows.index],
        small=[bool(value) for value in rows["small"]],
        text=lambda value: formats.short_money(value, words.currency),
    )
    listed = "; ".join(
        f"{label} {formats.money(median, words.currency)}"
        for label, median in zip(labels, rows["median"], strict=True)
    )
    return finished_figure(
        drawing,
        name="prices",
        finding=finding,
        subtitle=_(
            "Median (point and number), middle half (thick) and range (thin) of offers; "
            "hollow: few offers"
        ),
        alt=f"{finding.headline}. {listed}.",
        base=people_base(comparison.base, _("offers")),
        source=words.source,
        data=prices_table(comparison, words),
    )


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
