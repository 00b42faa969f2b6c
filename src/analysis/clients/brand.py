"""The brand of a report: agency and client, colours, logos, font, from ``_brand.yml``."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from analysis.clients.brand_files import brand_file, check_font, check_logo
from analysis.clients.colours import contrast, normal_hex, series_colours
from analysis.clients.document import ClientFile, read_document
from analysis.clients.loading import validated
from analysis.clients.names import suggestion
from analysis.clients.project import EXAMPLES, shown_path
from analysis.clients.text import Settings, ShortText
from analysis.errors import ClientError, Problem
from analysis.languages import messages

_ = messages(__name__)
BRAND_FILE = "_brand.yml"
OWN_FONT = "Source Sans Pro"
_DEFAULT = {
    "primary": "#0B6E75",
    "accent": "#C8553D",
    "ink": "#1F2933",
    "muted": "#5F6B76",
    "paper": "#FFFFFF",
}
_ROLES = {  # our roles, by brand.yml's names
    "primary": ("primary",),
    "accent": ("secondary", "tertiary"),
    "ink": ("foreground",),
    "muted": ("dark",),
    "paper": ("background",),
}


@dataclass(frozen=True)
class Brand:
    """How a report looks.

    Attributes
    ----------
    agency_name, client_name : str or None
        Names on the cover.
    primary, accent, ink, muted, paper : str
        Colours as ``#RRGGBB``: the one for the point made, a second one, text, text in the
        background, page.
    series : tuple of str
        Eight colours for series, safe for colour-blind readers, ``primary`` first.
    agency_logo, client_logo : Path or None
        PNG or SVG, checked.
    font_family : str
        Source Sans Pro, which comes with the product, or the client's own.
    font_files : tuple of Path
        Files of the client's own font; empty for Source Sans Pro.
    """

    agency_name: str | None = None
    client_name: str | None = None
    primary: str = _DEFAULT["primary"]
    accent: str = _DEFAULT["accent"]
    ink: str = _DEFAULT["ink"]
    muted: str = _DEFAULT["muted"]
    paper: str = _DEFAULT["paper"]
    series: tuple[str, ...] = series_colours(_DEFAULT["primary"])
    agency_logo: Path | None = None
    client_logo: Path | None = None
    font_family: str = OWN_FONT
    font_files: tuple[Path, ...] = ()


class _Name(Settings):
    short: ShortText | None = None
    full: ShortText | None = None


class _Meta(Settings):
    name: ShortText | _Name | None = None
    link: Any = None


class _Logo(Settings):
    small: ShortText | None = None
    medium: ShortText | None = None
    large: ShortText | None = None
    images: Any = None


class _Colours(Settings):
    palette: dict[ShortText, ShortText] = Field(default_factory=dict)
    foreground: ShortText | None = None
    background: ShortText | None = None
    primary: ShortText | None = None
    secondary: ShortText | None = None
    tertiary: ShortText | None = None
    success: ShortText | None = None
    info: ShortText | None = None
    warning: ShortText | None = None
    danger: ShortText | None = None
    light: ShortText | None = None
    dark: ShortText | None = None


class _FontFile(Settings):
    path: ShortText
    weight: Any = None
    style: Any = None


class _Font(Settings):
    family: ShortText
    source: ShortText = "file"
    files: list[ShortText | _FontFile] = Field(default_factory=list)


class _Base(Settings):
    family: ShortText
    size: Any = None
    weight: Any = None


class _Typography(Settings):
    fonts: list[_Font] = Field(default_factory=list)
    base: ShortText | _Base | None = None
    headings: Any = None
    monospace: Any = None
    link: Any = None


class _BrandFile(Settings):
    meta: _Meta = _Meta()
    logo: ShortText | _Logo | None = None
    color: _Colours = _Colours()
    typography: _Typography = _Typography()
    defaults: Any = None


def load_brand(client_folder: Path) -> Brand:
    """Return a report's brand: the agency's file, and over it the client's.

    The agency's file is ``data/_brand.yml``, the client's lies in its folder; colours and font of
    the client's file win, names and logos stand side by side. Without files it is the built-in one.

    Parameters
    ----------
    client_folder : Path
        The client's folder.

    Raises
    ------
    ClientError
        With everything that is wrong: colours that are none or cannot be read on paper, logos
        that are not safe pictures, fonts without Vietnamese letters.
    """
    data = client_folder.parent
    data = data.parent if data.name == EXAMPLES else data
    parts: dict[str, Any] = {}
    problems: list[Problem] = []
    for who, folder in (("agency", data), ("client", client_folder)):
        path = folder / BRAND_FILE
        if not os.path.lexists(path):
            continue
        try:
            if not path.is_file():  # a folder, a pipe, or a link that leads nowhere
                what = _("there must be a file of this name, got: something else")
                cure = _("Put the file itself there, or remove what stands there.")
                raise ClientError(Problem(shown_path(path), what, cure))
            parts |= _read(who, folder, read_document(path))
        except ClientError as error:
            problems += error.problems
    if problems:
        raise ClientError(problems)
    if "primary" in parts:
        parts["series"] = series_colours(parts["primary"])
    return Brand(**parts)


def _read(who: str, folder: Path, file: ClientFile) -> dict[str, Any]:
    brand = validated(file, _BrandFile)
    problems: list[Problem] = []
    parts: dict[str, Any] = {}

    def collect(step: Callable[[], dict[str, Any]]) -> None:
        try:
            parts.update(step())
        except ClientError as error:
            problems.extend(error.problems)

    name = brand.meta.name
    name = (name.full or name.short) if isinstance(name, _Name) else name
    parts |= {f"{who}_name": name} if name else {}
    collect(lambda: _logo(who, folder, brand, file))
    collect(lambda: _colours(brand.color, file))
    collect(lambda: _font(folder, brand.typography, file))
    if problems:
        raise ClientError(problems)
    return parts


def _logo(who: str, folder: Path, brand: _BrandFile, file: ClientFile) -> dict[str, Any]:
    logo = brand.logo
    name = (logo.medium or logo.large or logo.small) if isinstance(logo, _Logo) else logo
    if not name:
        return {}
    path = brand_file(folder, name, file.where(("logo",)))
    check_logo(path)
    return {f"{who}_logo": path}


def _colours(colours: _Colours, file: ClientFile) -> dict[str, Any]:
    """Return our roles' colours, with references to the palette resolved and contrast checked."""
    problems: list[Problem] = []
    found: dict[str, str] = {}
    named: dict[tuple[str, ...], str] = {
        **{("color", "palette", key): value for key, value in colours.palette.items()},
        **{
            ("color", key): value
            for key in type(colours).model_fields
            if key != "palette" and (value := getattr(colours, key))
        },
    }
    for path, value in named.items():
        colour = _resolved(value, colours.palette)
        if colour is None:
            what = _(
                "{key} must be a colour such as #0B6E75 or a name of the palette, got: {value}",
                key=".".join(path),
                value=value,
            )
            problems.append(Problem(file.where(path), what, suggestion(value, colours.palette)))
        else:
            found[path[-1]] = colour
    roles = {
        role: next(found[name] for name in names if name in found)
        for role, names in _ROLES.items()
        if any(getattr(colours, name) and name in found for name in names)
    }
    problems += _pale(roles, file)
    if problems:
        raise ClientError(problems)
    return roles


