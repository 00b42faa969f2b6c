"""Hold the catalogs against what is said: ``python -m analysis.languages.upkeep [--write]``."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
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
        What the catalogs must hold, in the order of what is said: with the texts there are; to be
        looked at, that of an edited message and what the same is called elsewhere; and none.
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
    wanted = {(message.context, message.text) for message in messages}
    known: dict[tuple[str, str], Entry] = {}
    unused: dict[str, Entry] = {}
    for path in catalog_paths(language, package):
        for entry in read_entries(path):
            key = (entry.context, entry.message)
            own = path == catalog_path(language, entry.context, package)
            if own and key in wanted and key not in known:
                known[key] = entry
            else:
                unused[f"{path.relative_to(package.parents[1])}:{entry.line}"] = entry
    texts = _Texts(known, unused)
    found = [(message, *texts.entry(message)) for message in messages]
    issues = [f"{m.place}: {kind} [{m.context}] {_short(m.text)}" for m, _e, kind in found if kind]
    issues += [
        f"{place}: unused [{entry.context}] {_short(entry.message)}"
        for place, entry in unused.items()
        if place not in texts.taken
    ]
    return Catalogs(language, tuple(entry for _m, entry, _k in found), tuple(issues))


class _Texts:
    """The texts there are, and which of those that nothing uses were taken for a message."""

    def __init__(self, known: dict[tuple[str, str], Entry], unused: dict[str, Entry]) -> None:
        self.known, self.unused = known, unused
        self.taken: set[str] = set()
        self._places = {entry.message: place for place, entry in unused.items() if entry.usable}
        self._elsewhere = {entry.message: entry for entry in known.values() if entry.usable}

    def entry(self, message: Message) -> tuple[Entry, str]:
        """Return a message's entry, and what is not as it must be with it."""
        found, kind = self._found(message)
        if not found or not found.text:
            return Entry(message.context, message.text, message.plural), "missing"
        if not kind and found.before == message.text:
            kind = f"new here, elsewhere {_short(found.text)!r}:"
        elif not kind and found.before:
            kind = f"changed, was {_short(found.before)!r} = {_short(found.text)!r}:"
        elif not kind and found.plural != message.plural:
            kind = f"changed its plural, was {found.plural!r}:"
        mine = replace(found, context=message.context, message=message.text, plural=message.plural)
        return mine, kind

    def _found(self, message: Message) -> tuple[Entry | None, str]:
        known = self.known.get((message.context, message.text))
        if known and known.text:
            return known, ""
        if place := self._places.get(message.text):
            self.taken.add(place)
            return self.unused[place], f"moved from {place}"
        if place := self._nearest(message):
            self.taken.add(place)
            old = self.unused[place]
            was = old.before or old.message
            return replace(old, before="" if was == message.text else was), ""
        if other := self._elsewhere.get(message.text):
            return replace(other, before=message.text, comments=()), ""
        return known, ""

    def _nearest(self, message: Message) -> str:
        """Return where the unused entry of the same context stands that was this message."""
        best, nearest = _NEAR, ""
        for place, entry in self.unused.items():
            if entry.context == message.context and entry.text and place not in self.taken:
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
