"""A report's cover: whose report it is, what it is about and how it looks."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from analysis.errors import Problem, ReportError
from analysis.languages import LANGUAGES, messages

_ = messages(__name__)
REPORT_MIME = "application/vnd.analysis.report+json"
LOGO_TYPES = ("image/svg+xml", "image/png", "image/jpeg")
FONT_STYLES = ("regular", "semibold", "bold", "italic")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Logo:
    """A logo as it travels in a notebook: its media type and its bytes in base64."""

    mime: str
    data: str

    def content(self) -> bytes:
        """Return the logo's file."""
        return base64.b64decode(self.data, validate=True)


@dataclass(frozen=True)
class BrandLook:
    """Colours, font and logos of a report.

    Attributes
    ----------
    primary, accent, ink, muted, paper : str
        Colours as ``#RRGGBB``: the brand's own, a second one, text, quiet text, ground.
    series : tuple of str
        Colours of segments or brands, in their fixed order.
    font_family : str
        Name of the font of text and charts.
    agency_logo, client_logo : Logo or None
        The two logos.
    font_files : mapping or None
        TTF files in base64 by style (``regular``, ``semibold``, ``bold``, ``italic``);
        None for the default font, which the product brings.
    """

    primary: str = "#0B6E69"
    accent: str = "#C8553D"
    ink: str = "#1F2A2E"
    muted: str = "#5A666B"
    paper: str = "#FFFFFF"
    series: tuple[str, ...] = (
        "#0B6E69", "#D98E04", "#5B5EA6", "#C8553D", "#3C8DBC", "#7A8B2A", "#8C5A7A",
    )  # fmt: skip
    font_family: str = "Source Sans Pro"
    agency_logo: Logo | None = None
    client_logo: Logo | None = None
    font_files: Mapping[str, str] | None = None


@dataclass(frozen=True)
class ReportCover:
    """What stands on the cover and in the running lines of a report.

    Attributes
    ----------
    study : str
        The study's name, as the notebook's file has it.
    title : str
        The report's title in its language.
    client, agency : str
        Whose report it is and who made it.
    wave, wave_label : str
        The wave's name and how it is called.
    about : str
        What the client is, in a sentence.
    fieldwork : str
        When the data were collected, as text.
    language : str
        ``"vi"`` or ``"en"``.
    synthetic : bool
        Whether the data are made up; every page then says so.
    run_id, product_version : str
        What made the report.
    brand : BrandLook
        How it looks.
    allowed : tuple of str
        Texts that look like personal data and may be shown; they are not shown for that.
    """

    study: str
    title: str
    client: str = ""
    agency: str = ""
    wave: str = ""
    wave_label: str = ""
    about: str = ""
    fieldwork: str = ""
    language: str = "en"
    synthetic: bool = False
    run_id: str = ""
    product_version: str = ""
    brand: BrandLook = BrandLook()
    allowed: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the cover as JSON."""
        bundle = {"schema": 1, **asdict(self)}
        bundle["brand"]["series"] = list(self.brand.series)
        bundle["allowed"] = list(self.allowed)
        return bundle

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> Self:
        """Return the cover that `to_json` wrote.

        Raises
        ------
        ReportError
            If a colour, the language, a logo or a font file is not what it must be.
        """
        brand = dict(json.get("brand") or {})
        problems = [*_wrong_brand(brand), *_wrong_language(json)]
        if problems:
            raise ReportError(problems)
        texts = {
            field.name: json[field.name]
            for field in fields(cls)
            if field.name not in ("brand", "allowed") and json.get(field.name) is not None
        }
        allowed = tuple(map(str, json.get("allowed") or ()))
        look = _brand_look(brand)
        return cls(**{"study": "", "title": "", **texts, "brand": look, "allowed": allowed})


def _brand_look(brand: dict[str, Any]) -> BrandLook:
    for name in ("agency_logo", "client_logo"):
        brand[name] = Logo(**brand[name]) if brand.get(name) else None
    if "series" in brand:
        brand["series"] = tuple(brand["series"])
    known = {field.name for field in fields(BrandLook)}
    return BrandLook(**{key: value for key, value in brand.items() if key in known})


def _wrong_language(bundle: Mapping[str, Any]) -> list[Problem]:
    language = bundle.get("language", "en")
    if language in LANGUAGES:
        return []
    what = _("must be one of {names}, got: {value}", names=", ".join(LANGUAGES), value=language)
    return [Problem("cover.language", what)]


def _wrong_brand(brand: Mapping[str, Any]) -> list[Problem]:
    colours = {
        name: brand[name]
        for name in ("primary", "accent", "ink", "muted", "paper")
        if name in brand
    }
    colours |= {f"series[{place}]": value for place, value in enumerate(brand.get("series", ()))}
    problems = [
        Problem(f"brand.{name}", _("must be a colour like #0B6E69, got: {value}", value=value))
        for name, value in colours.items()
        if not (isinstance(value, str) and _COLOUR.fullmatch(value))
    ]
    for name in ("agency_logo", "client_logo"):
        logo = brand.get(name)
        if logo and (logo.get("mime") not in LOGO_TYPES or not _is_base64(logo.get("data"))):
            what = _("must be an SVG, PNG or JPEG image, got: {value}", value=logo.get("mime"))
            problems.append(Problem(f"brand.{name}", what))
    for style, data in (brand.get("font_files") or {}).items():
        if style not in FONT_STYLES or not _is_base64(data):
            what = _("must be a TTF file, got: {value}", value=style)
            problems.append(Problem("brand.font_files", what))
    return problems


def _is_base64(data: object) -> bool:
    if not isinstance(data, str):
        return False
    try:
        base64.b64decode(data, validate=True)
    except (ValueError, binascii.Error):
        return False
    return True
