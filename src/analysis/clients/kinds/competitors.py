"""Competitors: facts about them from published sources, one row each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from analysis.clients.kind import Kind, Role
from analysis.clients.source_settings import Column, RawFile
from analysis.clients.text import Settings
from analysis.languages import messages

_ = messages(__name__)
_Said = Annotated[Column | None, Role("words", spoken=True, sparse=True)]
_Figure = Annotated[Column | None, Role("figure", bound="not negative", sparse=True)]


class CompetitorColumns(Settings):
    """Columns of a competitors file: one row is one competitor, the client's own brand too."""

    name: Annotated[Column, Role("name", given=True, sparse=True)] = Field(
        description="Each competitor once."
    )
    kind: _Said = Field(
        None,
        description="Direct, indirect, status quo … What people do without any brand is a "
        "competitor too.",
    )
    customers: _Figure = Field(
        None,
        description='How many customers. Words such as "about 2 million" stay words, here, in '
        "`sales` and in `outlets`; a column with a word in it is shown as it is written.",
    )
    sales: Annotated[
        Column | None, Role("figure", money=True, bound="not negative", sparse=True)
    ] = Field(None, description="Sales.")
    outlets: _Figure = Field(None, description="Outlets.")
    audience: _Said = Field(None, description="Whom they target.")
    channels: _Said = Field(None, description="Through which channels.")
    strengths: _Said = Field(None, description="What they do well.")
    weaknesses: _Said = Field(None, description="What they do badly.")
    origin: _Said = Field(None, description="Where the facts come from.")
    accessed: Annotated[Column | None, Role("date", sparse=True)] = Field(
        None, description="Day on which they were looked up."
    )


class Competitors(RawFile):
    """Facts about competitors from published sources."""

    columns: CompetitorColumns
    sales_unit: float = Field(
        1, gt=0, description="What 1 in the sales column is worth: `1000000000` for billions."
    )


KIND = Kind(
    Competitors,
    place=5,
    title="Competitors",
    row="a competitor, the client's own brand too",
    absent=_.later("The client delivered no facts about competitors."),
    files={
        "competitors.csv": """\
name,kind,customers,sales,outlets,audience,channels,strengths,weaknesses,origin,accessed
Đối thủ A,direct,,,12,Nhân viên văn phòng,Facebook; cửa hàng,Giá thấp,Ít cửa hàng,\
https://example.com,2026-01-10
Đối thủ B,indirect,,,40,Gia đình,Zalo; siêu thị,Quen thuộc,Phục vụ chậm,\
https://example.com,2026-01-10
"""
    },
    few_rows=True,
)
