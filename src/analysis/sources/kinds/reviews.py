"""Reviews: ratings lie on the scale that the client file gives."""

from __future__ import annotations

from analysis.clients.kinds.reviews import Reviews
from analysis.languages import messages
from analysis.sources.own_code import OwnCode, Roles
from analysis.sources.reading import Reading, dotted

_ = messages(__name__)


def _check(reading: Reading, roles: Roles) -> None:
    if "rating" not in roles:
        return
    low, high = reading.settings_as(Reviews).scale
    reading.refuse_rows(
        reading.columns["rating"],
        (roles["rating"] < low) | (roles["rating"] > high),
        _("ratings must lie between {low} and {high}", low=f"{low:g}", high=f"{high:g}"),
        _("Correct the cells, or {key} in client.yml.", key=dotted((*reading.path, "scale"))),
    )


OWN = OwnCode(check=_check)
