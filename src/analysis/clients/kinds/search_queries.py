"""Search queries: what people searched for, one row a query."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from analysis.clients.kind import AtMost, Kind, Role
from analysis.clients.source_settings import Column, RawFile
from analysis.clients.text import Settings, ShortText
from analysis.languages import messages

_ = messages(__name__)


class SearchColumns(Settings):
    """Columns of a search console export: one row is one query."""

    query: Annotated[Column, Role("own", given=True, unique=True, sparse=True)] = Field(
        description="Each query once."
    )
    clicks: Annotated[Column, Role("number", bound="not negative", sparse=True)] = Field(
        description="Clicks on the client's site."
    )
    impressions: Annotated[Column, Role("number", bound="not negative", sparse=True)] = Field(
        description="How often it was shown."
    )
    position: Annotated[Column | None, Role("number", bound="not negative", sparse=True)] = Field(
        None, description="Mean rank; 1 is first. Left out: the table has no such column."
    )


class SearchQueries(RawFile):
    """What people searched for before they came to, or saw, the client's site."""

    columns: SearchColumns
    brand_terms: list[ShortText] = Field(
        default_factory=list,
        description="The brand as people type it; case and accents do not matter: "
        '`[cà phê mây]` finds "ca phe may".',
    )


_TERMS = "brand_terms: [thương hiệu a]\n"
KIND = Kind(
    SearchQueries,
    place=9,
    title="Search queries",
    row="a search query",
    absent=_.later("The client delivered no search queries."),
    files={
        "search_queries.csv": """\
query,clicks,impressions,position
thương hiệu a,45,120,1.2
sản phẩm gần đây,12,340,6.5
"""
    },
    example={"vi": _TERMS, "en": _TERMS},
    rules=(
        AtMost(
            "clicks",
            "impressions",
            _.later("clicks must not exceed impressions: a share over 1"),
            _.later("Look whether the two columns are named the right way round."),
        ),
    ),
)
