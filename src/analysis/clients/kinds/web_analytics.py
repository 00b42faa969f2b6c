"""Web analytics: visits of the client's website, one row a channel and day, or a visit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from analysis.clients.kind import AtMost, Kind, Role
from analysis.clients.source_settings import Column, RawFile
from analysis.clients.text import Settings
from analysis.languages import messages

_ = messages(__name__)


class WebColumns(Settings):
    """Columns of a web analytics export; without sessions each row is one session."""

    channel: Annotated[Column, Role("words", categories=True, spoken=True)] = Field(
        description="Where visits come from."
    )
    sessions: Annotated[Column | None, Role("number", bound="not negative", sparse=True)] = Field(
        None, description="How many; left out, each row is one."
    )
    conversions: Annotated[Column | None, Role("own", bound="not negative", sparse=True)] = Field(
        None,
        description="How many of them converted; numbers, or yes and no. Left out: the report "
        "says where visits come from.",
    )
    revenue: Annotated[
        Column | None, Role("number", money=True, bound="not negative", sparse=True)
    ] = Field(None, description="Money they brought.")
    date: Annotated[Column | None, Role("date", sparse=True)] = Field(None, description="The day.")


class WebAnalytics(RawFile):
    """Visits of the client's website."""

    columns: WebColumns


KIND = Kind(
    WebAnalytics,
    place=8,
    title="Web analytics",
    row="a channel and day, or a visit",
    absent=_.later("The client delivered no web analytics."),
    files={
        "web_analytics.csv": """\
date,channel,sessions,conversions,revenue
2026-01-01,Organic Search,120,4,1000000
2026-01-01,Paid Social,80,1,250000
"""
    },
    rules=(
        AtMost(
            "conversions",
            "sessions",
            _.later("conversions must not exceed sessions: a share over 1"),
            _.later("Look whether the two columns are named the right way round."),
        ),
    ),
    copies="kept",  # each row is a visit: two visits may look the same
)
