"""Which columns name the client's own staff, and from which waves their codes come."""

from __future__ import annotations

from analysis.clients.kind import roles_of
from analysis.clients.model import Client
from analysis.clients.source_settings import RawFile
from analysis.privacy import folded

# titles of columns that hold names of staff, whatever the role they are given
_TITLES = frozenset(
    (
        "salesperson", "sales person", "sales rep", "sales representative", "sales agent", "agent",
        "seller", "sales", "sale", "owner", "lead owner", "deal owner", "account owner",
        "opportunity owner", "account manager", "manager", "sales manager", "team leader",
        "consultant", "advisor", "staff", "employee", "cashier", "assigned to", "handled by",
        "nhan vien", "nhan vien kinh doanh", "nhan vien ban hang", "nhan vien phu trach",
        "nvkd", "nvbh", "nguoi ban", "nguoi phu trach", "phu trach", "tu van vien", "nguoi tu van",
        "chuyen vien", "chuyen vien tu van", "thu ngan", "quan ly", "truong nhom", "cvkd",
    )
)  # fmt: skip


def staff_columns(settings: RawFile) -> dict[str, str]:
    """Return the roles and attributes of a source that name staff, each with its column.

    Those are the roles that always do, such as ``salesperson``, and a team or an attribute with
    categories whose column is titled so, such as "Owner" or "Tư vấn viên".

    Parameters
    ----------
    settings : RawFile
        What the client file says of the source.
    """
    columns = getattr(settings, "columns", None)
    found = {
        name: column
        for name, role in roles_of(settings).items()
        if role.staff and (column := getattr(columns, name))
        if role.staff == "always" or _is_staff(column)
    }
    for key, attribute in getattr(settings, "attributes", {}).items():
        if attribute.type == "category" and _is_staff(attribute.column):
            found[key] = attribute.column
    return found


def _is_staff(column: str) -> bool:
    return folded(column.replace("_", " ")) in _TITLES


def staff_waves(client: Client, wave: str) -> tuple[str, ...]:
    """Return the waves whose staff must be known to name that of a wave: it and those before.

    Parameters
    ----------
    client : Client
        The client.
    wave : str
        The wave; without staff in the client's files it needs no other.
    """
    sources = client.sources.given().values()
    if client.staff == "shown" or not any(map(staff_columns, sources)):
        return (wave,)
    waves = list(client.waves)
    return tuple(waves[: waves.index(wave) + 1])
