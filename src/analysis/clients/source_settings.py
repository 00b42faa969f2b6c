"""What a client file says about any raw file: where it is, how to read it, traits of people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AnyUrl, Field, StringConstraints, model_validator

from analysis.clients.misfit import Misfit, Part
from analysis.clients.text import Settings, ShortText, Text
from analysis.languages import messages

_ = messages(__name__)
FileName = Annotated[
    str,
    StringConstraints(
        pattern=r"^[^/\\\x00-\x1f:*?\"<>|.][^/\\\x00-\x1f:*?\"<>|]*$", max_length=120
    ),
    Field(description="A file in the wave's folder: a plain name without folders."),
]
Column = Annotated[ShortText, Field(description="A column's name, as it stands in the file.")]
Family = Literal["demographic", "geographic", "psychographic", "behavioural", "firmographic"]
RawValue = str | int | float | bool


@dataclass(frozen=True)
class Shown:
    """How docs/client-file.md calls the type of a key, where its Python type says too little.

    Attributes
    ----------
    type : str
        What stands in the column of types.
    apart : bool
        Whether the keys below it stand in a table of their own.
    """

    type: str
    apart: bool = False


class RawFile(Settings):
    """How to read one raw file; what is left out is found from the file itself."""

    file: FileName
    sheet: ShortText | list[ShortText] | None = Field(
        default=None, description="XLSX: a sheet, or several that are put one under the other."
    )
    encoding: Literal["utf-8", "windows-1258", "windows-1252", "latin-1"] | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    decimal: Literal[".", ","] | None = Field(
        default=None, description="The decimal mark of its numbers."
    )
    day_first: bool = Field(default=True, description="Whether 03/04/2026 is the third of April.")
    missing: list[RawValue] = Field(
        default_factory=list, description="Values that stand for no answer, such as 'Select'."
    )
    about: Text | None = Field(default=None, description="Origin of the file, shown in the report.")
    url: AnyUrl | None = None
    accessed: dt.date | None = None


class Attribute(Settings):
    """A trait of a person or company: one column of a customers, deals or leads file."""

    column: Column
    label: Text
    family: Family
    type: Literal["category", "number", "yes_no"] = "category"
    values: dict[RawValue, Text] = Field(
        default_factory=dict,
        description="Raw value → its label; values left out stand as they are.",
    )
    bands: list[float] | None = Field(
        None, min_length=1, description="Bounds that cut a number into bands, ascending."
    )
    ordered: bool = Field(
        False, description="category: whether the order of its values counts in a segmentation."
    )
    of: Literal["customer", "buyer"] = Field(
        "customer", description="B2B: whether it describes the company or the actual buyer."
    )

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        if self.bands and sorted(set(self.bands)) != self.bands:
            raise Misfit([Part(("bands",), _("must ascend without repeats"))])
        if self.bands and self.type != "number":
            raise Misfit([Part(("bands",), _("must go with type: number"))])
        return self
