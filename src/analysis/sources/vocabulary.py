"""Words of the data in the report's language, where the client file gives them in both."""

from __future__ import annotations

import pandas as pd

from analysis.clients.model import Client
from analysis.clients.text import written

# columns whose words a reader sees; names of brands and products, ids and quotes stay as they are
SPOKEN = (
    "kind",
    "audience",
    "channels",
    "strengths",
    "weaknesses",
    "origin",
    "channel",
    "category",
    "product",
    "team",
    "country",
)


def in_own_words(frame: pd.DataFrame, client: Client) -> pd.DataFrame:
    """Return a source's frame with the words of its data in the active language.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns by role.
    client : Client
        Its ``vocabulary`` holds words as the files write them; others stay as they are.
    """
    words = {raw: written(text) for raw, text in client.vocabulary.items()}
    spoken = [role for role in SPOKEN if role in frame] if words else []
    return frame.assign(
        **{role: frame[role].map(lambda value: words.get(value, value)) for role in spoken}
    )


def own_word(name: str, client: Client) -> str:
    """Return a word of the client file, such as a band's name, in the active language."""
    return written(client.vocabulary[name]) if name in client.vocabulary else name
