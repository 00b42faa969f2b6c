"""What reports and messages propose for the client file, ready to be pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

_PLAIN = re.compile(r"^[^\W\d_][\w \-–]*$")
_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def bands_line(bounds: Mapping[str, float]) -> str:
    """Return the line of revenue bands, for ``value``: ``bands: {Small: 0, Large: 500000}``.

    Parameters
    ----------
    bounds : mapping of str to float
        Band → its lower bound.
    """
    pairs = (f"{pasted_name(band)}: {_number(lower)}" for band, lower in bounds.items())
    return f"bands: {{{', '.join(pairs)}}}"


def rfm_line(bounds: Mapping[str, Iterable[float]]) -> str:
    """Return the line of RFM bounds, for ``value``: ``rfm: {recency: [7, 30], …}``.

    Parameters
    ----------
    bounds : mapping of str to iterable of float
        ``recency``, ``frequency``, ``monetary`` → ascending bounds.
    """
    lists = (
        f"{measure}: [{', '.join(_number(bound) for bound in values)}]"
        for measure, values in bounds.items()
    )
    return f"rfm: {{{', '.join(lists)}}}"


def pasted_name(text: str) -> str:
    """Return a name, in quotes where YAML would read it as something else.

    Parameters
    ----------
    text : str
        Such as a band's name, or a column's, which may be a whole question with commas.
    """
    plain = _PLAIN.match(text) and text.strip() == text and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"
