"""The language messages are in: as asked, as the environment says, or the system's."""

from __future__ import annotations

import locale
import os

from analysis.languages.catalog import LANGUAGES

VARIABLE = "RESEARCH_LANGUAGE"


def message_language(asked: str | None = None) -> str:
    """Return the language of messages: as asked, as ``RESEARCH_LANGUAGE`` says, or the system's."""
    for candidate in (asked, os.environ.get(VARIABLE)):
        if candidate in LANGUAGES:
            return candidate
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    system = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return "vi" if system.lower().startswith(("vi", "vietnam")) else "en"
