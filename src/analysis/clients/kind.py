"""What a kind of source declares: its columns and their roles, its rules, its template.

Each module in `analysis.clients.kinds` declares one kind. From it come the keys of the client
file with their JSON Schema and their table in docs/client-file.md, the reading and checking of
raw files, the reason why a source is absent, and the template that a new client starts from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from pydantic.fields import FieldInfo

from analysis.clients.source_settings import RawFile

RoleType = Literal["id", "text", "words", "name", "number", "figure", "date", "own", "unread"]
Bound = Literal["not negative", "over 0"]


@dataclass(frozen=True)
class Role:
    """How the cells of a column are read, and what they must be.

    Attributes
    ----------
    type : str
        ``id``: text whose leading zeros stay; ``text``: people's own words, counted and never
        shown; ``words``: shown as they are, in both languages where the client file's vocabulary
        has them; ``name``: shown, one a row; ``number``; ``figure``: a number where all cells are
        one, else words such as "about 2 million"; ``date``; ``own``: read by the kind's own code;
        ``unread``: no part of the frame.
    money : bool
        ``number``, ``figure``: whether it is an amount in the client's currency.
    bound : str or None
        What numbers must be.
    given : bool
        Whether every row must have one.
    unique : bool
        Whether each may stand in one row only.
    sparse : bool
        Whether it may be empty throughout, and nothing is said of it where it mostly is.
    categories : bool
        ``words``: whether they are kinds of something, so that whole sentences are refused.
    spoken : bool
        ``words``: whether the vocabulary may say them in both languages; names of brands and
        products that nobody translates are not.
    staff : str or None
        Whether it names the client's own staff: ``always``, or ``by title`` where its column is
        called so.
    """

    type: RoleType
    money: bool = False
    bound: Bound | None = None
    given: bool = False
    unique: bool = False
    sparse: bool = False
    categories: bool = False
    spoken: bool = False
    staff: Literal["always", "by title"] | None = None


@dataclass(frozen=True)
class AtMost:
    """A rule between two columns of a row.

    Attributes
    ----------
    role, other : str
        The one must not exceed the other; where either is missing nothing is said.
    what, cure : str
        The rule and what to do, as messages to be translated.
    """

    role: str
    other: str
    what: str
    cure: str


@dataclass(frozen=True)
class Kind:
    """One kind of source.

    Attributes
    ----------
    settings : type of RawFile
        Its part of the client file; the fields of ``columns`` carry a `Role` each, and
        descriptions that stand in the JSON Schema and in docs/client-file.md.
    place : int
        Where it stands among the sources, in the client file, in reports and in the docs.
    title, row : str
        In the docs: what it is called, what one row of it is.
    absent : str
        Why nothing can be said without it, as a message to be translated.
    files : mapping of str to str
        The template: name → content of each file; the source's own is ``<kind>.csv``.
    example : mapping of str to str
        By language: what the template of the client file says of it beside file and columns.
    remark : str
        In the docs: what to know before the keys.
    rules : tuple of AtMost
        Rules between its columns.
    few_rows : bool
        Whether it is whole with a handful of rows; others are refused with fewer than ten.
    copies : str
        ``dropped``: rows that repeat another one in every column are left out; ``kept``; or the
        role without which rows can be alike by right.
    own_reader : bool
        Whether it is no table of records, and has a reader of its own.
    """

    settings: type[RawFile]
    place: int
    title: str
    row: str
    absent: str
    files: Mapping[str, str]
    example: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    remark: str = ""
    rules: tuple[AtMost, ...] = ()
    few_rows: bool = False
    copies: str = "dropped"
    own_reader: bool = False


def roles_of(settings: RawFile | type[RawFile]) -> dict[str, Role]:
    """Return the roles of a source's columns, in their order; none where it has no such part.

    Parameters
    ----------
    settings : RawFile or its type
        A source's part of the client file.
    """
    model = settings if isinstance(settings, type) else type(settings)
    columns = model.model_fields.get("columns")
    fields = getattr(columns.annotation, "model_fields", {}) if columns else {}
    found = {name: role_of(one) for name, one in fields.items()}
    return {name: role for name, role in found.items() if role is not None}


def role_of(field_info: FieldInfo) -> Role | None:
    """Return the role that a field of ``columns`` carries."""
    return next((one for one in field_info.metadata if isinstance(one, Role)), None)
