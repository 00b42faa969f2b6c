"""What may be handed over stands in `client/`, all else in `internal/`; `deliver` packs one."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from command_line import research

ROOT = Path(__file__).parents[2]
CLIENT = """\
name: Quán Thử
kind: b2c
languages: [vi]
own_brand: Quán Thử
synthetic: true
waves:
  w1: {}
  w2: {}
sources:
  competitors:
    file: competitors.csv
    columns: {name: name}
"""


def files_below(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A client of two waves; the first is published, over what version 0.2.0 had left there."""
    root = tmp_path_factory.mktemp("audiences")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    for wave in ("w1", "w2"):
        folder = root / "data" / "quan" / wave
        folder.mkdir(parents=True)
        (folder / "competitors.csv").write_text("name\nQuán Thử\nQuán Bạn\nQuán Xa\n", "utf-8")
    (root / "data" / "quan" / "client.yml").write_text(CLIENT, "utf-8")
    before = root / "reports" / "quan" / "w1" / "vi"
    before.mkdir(parents=True)
    (before / "competitor_analysis.ipynb").write_text("{}", "utf-8")
    (before.parent / "manifest.json").write_text("{}", "utf-8")
    made = research(root, "run", "quan", "--wave", "w1")
    assert made.code == 0, made.err
    return root


def test_a_wave_has_one_folder_to_hand_over_and_one_to_keep(project: Path) -> None:
    assert files_below(project / "reports" / "quan" / "w1") == {
        "client/vi/competitor_analysis.html",
        "client/vi/competitor_analysis.pdf",
        "internal/vi/competitor_analysis.ipynb",
        "internal/manifest.json",
    }
    assert not (project / "reports" / "quan" / "w1" / "vi").exists()


def test_delivery_holds_what_is_for_the_client_and_is_the_same_each_time(project: Path) -> None:
    told = research(project, "deliver", "quan")
    assert told.code == 0, told.err
    path = project / "reports" / "quan" / "quan-w1.zip"
    assert told.out.splitlines()[-1] == f"Written: {path}"
    first = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
        dates = {part.date_time for part in archive.infolist()}
    folder = project / "reports" / "quan" / "w1" / "client"
    assert packed == {f"quan-w1/{p}": (folder / p).read_bytes() for p in files_below(folder)}
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert research(project, "deliver", "quan", "--wave", "w1").code == 0
    assert path.read_bytes() == first


def test_delivery_goes_where_it_is_asked_to_and_overwrites_only_by_force(
    project: Path, tmp_path: Path
) -> None:
    output = tmp_path / "giao.zip"
    output.write_text("mine", "utf-8")
    refused = research(project, "deliver", "quan", "--output", str(output))
    assert refused.code == 1 and "giao.zip: " in refused.err
    assert output.read_text("utf-8") == "mine"
    assert research(project, "deliver", "quan", "--output", str(output), "--force").code == 0
    assert zipfile.is_zipfile(output)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("quan", "--wave", "w2"), "reports/quan/w2: there must be published reports, got: none"),
        (("quan", "--wave", "w9"), "the wave must be one there is, got: w9"),
        (("quann",), "quann"),
    ],
)
def test_what_cannot_be_delivered_is_told_in_a_line(
    project: Path, arguments: tuple[str, ...], told: str
) -> None:
    refused = research(project, "deliver", *arguments)
    assert refused.code == 1
    assert told in refused.err and "Traceback" not in refused.err
    assert len(refused.err.splitlines()) == 1


def test_what_was_not_checked_is_not_delivered(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy)
    page = copy / "reports" / "quan" / "w1" / "client" / "vi" / "competitor_analysis.html"
    page.write_text(page.read_text("utf-8") + "<!-- 0912 345 678 -->", "utf-8")
    output = tmp_path / "giao.zip"
    refused = research(copy, "deliver", "quan", "--output", str(output))
    assert refused.code == 1 and not output.exists()
    assert refused.err.startswith(
        "reports/quan/w1/client/vi/competitor_analysis.html: is not as it was published"
    )
    # a stray file is no part of what was published
    page.with_name("notes.txt").write_text("for us only", "utf-8")
    assert research(copy, "run", "quan", "--wave", "w1").code == 0
    assert research(copy, "deliver", "quan", "--output", str(output)).code == 0
    with zipfile.ZipFile(output) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".txt")]


def test_old_reports_may_be_delivered_and_are_called_old(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy)
    data = copy / "data" / "quan" / "w1" / "competitors.csv"
    data.write_text(data.read_text("utf-8") + "Quán Mới\n", "utf-8")
    told = research(copy, "deliver", "quan")
    assert told.code == 0
    assert "Made from earlier data or settings." in told.out
