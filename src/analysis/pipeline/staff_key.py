"""Who stands behind the codes of staff: a table for the agency's own use, beside the manifest."""

from __future__ import annotations

import csv
import io

from analysis.clients.model import Client
from analysis.languages.catalog import language_in_use
from analysis.pipeline.manifest import INTERNAL

NAME = f"{INTERNAL}/staff.csv"
_ACTS_IN_SHEETS = ("=", "+", "-", "@")


def staff_key(client: Client, wave: str) -> bytes | None:
    """Return the table of staff as CSV: name in the files, name shown in each language.

    Parameters
    ----------
    client : Client
        The client.
    wave : str
        The wave.

    Returns
    -------
    bytes or None
        None where reports show the names themselves, or nobody.
    """
    from analysis.sources.labels import Labels
    from analysis.sources.staff import staff_codes

    if client.staff == "shown":
        return None
    codes, texts = staff_codes(client, wave)
    shown = {}
    for language in client.languages:
        with language_in_use(language):
            shown[language] = {one: Labels(texts).label(code) for one, code in codes.items()}
    people = list(codes)
    if not people:
        return None
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["name", *shown])
    for person in people:
        written = f"'{person}" if person.startswith(_ACTS_IN_SHEETS) else person
        table.writerow([written, *(names[person] for names in shown.values())])
    return text.getvalue().encode("utf-8-sig")
