"""The two languages of the product: texts from gettext catalogs, numbers and dates from Babel.

The messages in the code are English; ``.po`` catalogs hold their Vietnamese, one for each context.
A module binds its messages to its context once: ``_ = messages(__name__)``. Which language is
active is a property of the running notebook or command: ``use_language`` sets it once.
"""

from analysis.languages.catalog import (
    LANGUAGES,
    active_language,
    language_in_use,
    messages,
    use_language,
)

__all__ = [
    "LANGUAGES",
    "active_language",
    "language_in_use",
    "messages",
    "use_language",
]
