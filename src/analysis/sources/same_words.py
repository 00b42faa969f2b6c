"""What is called by the same words, told apart; and waves that call it by other codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from analysis.sources.labels import Labels, Text, of_pair, pair
from analysis.sources.survey import Survey

Frame = tuple[Iterable[str], Callable[[str], Text]]


def told_apart(frames: Iterable[Frame], labels: Labels) -> dict[str, Text]:
    """Return other texts for codes that are called as another one in the same frame.

    Two items may have the same words: the second one says where it comes from.

    Parameters
    ----------
    frames : iterable of (iterable of str, callable)
        The codes of each frame, and what stands before a code that is called as another.
    labels : Labels
        What codes are called.
    """
    found: dict[str, Text] = {}
    for codes, context in frames:
        taken: tuple[set[str], set[str]] = (set(), set())
        for code in codes:
            text = found.get(code) or labels.text(code)
            own = [
                f"{before}: {one}" if one in known else one
                for one, before, known in zip(pair(text), pair(context(code)), taken, strict=True)
            ]
            for one, known in zip(own, taken, strict=True):
                known.add(one)
            if tuple(own) != pair(text):
                found[code] = of_pair(*own)
    return found


def codes_of_other_wave(survey: Survey, other: Survey) -> dict[str, str]:
    """Return the codes by which another wave's survey knows what codes of this one stand for.

    Files of two waves may number items and answers differently: what is called the same is the
    same. What a code does not stand for in the other wave gets a code of its own.

    Parameters
    ----------
    survey, other : Survey
        Of this wave and of the other one.

    Returns
    -------
    dict
        Only codes that change.
    """
    found = {}
    for key, question in survey.questions.items():
        there = other.questions.get(key)
        if question.type not in ("single", "multiple") or there is None:
            continue
        texts = {code: pair(other.labels.text(code)) for code in there.items}
        known = {text: code for code, text in texts.items()}
        for code in question.items:
            text = pair(survey.labels.text(code))
            if texts.get(code) == text:
                continue
            if text in known:
                found[code] = known[text]
            elif code in texts:
                found[code] = f"{code}'"
    return found
