"""The context of a message: the subject of the module or notebook that says it."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_FORMATS = "report/formats"


def context_of(module: str) -> str:
    """Return the context of a module's messages.

    Parameters
    ----------
    module : str
        The module's whole name: of ``analysis.errors`` it is ``errors``, of
        ``analysis.sources.files.read`` the room, ``sources/files``, and of
        ``analysis.topics.pricing.price_sensitivity.answer`` ``pricing/price_sensitivity``.
    """
    _package, *rooms, name = module.split(".")
    if rooms and rooms[0] == "topics":
        return "/".join(rooms[1:])
    return "/".join(rooms) or name


def notebook_context(study: str) -> str:
    """Return the context of the paragraphs of a study's notebook."""
    return f"notebooks/{study}"


def catalog_path(language: str, context: str, package: Path = PACKAGE) -> Path:
    """Return where the catalog of a context lies: a topic's and a format's in its folder."""
    if context.startswith(f"{_FORMATS}/"):
        return package / context / f"{language}.po"
    own = package / "topics" / context
    if "/" in context and own.is_dir():
        return own / f"{language}.po"
    return package / "languages" / language / f"{context}.po"


def catalog_paths(language: str, package: Path = PACKAGE) -> list[Path]:
    """Return every catalog there is."""
    others = (package / "languages" / language).rglob("*.po")
    own = [(package / room).rglob(f"{language}.po") for room in ("topics", _FORMATS)]
    return sorted([*others, *chain(*own)])
