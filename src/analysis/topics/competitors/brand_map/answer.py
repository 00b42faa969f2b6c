"""What the client's brand stands for: sentence, map and the numbers behind it."""

from __future__ import annotations

from analysis.drawing.figure import finished_figure
from analysis.drawing.maps import point_map
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.topics.competitors.brand_map.method import (
    WELL_SHOWN,
    BrandAssociations,
    BrandMap,
    MapPoint,
)
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.chart import Chart
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
MAP_IS_POOR = 0.6


@unless_absent
def answer(brand_map: BrandMap, words: Words) -> Answer:
    """Say what the client's brand stands for on the map, as far as the map shows it."""
    finding = _told(brand_map.associations, words)
    return Answer((finding,), (_drawn(brand_map, finding, words),))


def _told(associations: BrandAssociations, words: Words) -> Finding:
    weak = not reaches(associations.quality, WELL_SHOWN)
    poor = not reaches(associations.shown, MAP_IS_POOR)
    brand = words.label(associations.brand)
    attributes = [words.label(attribute) for attribute in associations.attributes[:3]]
    caution = _("The map shows this brand badly: rely on its numbers instead.")
    care = _("The map leaves much unshown: read it with care.")
    return Finding(
        name="brand_map",
        headline=_("The map shows {brand} badly", brand=brand)
        if weak
        else _("{brand} stands for: {attribute}", brand=brand, attribute=attributes[0]),
        text=_(
            "On the map {brand} lies in the direction of {attributes}; the two axes show {share} "
            "of the differences between brands.",
            brand=brand,
            attributes=formats.and_list([f"“{name}”" for name in attributes]),
            share=formats.share(associations.shown, digits=0),
        ),
        implication=caution if weak else (care if poor else ""),
        question="S1.5",
        strength=0.3 if weak else 0.6,
    )


def _drawn(brand_map: BrandMap, finding: Finding, words: Words) -> Chart:
    """Draw brands and attributes on the first two axes."""
    brands, attributes = (
        [(words.label(one.name), one.x, one.y) for one in points]
        for points in (brand_map.brands, brand_map.attributes)
    )
    drawing = point_map(
        brands,
        attributes,
        own=words.label(words.own) if words.own else None,
        axis_shares=brand_map.axis_shares,
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
            share=formats.share(sum(brand_map.axis_shares), digits=0),
            brands=formats.and_list([name for name, _x, _y in brands]),
        ),
        base=_base(brand_map),
        source=words.source,
        data=_table(brand_map, words),
    )


def _base(brand_map: BrandMap) -> str:
    count = formats.number(brand_map.base)
    if brand_map.weighted:
        return _("Base: {n} weighted mentions", n=count)
    return _("Base: {n} mentions", n=count)


def _table(brand_map: BrandMap, words: Words) -> Table:
    """Return the map's coordinates and how well it shows each brand and attribute."""
    return Table(
        name="brand_map",
        title=_("Coordinates of the map and quality of each point"),
        stub=_("Point"),
        columns=(
            Column(_("Axis 1"), "decimal"),
            Column(_("Axis 2"), "decimal"),
            Column(_("Share of mentions"), "share"),
            Column(_("Shown by the map"), "share"),
        ),
        rows=(
            Row(_("Brands"), kind="group"),
            *(_row(one, words) for one in brand_map.brands),
            Row(_("Attributes"), kind="group"),
            *(_row(one, words) for one in brand_map.attributes),
        ),
        base=_base(brand_map),
        notes=(
            _(
                "Shown by the map: the part of a point's differences that the two axes hold; "
                "points under 50% are drawn badly and marked."
            ),
        ),
        source=words.source,
    )


def _row(one: MapPoint, words: Words) -> Row:
    weak = one.badly_shown
    cells = (
        *(cell(value, "decimal", digits=2, small=weak) for value in (one.x, one.y)),
        cell(one.mass, "share"),
        cell(one.quality, "share", small=weak),
    )
    return Row(words.label(one.name), cells, level=1)
