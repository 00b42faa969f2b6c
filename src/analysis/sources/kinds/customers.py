"""Customers: their names, which are checked for doubles and never read into the typed frame."""

from __future__ import annotations

from analysis.clients.kinds.customers import Customers
from analysis.languages import messages
from analysis.sources.own_code import OwnCode, Roles
from analysis.sources.reading import Reading
from analysis.sources.text import tidy

_ = messages(__name__)


def _unread_names(reading: Reading) -> Roles:
    settings = reading.settings_as(Customers)
    name = settings.columns.name
    if name is None:
        return {}
    names = reading.text(name, ("columns", "name"), "name")
    for key, attribute in settings.attributes.items():
        if tidy(attribute.column) == tidy(name):
            place = (*reading.path, "attributes", key, "column")
            reading.inspection.refuse(
                reading.file.where(place),
                _("an attribute must not show the customers' names, got: {column}", column=name),
                _("Remove it: no personal data in a client report."),
            )
    if names is not None and (doubled := names.dropna().duplicated().sum()):
        reading.inspection.note(
            reading.table.where(tidy(name)),
            _("{n} names stand in more than one row.", n=int(doubled)),
        )
    return {}


OWN = OwnCode(more=_unread_names)
