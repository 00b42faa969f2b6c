"""The two languages of the product: texts from gettext catalogs, numbers and dates from Babel.

The messages in the code are English; ``vi/*.po`` holds their Vietnamese. Which language is
active is a property of the running notebook or command: ``use_language`` sets it once.
"""

from analysis.languages.catalog import (
    LANGUAGES,
    _,
    active_language,
    language_in_use,
    plural,
    translatable,
    translate_text,
    use_language,
)

__all__ = [
    "LANGUAGES",
    "_",
    "active_language",
    "language_in_use",
    "plural",
    "translatable",
    "translate_text",
    "use_language",
]
