"""Print what studies answer, as typed values: run as a script, on whatever processor it is.

``typed_answers.py [--undrawn] STUDY CLIENT …``; with ``--undrawn`` charts are without drawings.
"""

from __future__ import annotations

import json
import re
import sys
from contextlib import nullcontext

from analysis import answers, open_study
from analysis.drawing.figure import nothing_drawn
from analysis.errors import AnalysisError


def typed(shown) -> object:
    """Return the typed part of what is shown; text where there is no other."""
    found = {kind: part for kind, part in shown.bundle.items() if kind.endswith("json")}
    if not found:
        return shown.bundle.get("text/plain")
    # a drawing's ids are made from every digit of what it clips; nobody sees them
    return json.loads(re.sub(r"-p[0-9a-f]{10}\b", "-p", json.dumps(found, default=str)))


def asked(client: str, study: str) -> object:
    """Return headline and values of one study of a client, or why it cannot be made."""
    try:
        said = answers(open_study(study, client=client, language="en"))
    except AnalysisError as error:
        return str(error)
    return {"headline": dict(said.headline), "shown": [[one.section, typed(one)] for one in said]}


if __name__ == "__main__":
    undrawn = sys.argv[1] == "--undrawn"
    study, *clients = sys.argv[1 + undrawn :]
    with nothing_drawn() if undrawn else nullcontext():
        found = {client: asked(client, study) for client in clients}
    print(json.dumps(found))
