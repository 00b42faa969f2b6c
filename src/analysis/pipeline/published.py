"""What is published: manifests read back, each only if it is whole.

A manifest may be of another version, cut short or edited by hand. One that is not whole counts as
not published; it must not stop a run, and least of all another client's.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.languages import LANGUAGES
from analysis.pipeline.manifest import HANDED_OVER, INTERNAL, NAME, Entry, Inputs, Made, Manifest
from analysis.report.titles import TITLES


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a wave's folder; None where there is none that is whole."""
    path = folder / NAME
    try:
        # a pipe would be waited for, for ever
        return _manifest(json.loads(path.read_text("utf-8"))) if path.is_file() else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def published_waves(reports: Path) -> list[Manifest]:
    """Return the manifests of all published waves: clients in order, latest wave first."""
    found = [(one, folder) for folder in _folders(reports) if (one := _own(folder)) is not None]
    by_wave = sorted(found, key=lambda one: one[1].name, reverse=True)
    return [one[0] for one in sorted(by_wave, key=lambda one: one[1].parent.name)]


def broken_manifests(reports: Path) -> list[Path]:
    """Return the manifests that are there and count for nothing."""
    return [
        folder / NAME
        for folder in _folders(reports)
        if (folder / NAME).exists() and _own(folder) is None
    ]


def _folders(reports: Path) -> list[Path]:
    return sorted(reports.glob("[!.]*/[!.]*"))


def _own(folder: Path) -> Manifest | None:
    """Return a folder's manifest if it is of this client and wave, and no copy from elsewhere."""
    found = read_manifest(folder)
    named = found and (found.client["name"], found.wave["name"])
    return found if named == (folder.parent.name, folder.name) else None


def _manifest(values: Any) -> Manifest:
    found = Manifest(
        values["client"],
        values["wave"],
        {digest: Inputs(**inputs) for digest, inputs in values["inputs"].items()},
        [_entry(entry) for entry in values["reports"]],
        values["skipped"],
        values["latest"],
    )
    _check(isinstance(found.client["name"], str) and isinstance(found.wave["name"], str))
    _check(isinstance(found.client["synthetic"], bool) and isinstance(found.latest, str))
    _check_bilingual(found.client["title"], found.wave["label"])
    for inputs in found.inputs.values():
        _check_texts(inputs.files, inputs.versions)
        _check(isinstance(inputs.code, str) and isinstance(inputs.lock, str))
        _check(isinstance(inputs.seed, int) and isinstance(inputs.python, str))
    for one in found.skipped:
        _check(one["study"] in TITLES)
        _check_bilingual(one["reason"])
    return found


def _entry(values: dict[str, Any]) -> Entry:
    files = {kind: Made(**file) for kind, file in values["files"].items()}
    entry = Entry(**{**values, "files": files})
    _check(entry.study in TITLES and entry.language in LANGUAGES)
    _check(isinstance(entry.inputs, str) and isinstance(entry.notebook, str))
    _check_texts(entry.headline)
    for file in files.values():
        place = PurePosixPath(file.path)
        _check(place.parts[0] in (HANDED_OVER, INTERNAL) and ".." not in place.parts)
        _check(isinstance(file.sha256, str) and isinstance(file.bytes, int))
    return entry


def _check_texts(*found: Any) -> None:
    for texts in found:
        _check(all(isinstance(text, str) for text in texts.values()))


def _check_bilingual(*found: Any) -> None:
    for texts in found:
        _check(all(isinstance(texts[language], str) for language in LANGUAGES))


def _check(holds: bool) -> None:
    if not holds:
        raise ValueError("not a manifest of this version")
