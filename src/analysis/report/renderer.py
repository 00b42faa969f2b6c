"""What a format is to the rest of the product, and how formats are found: by their folders."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from analysis.report.blocks import Document

_FORMATS = "analysis.report.formats"


@dataclass(frozen=True)
class Content:
    """What files hold, or must hold: for completeness.

    Attributes
    ----------
    counts : mapping of str to int
        Of ``headings``, ``tables``, ``rows``, ``figures``, ``findings`` and ``personas`` those
        that the format tells apart.
    texts : sequence of str
        Texts a reader must find; of what is there, the text of each page or sheet.
    """

    counts: Mapping[str, int]
    texts: Sequence[str]


class Renderer(ABC):
    """One format: what it writes, what a reader must find in it, and what is found.

    Attributes
    ----------
    name : str
        As ``--format`` names it; also the ending of its file.
    menu : str
        What JupyterLab's export menu calls it; empty where it is no single file.
    mime : str
        Media type of its file.
    usual : bool
        Whether a run makes it unless told otherwise.
    handed_over : bool
        Whether a client gets it.
    """

    name: ClassVar[str]
    menu: ClassVar[str] = ""
    mime: ClassVar[str] = ""
    usual: ClassVar[bool] = False
    handed_over: ClassVar[bool] = True

    @property
    @abstractmethod
    def label(self) -> str:
        """What readers call it, in the active language."""

    @abstractmethod
    def files(self, document: Document) -> dict[str, bytes]:
        """Return its file by the format's name; more files by that, a stroke and their names."""

    @abstractmethod
    def needed(self, document: Document) -> Content:
        """Return what its files must hold of a document."""

    @abstractmethod
    def held(self, document: Document, files: Mapping[str, bytes]) -> Content:
        """Return what its files do hold, read back."""

    def own_texts(self, document: Document) -> Iterable[str]:
        """Return what it shows of a client besides the texts of the document, such as names."""
        return ()

    def place(self, study: str, file: str) -> str:
        """Return where a file lies in the folder of its language; ``file`` is empty for its own."""
        return f"{study}.{self.name}"


@cache
def renderers() -> dict[str, Renderer]:
    """Return the renderer of every format by its name; the usual ones first."""
    package = import_module(_FORMATS)
    folders = [one.name for one in iter_modules(package.__path__) if one.ispkg]
    found = [import_module(f"{_FORMATS}.{name}.renderer").RENDERER for name in folders]
    return {one.name: one for one in sorted(found, key=lambda one: (not one.usual, one.name))}


def usual_formats() -> tuple[str, ...]:
    """Return the formats a run makes unless told otherwise."""
    return tuple(name for name, one in renderers().items() if one.usual)
