"""Pack what a client may be given into one archive, and nothing else."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

from analysis.clients.loading import load_client
from analysis.clients.project import shown_path
from analysis.errors import ClientError, Problem, ReportError
from analysis.languages import messages
from analysis.pipeline import manifest, publish
from analysis.pipeline.manifest import HANDED_OVER, Manifest
from analysis.pipeline.plan import make_plan
from analysis.pipeline.published import read_manifest
from analysis.pipeline.run import reports_folder

_ = messages(__name__)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the archive tells no time: equal reports, equal bytes
_READABLE = 0o644 << 16


@dataclass(frozen=True)
class Delivery:
    """One wave's archive.

    Attributes
    ----------
    wave : str
        The wave.
    path : Path
        Where the archive was written.
    files : tuple of str
        What it holds, by their places in it.
    current : bool
        Whether all of it was made from the data and settings that are there now.
    """

    wave: str
    path: Path
    files: tuple[str, ...]
    current: bool


def deliver(
    client_id: str, *, wave: str = "", output: Path | None = None, force: bool = False
) -> Delivery:
    """Pack the published reports of a client's wave, as they were checked and published.

    Parameters
    ----------
    client_id : str
        Name of the client's folder.
    wave : str
        The wave; empty for the last one that is published.
    output : Path, optional
        Where to write; left out: ``reports/<client>/<client>-<wave>.zip``.
    force : bool
        Whether to overwrite ``output``.

    Raises
    ------
    ClientError
        If there is no such client or wave, or nothing of it is published.
    ReportError
        If a published file is not as it was published, or the archive cannot be written.
    """
    client, reports = load_client(client_id), reports_folder()
    make_plan(client, waves=(wave,) if wave else ())  # tells of a wave there is not
    with publish.client_lock(reports, client_id):
        publish.recover(reports, client_id)
        wave, published = _published(client_id, (wave,) if wave else tuple(client.waves))
        folder = reports / client_id / wave
        files = _files(folder, published)
        path = output or reports / client_id / f"{client_id}-{wave}.zip"
        if output and os.path.lexists(output) and not force:
            cure = _("Overwrite it by --force, or name another one by --output.")
            what = _("the file must not be there yet, got: one from before")
            raise ReportError(Problem(shown_path(output), what, cure))
        archive = _archive(f"{client_id}-{wave}", files)
        publish.write_whole(path, archive)
        digest = manifest.current_inputs(client, wave).digest
        current = all(entry.inputs == digest for entry in published.reports)
    return Delivery(wave, path, tuple(files), current)


def _published(client_id: str, waves: tuple[str, ...]) -> tuple[str, Manifest]:
    folder = reports_folder() / client_id
    for wave in reversed(waves):
        found = read_manifest(folder / wave)
        if found is not None and found.reports:
            return wave, found
    where = folder / waves[0] if len(waves) == 1 else folder
    what = _("there must be published reports, got: none")
    cure = _("Publish first: research run {name}", name=client_id)
    raise ClientError(Problem(shown_path(where), what, cure))


def _files(folder: Path, published: Manifest) -> dict[str, bytes]:
    """Return what is handed over, by its place in the archive; each as it was published."""
    found, altered = {}, []
    part = f"{HANDED_OVER}/"
    for entry in published.reports:
        for made in entry.files.values():
            if not made.path.startswith(part):
                continue
            if manifest.is_intact(folder, made):
                found[made.path.removeprefix(part)] = (folder / made.path).read_bytes()
            else:
                altered.append(made.path)
    if altered:
        # what goes out is what was checked: an edited file was not
        cure = _("Make it again: research run {name} --force", name=folder.parent.name)
        what = _("is not as it was published")
        raise ReportError(Problem(shown_path(folder / path), what, cure) for path in altered)
    return dict(sorted(found.items()))


def _archive(name: str, files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, content in files.items():
            part = zipfile.ZipInfo(f"{name}/{place}", _LONG_AGO)
            part.create_system, part.external_attr = 3, _READABLE  # the same on every system
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    return whole.getvalue()
