"""Names of questions and attributes, in the form in which codes are made of them.

Codes part a question from its answer by ``/`` and ``=`` (see `analysis.sources.labels`); where a
name has one of these signs, the code has it as addresses on the web do: ``sex/x`` is ``sex%2Fx``.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from analysis.clients.text import ShortText

_SIGNS = {"=": "%3D", "/": "%2F", "%": "%25"}
_WRITTEN = {code: sign for sign, code in _SIGNS.items()}
# a percent sign by itself stays: names such as discount_% are their own codes
_IN_NAMES = re.compile(r"[=/]|%(?=3D|2F|25)")
_IN_CODES = re.compile("|".join(_WRITTEN))


def key_code(name: str) -> str:
    """Return a name as codes have it; no two names have the same.

    Parameters
    ----------
    name : str
        As the client file writes it.
    """
    return _IN_NAMES.sub(lambda found: _SIGNS[found[0]], name)


def written_key(code: str) -> str:
    """Return the name of which `key_code` made a code.

    Parameters
    ----------
    code : str
        The code of a question or attribute.
    """
    return _IN_CODES.sub(lambda found: _WRITTEN[found[0]], code)


KeyName = Annotated[ShortText, AfterValidator(key_code)]
