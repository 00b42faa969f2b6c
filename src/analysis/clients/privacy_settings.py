"""What a client file says about personal data: what is left out, grouped, allowed or open."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from analysis.clients.misfit import Misfit
from analysis.clients.source_settings import Column
from analysis.clients.text import Settings, ShortText
from analysis.languages import messages

_ = messages(__name__)


class Affected(Settings):
    """Which cells are meant: one text, or whatever is personal in a column."""

    column: Column | None = Field(None, description="Its cells that hold personal data.")
    text: ShortText | None = Field(None, description="Cells that hold this text, in any column.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.column is None) == (self.text is None):
            raise Misfit(_("must name either column or text"))
        return self


class Allowed(Settings):
    """A text that looks personal and may be shown, such as a shop's own number."""

    text: ShortText = Field(description="As it stands in the data or in this file.")
    reason: ShortText = Field(description="Why it may be shown.")


class Privacy(Settings):
    """Personal data: reports show none unless it is allowed here."""

    hide: list[Affected] = Field(default_factory=list, description="Cells that count as no answer.")
    group: list[Affected] = Field(
        default_factory=list, description='Cells that are shown as "Other".'
    )
    allow: list[Allowed] = Field(default_factory=list, description="What may be shown, and why.")
    open_texts: list[Column] = Field(
        default_factory=list,
        description="Columns of what people wrote in their own words that reports may show.",
    )
