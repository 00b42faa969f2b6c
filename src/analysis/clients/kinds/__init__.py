"""The kinds of sources: each module of this folder declares one, by its own name.

`KINDS` is what lies here, in the order in which kinds say to stand.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from analysis.clients.kind import Kind


def _declared() -> Mapping[str, Kind]:
    found = {
        module.name: importlib.import_module(f"{__name__}.{module.name}").KIND
        for module in pkgutil.iter_modules(__path__)
    }
    return dict(sorted(found.items(), key=lambda item: (item[1].place, item[0])))


KINDS: Mapping[str, Kind] = _declared()
