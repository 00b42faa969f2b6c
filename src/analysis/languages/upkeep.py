"""Hold the catalogs against what is said: ``python -m analysis.languages.upkeep [--write]``."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.languages.catalog import LANGUAGES, SOURCE_LANGUAGE
from analysis.languages.contexts import PACKAGE, catalog_path, catalog_paths
from analysis.languages.po_files import Entry, catalog_text, read_entries
from analysis.languages.said import NOTEBOOKS, Message, said

_NEAR = 0.6  # of difflib's ratio: the same sentence, edited
_SHOWN = 90  # letters of a message


@dataclass(frozen=True)
class Catalogs:
    """The catalogs of a language held against what is said.

    Attributes
    ----------
    language : str
        The language.
    entries : tuple of Entry
        What the catalogs must hold, in the order of what is said: with the texts there are, that
        of an edited message to be looked at, and without a text where none was there.
    issues : tuple of str
        What is not as it must be, a line each: the place, what is wrong, the message.
    """

    language: str
    entries: tuple[Entry, ...]
    issues: tuple[str, ...]


def catalogs(language: str, package: Path = PACKAGE, notebooks: Path = NOTEBOOKS) -> Catalogs:
    """Hold a language's catalogs against what is said.

    Parameters
    ----------
    language : str
        The language.
    package : Path
        The package's folder.
    notebooks : Path
        The notebooks' folder.
    """
    messages = said(package, notebooks)
    known: dict[tuple[str, str], Entry] = {}
    unused: list[tuple[str, Entry]] = []
    wanted = {(message.context, message.text) for message in messages}
    for path in catalog_paths(language, package):
        for entry in read_entries(path):
            key = (entry.context, entry.message)
            own = path == catalog_path(language, entry.context, package)
            if own and key in wanted and key not in known:
                known[key] = entry
            else:
                place = f"{path.relative_to(package.parents[1])}:{entry.line}"
                unused.append((place, entry))
    return _held(language, messages, known, unused)


def _held(
    language: str,
    messages: Sequence[Message],
    known: dict[tuple[str, str], Entry],
    unused: list[tuple[str, Entry]],
) -> Catalogs:
    entries, issues, taken = [], [], set()
    moved = {entry.message: place for place, entry in unused if entry.usable}
    by_place = dict(unused)
    for message in messages:
        found = known.get((message.context, message.text))
        new = Entry(message.context, message.text, message.plural)
        kind = ""
        if found is None and message.text in moved:
            place = moved[message.text]
            found, kind = by_place[place], f"moved from {place}"
            taken.add(place)
        elif found is None and (place := _nearest(message, unused, taken)):
            old = by_place[place]
            was = old.before or old.message
            found = replace(old, before="" if was == message.text else was)
            taken.add(place)
        if found is not None:
            new = replace(new, text=found.text, before=found.before, comments=found.comments)
        if not new.text:
            kind = "missing"
        elif new.before:
            kind = f"changed, was {new.before!r} = {new.text!r}:"
        elif found is not None and not kind and found.plural != message.plural:
            kind = f"changed its plural, was {found.plural!r}:"
        entries.append(new)
        if kind:
            issues.append(f"{message.place}: {kind} [{message.context}] {_short(message.text)}")
    left = [(place, entry) for place, entry in unused if place not in taken]
    issues += [f"{place}: unused [{e.context}] {_short(e.message)}" for place, e in left]
    return Catalogs(language, tuple(entries), tuple(issues))


def _nearest(message: Message, unused: Iterable[tuple[str, Entry]], taken: set[str]) -> str:
    """Return the place of the unused entry of the same context that was this message, or none."""
    best, nearest = _NEAR, ""
    for place, entry in unused:
        if entry.context == message.context and entry.text and place not in taken:
            matcher = difflib.SequenceMatcher(None, message.text, entry.message, autojunk=False)
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, nearest = ratio, place
    return nearest


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def write(held: Catalogs, package: Path = PACKAGE) -> None:
    """Write a language's catalogs as they must be; one that would be empty goes.

    Parameters
    ----------
    held : Catalogs
        What they must hold.
    package : Path
        The package's folder.
    """
    files: dict[Path, list[Entry]] = {}
    for entry in held.entries:
        files.setdefault(catalog_path(held.language, entry.context, package), []).append(entry)
    for path in catalog_paths(held.language, package):
        if path not in files:
            path.unlink()
    for path, entries in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(catalog_text(held.language, entries), "utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """List what is not in the catalogs as it must be; return 1 if anything is."""
    parser = argparse.ArgumentParser(prog="make messages", description=__doc__)
    parser.add_argument(
        "--write",
        action="store_true",
        help="add what is missing without text, mark what was edited, drop what nothing uses",
    )
    asked = parser.parse_args(arguments)
    found = 0
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE:
            held = catalogs(language)
            if asked.write:
                write(held)
                held = catalogs(language)
            sys.stdout.write("".join(f"{issue}\n" for issue in held.issues))
            found += len(held.issues)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
