"""Texts of a client file that may be given in one language or in both."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from analysis.languages import active_language

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]


class Settings(BaseModel):
    """Base of every part of a client file: frozen; unknown keys and no numbers are refused."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False
    )


class Bilingual(Settings):
    """A text in Vietnamese and in English."""

    vi: ShortText
    en: ShortText


Text = Annotated[
    ShortText | Bilingual,
    Field(description="One text for both languages, or {vi: …, en: …}."),
]


def written(text: str | Bilingual) -> str:
    """Return a client file's text in the active language."""
    return text if isinstance(text, str) else getattr(text, active_language())
