"""Raw files of the example clients: public data sets, linked from a local copy or downloaded."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from analysis.clients.names import suggestion
from analysis.clients.project import EXAMPLES, project_root, shown_path
from analysis.errors import DataError, Problem
from analysis.languages import _


@dataclass(frozen=True)
class PublicFile:
    """One public raw file.

    Attributes
    ----------
    name : str
        Its name in the wave's folder.
    repository, commit, path : str
        Where it was published on GitHub.
    sha256 : str
        Of the file as the client file expects it.
    without : tuple of str
        Columns left out of it after download: personal data nobody needs.
    """

    name: str
    repository: str
    commit: str
    path: str
    sha256: str
    without: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Return the address the file can be downloaded from."""
        path = quote(self.path)
        return f"https://raw.githubusercontent.com/{self.repository}/{self.commit}/{path}"


@dataclass(frozen=True)
class Example:
    """The files of one example client, and the wave they belong to."""

    wave: str
    files: tuple[PublicFile, ...]


EXAMPLE_DATA: dict[str, Example] = {
    "b2b_crm": Example(
        "2017",
        (
            PublicFile(
                "accounts.csv",
                "kisaraF/CRM-Sales_Analysis",
                "b3502afabfed",
                "accounts.csv",
                "7afe89404278290bc774d8d3f50f16abdc58ccfc6c4288bff23b74fc451abfef",
            ),
            PublicFile(
                "sales_pipeline.csv",
                "kisaraF/CRM-Sales_Analysis",
                "b3502afabfed",
                "sales_pipeline.csv",
                "4362896c67b62eb2b783f7b91fdf03492b1d5a92b48fd1b5d536a5bfa5640276",
            ),
            PublicFile(
                "Lead Scoring.csv",
                "aaryapise/edai",
                "dea19604fe04",
                "Lead Scoring.csv",
                "e4f650c2a7245f1680e15358edbae3b87336f15c444c3cccdc876320830a19f6",
            ),
        ),
    ),
    "burger_tracking": Example(
        "2017-12",
        (
            PublicFile(
                "Burger_Brand_Tracking_Dec_2017.sav",
                "Displayr/flipExampleData",
                "e9abd49971bf",
                "inst/extdata/Burger_Brand_Tracking_Dec_2017.sav",
                "5183126cc43305b38ba387b64b38e5200818a135d0e9842980e8c45b64973482",
            ),
        ),
    ),
    "marketing_campaign": Example(
        "2014-06",
        (
            PublicFile(
                "marketing_campaign.csv",
                "amankharwal/Website-data",
                "6c3f3ebde421",
                "marketing_campaign.csv",
                "65748db64967d5938799e3785c6722f373c30953db594293de9e437838826743",
            ),
        ),
    ),
    "online_retail": Example(
        "2011-12",
        (
            PublicFile(
                "online_retail_II_subset.xlsx",
                "Sammy-E/Science-des-Donn-es",
                "fcb81dcbf861",
                "online_retail_II.xlsx",
                "8189d905882d365b991e0befc295893eac91f2d437b48986edea1bf236b22a5f",
            ),
        ),
    ),
    "tiki": Example(
        "2021",
        (
            PublicFile(
                "tiki_products.csv",
                "benlehuyvy176/TIKI-WEB-SCRAPING",
                "945f5d24f799",
                "tiki_products.csv",
                "ae8ed0fce1e1a15ac5ea12159f1b486e194b80a7e772874b752f747a32f83c83",
            ),
            PublicFile(
                "tiki_reviews.csv",
                "Aiko75/1.1-CNDPT",
                "6726209a3431",
                "buoc-1/tiki_reviews_final.csv",
                "a496d9c49303efead193d857481d6e714b2405efdc62c0095543d203d343f5ce",
                without=("customer_name",),
            ),
        ),
    ),
}


def fetch_example(name: str, from_folder: Path | None = None) -> list[Path]:
    """Put an example client's raw files into its wave's folder.

    Parameters
    ----------
    name : str
        The example: a key of ``EXAMPLE_DATA``.
    from_folder : Path, optional
        A folder that holds copies of the files, at any depth: they are linked (copied where the
        system has no links). Without it they are downloaded from their public addresses.

    Returns
    -------
    list of Path
        The files, each checked by its SHA-256.

    Raises
    ------
    DataError
        For an unknown example, and files that are absent, cannot be downloaded, or are others.
    """
    if name not in EXAMPLE_DATA:
        raise DataError(
            Problem(
                f"data/{EXAMPLES}/{name}",
                _("the example must be one of those there are, got: {name}", name=repr(name)),
                suggestion(name, EXAMPLE_DATA),
            )
        )
    example = EXAMPLE_DATA[name]
    folder = project_root() / "data" / EXAMPLES / name / example.wave
    folder.mkdir(parents=True, exist_ok=True)
    problems: list[Problem] = []
    paths = []
    for file in example.files:
        path = folder / file.name
        paths.append(path)
        if path.is_file() and _sha256(path) == file.sha256:
            continue
        try:
            if from_folder is not None:
                _link(_local_copy(file, from_folder), path)
            else:
                _download(file, path)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return paths


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _local_copy(file: PublicFile, folder: Path) -> Path:
    """Return the first file of this name, below a folder, that is the one meant."""
    found = list(_named(folder, file.name))
    for path in found:
        if _sha256(path) == file.sha256:
            return path
    if found:
        what = _("{name} must be the file published, got: another SHA-256", name=file.name)
        raise DataError(Problem(str(found[0]), what, _("Take an unchanged copy.")))
    what = _("the folder must hold {name}, got: no such file", name=file.name)
    raise DataError(Problem(str(folder), what, _("Name another folder, or leave out --from.")))


def _named(folder: Path, name: str) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.name == name and path.is_file())


def _link(source: Path, path: Path) -> None:
    path.unlink(missing_ok=True)
    try:
        path.symlink_to(source.resolve())
    except OSError:  # Windows without the right to make links
        shutil.copyfile(source, path)


def _download(file: PublicFile, path: Path) -> None:
    import pooch

    path.unlink(missing_ok=True)
    expected = None if file.without else f"sha256:{file.sha256}"
    try:
        pooch.retrieve(
            file.address,
            known_hash=expected,
            fname=path.name,
            path=path.parent,
            downloader=pooch.HTTPDownloader(timeout=60),
        )
    except (OSError, ValueError) as error:  # requests' errors are OSErrors
        what = _(
            "{name} must be downloadable from {address}, got: {error}",
            name=file.name,
            address=file.address,
            error=type(error).__name__,
        )
        cure = _("Download it by hand and use --from FOLDER.")
        raise DataError(Problem(shown_path(path), what, cure)) from None
    if file.without:
        _leave_out(file, path)


def _leave_out(file: PublicFile, path: Path) -> None:
    """Drop personal columns from a downloaded file, then check that it is the one expected."""
    frame = pd.read_csv(path, dtype="str", encoding="utf-8-sig", keep_default_na=False)
    kept = frame.drop(columns=list(file.without), errors="ignore")
    kept.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    if _sha256(path) != file.sha256:
        path.unlink()
        what = _("{name} must be the file published, got: another SHA-256", name=file.name)
        cure = _("Download it by hand and use --from FOLDER.")
        raise DataError(Problem(shown_path(path), what, cure))
