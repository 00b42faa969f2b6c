"""Words of the data that the client file gives in both languages."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.clients.model import Client
from analysis.sources.labels import Text, pair


def word_codes(frame: pd.DataFrame, client: Client, roles: Iterable[str]) -> pd.DataFrame:
    """Return a source's frame with one word for what the client file calls the same.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns by role.
    client : Client
        Its ``vocabulary`` says what words are called, as the files write them; what is called
        the same in both languages has the word that is listed first. A word that is the name of
        a question or attribute too begins with ``=``.
    roles : iterable of str
        Columns whose words a reader sees in both languages.
    """
    return frame.assign(**{role: _with_codes(frame[role], client) for role in roles})


def _with_codes(words: pd.Series, client: Client) -> pd.Series:
    codes = {word: word_code(word, client) for word in words.dropna().unique().tolist()}
    if all(word == code for word, code in codes.items()):
        return words
    return words.map(lambda word: codes.get(word, word))


def word_code(word: object, client: Client) -> object:
    """Return the code of a word: the first one of the client file that is called the same.

    Parameters
    ----------
    word : object
        As the files write it; what is missing stays so.
    client : Client
        Its ``vocabulary``.
    """
    if not isinstance(word, str):
        return word
    called = pair(client.vocabulary.get(word, word))
    same = (raw for raw, text in client.vocabulary.items() if pair(text) == called)
    first = next(same, word)
    return f"={first}" if first in _keys(client) else first


def _keys(client: Client) -> dict[str, None]:
    """Return the names of all questions and attributes: a channel may be called as one of them."""
    given = client.sources.given().values()
    parts = (getattr(one, part, {}) for one in given for part in ("questions", "attributes"))
    return {key: None for part in parts for key in part}


def word_texts(client: Client) -> dict[str, Text]:
    """Return what the words of a client's files are called.

    Parameters
    ----------
    client : Client
        Its ``vocabulary``.
    """
    keys = {f"={key}": client.vocabulary.get(key, key) for key in _keys(client)}
    return {**keys, **client.vocabulary}