def _resolved(value: str, palette: dict[str, str], depth: int = 0) -> str | None:
    if depth < 5 and value in palette:
        return _resolved(palette[value], palette, depth + 1)
    return normal_hex(value)


def _pale(roles: dict[str, str], file: ClientFile) -> list[Problem]:
    """Colours must be readable: 3 to 1 for the primary colour on white, 4.5 to 1 for text."""
    paper = roles.get("paper", _DEFAULT["paper"])
    wanted = {"primary": ("#FFFFFF", 3.0), "ink": (paper, 4.5), "muted": (paper, 4.5)}
    problems = []
    for role, (ground, least) in wanted.items():
        if role in roles and contrast(roles[role], ground) < least:
            name = _ROLES[role][0]
            what = _(
                "color.{name} must stand out from the page by {least} to 1, got: {found} to 1",
                name=name,
                least=f"{least:g}",
                found=f"{contrast(roles[role], ground):.1f}",
            )
            problems.append(Problem(file.where(("color", name)), what, _("Take a darker colour.")))
    return problems


def _font(folder: Path, typography: _Typography, file: ClientFile) -> dict[str, Any]:
    base = typography.base
    family = base.family if isinstance(base, _Base) else base
    if not family or family == OWN_FONT:
        return {}
    font = next((font for font in typography.fonts if font.family == family), None)
    names = [f.path if isinstance(f, _FontFile) else f for f in font.files] if font else []
    if not names:
        where = file.where(("typography", "base"))
        what = _("the font must be Source Sans Pro or come as a file, got: {family}", family=family)
        cure = _("Name its TrueType files under typography.fonts, or leave typography out.")
        raise ClientError(Problem(where, what, cure))
    paths = [brand_file(folder, name, file.where(("typography", "fonts"))) for name in names]
    for path in paths:
        check_font(path)
    return {"font_family": family, "font_files": tuple(paths)}
