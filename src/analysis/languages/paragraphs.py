"""Markdown block by block: one changed paragraph does not cost its neighbours their translation."""

from __future__ import annotations

import re
from functools import cache

from analysis.languages.catalog import SOURCE_LANGUAGE, active_language, texts_of
from analysis.languages.contexts import catalog_paths, notebook_context

_BLANK = re.compile(r"[ \t]*(?:\n|$)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|\$\$)")


def parts(source: str) -> list[str]:
    """Return a Markdown text in parts, which joined are the text.

    A heading, a paragraph, a list, a table and what stands between fences are a part each, and
    so are the blank lines between them.
    """
    found: list[str] = []
    kind, fence = "", ""
    for line in source.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            now = "fence"
            fence = "" if line.lstrip().startswith(fence) else fence
        elif mark and (mark[1] != "$$" or line.count("$$") == 1):
            now, fence = "fence", mark[1]
        elif _BLANK.fullmatch(line):
            now = "blank"
        else:
            now = "heading" if _HEADING.match(line) else "text"
        if now == kind != "heading":
            found[-1] += line
        else:
            found.append(line)
        kind = now
    return found


def paragraphs(source: str) -> list[str]:
    """Return the parts of a Markdown text that say something, without the space around them."""
    return [part.strip() for part in parts(source) if part.strip()]


def translated(source: str, study: str) -> str:
    """Return a notebook's Markdown in the active language.

    Parameters
    ----------
    source : str
        The Markdown; paragraphs that no catalog has, an analyst's own, stay as they are written.
    study : str
        The notebook's study; paragraphs that come from another study's notebook are known too.
    """
    language = active_language()
    if language == SOURCE_LANGUAGE:
        return source
    own, others = texts_of(language, notebook_context(study)), _texts_of_notebooks(language)
    return "".join(_replaced(part, own.get(part.strip()) or others.get(part.strip()))
                   for part in parts(source))  # fmt: skip


def _replaced(part: str, text: str | None) -> str:
    return part.replace(part.strip(), text) if text else part


@cache
def _texts_of_notebooks(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in catalog_paths(language):
        if path.parent.name == "notebooks":
            found = {**texts_of(language, notebook_context(path.stem)), **found}
    return found
