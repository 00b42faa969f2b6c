"""One client's fault, one broken folder, one change at the wrong time: the others are made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import research
from tiny_project import CLIENT, ROWS, STUDY, make_project, page, write_notebook

RUN = ("--format", "html")
FAULT = """\
import os, pathlib
if client == "fails":
    raise KeyError("brand")
if client == "dies":
    os._exit(1)
if client == "changes":
    more = "".join(f"Other {n}\\n" for n in range(20))
    pathlib.Path("../data/changes/w1/competitors.csv").write_text("name\\n" + more)
if client == "vanishes":
    pathlib.Path("../data/vanishes/w1/notes.txt").unlink()
if client == "edits":
    with open("../data/edits/client.yml", "a") as file:
        file.write("seed: 5\\n")"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory):
    """A run over everything that can be wrong with a client, and one that is right."""
    root = tmp_path_factory.mktemp("faulty")
    names = ("changes", "damaged", "dies", "edits", "fails", "good", "invalid", "vanishes", "vague")
    make_project(root, *names, code=FAULT)
    (root / "data" / "damaged" / "w1" / "competitors.csv").write_bytes(b"")
    (root / "data" / "invalid" / "client.yml").write_text(CLIENT + "curency: VND\n", "utf-8")
    (root / "data" / "vague" / "client.yml").write_bytes(b"\x00\xff")
    (root / "data" / "vanishes" / "w1" / "notes.txt").write_text("x", "utf-8")
    (root / "data" / "empty").mkdir()
    (root / "data" / "stray.txt").write_text("x", "utf-8")
    (root / "data" / "linked").symlink_to(root / "data" / "good")
    reports = root / "reports"
    for client, content in BROKEN.items():
        path = reports / client / "w1" / "internal" / "manifest.json"
        path.parent.mkdir(parents=True)
        path.write_text(content, "utf-8")
    (reports / "a file").write_text("x", "utf-8")
    (reports / ".staging").mkdir()
    (reports / ".staging" / "good").write_text("no folder", "utf-8")
    (reports / "foreign" / "folder").mkdir(parents=True)
    return root, research(root, "run", "--all", *RUN)


WHOLE = {
    "client": {"name": "odd", "synthetic": False, "title": {"vi": "a", "en": "a"}},
    "wave": {"name": "w1", "label": {"vi": "a", "en": "a"}},
    "inputs": {}, "reports": [], "skipped": [], "latest": "",
}  # fmt: skip
BROKEN = {
    "garbage": "\x00{",
    "deep": "[" * 100_000,
    "list": "[]",
    "title": json.dumps(WHOLE | {"client": WHOLE["client"] | {"name": "title", "title": "x"}}),
    "entry": json.dumps(WHOLE | {"reports": [{"study": 1}]}),
    "skipped": json.dumps(WHOLE | {"skipped": [{"study": "personas", "reason": 5}]}),
    "elsewhere": json.dumps(WHOLE),
}


def test_the_good_client_is_made_and_the_others_are_listed(ran) -> None:
    root, said = ran
    assert said.code == 1 and "Traceback" not in said.all, said
    assert "good · w1: published" in said.out
    assert page(root, "good").is_file() and (root / "reports" / "index.html").is_file()
    told = said.err[said.err.index("changes: failed") :].splitlines()
    failed = [line.removesuffix(": failed") for line in told if line.endswith(": failed")]
    assert failed == [
        "changes", "damaged", "dies", "edits", "fails", "invalid", "linked", "vague", "vanishes",
    ]  # fmt: skip
    assert not [client for client in failed if page(root, client).exists()]
    assert any(line.startswith("data/damaged/w1/competitors.csv: ") for line in told)
    assert any("data/invalid/client.yml, line 8: " in line for line in told)
    assert any("(fails, w1, en): must run, got: KeyError" in line for line in told)
    assert any("(dies, w1, en): the kernel must stay alive" in line for line in told)


def test_what_changed_during_the_run_is_not_published(ran) -> None:
    _root, said = ran
    for file in (
        "data/changes/w1/competitors.csv", "data/edits/client.yml", "data/vanishes/w1/notes.txt"
    ):  # fmt: skip
        told = [line for line in said.err.splitlines() if line.startswith(f"{file}: ")]
        assert len(told) == 1, (file, said.err)
        assert "must stay as it is while reports are made" in told[0]


def test_broken_manifests_of_others_are_told_once_and_stop_nobody(ran) -> None:
    root, said = ran
    told = [line for line in said.err.splitlines() if "is no manifest of this version" in line]
    assert sorted(line.split("/")[1] for line in told) == sorted(BROKEN)
    listed = research(root, "list")
    assert listed.code == 0 and "Traceback" not in listed.all
    assert "good · Tiny · B2C · w1: 1 report" in listed.out
    assert "invalid: its client file is wrong" in listed.out
    assert research(root, "list", language="vi").err.count("không phải manifest") == len(BROKEN)


def test_the_next_run_makes_what_changed_and_keeps_what_is_good(ran) -> None:
    root, _said = ran
    good = page(root, "good").read_bytes()
    again = research(root, "run", "changes", *RUN)
    assert again.code == 0 and "changes · w1: published" in again.out, again
    assert json.loads(
        (root / "reports/changes/w1/internal/manifest.json").read_text("utf-8")
    )["reports"][0]["headline"] == {"rows": "20"}  # fmt: skip
    assert "changes · w1: up to date" in research(root, "run", "changes", *RUN).out
    (root / "data" / "changes" / "w1" / "competitors.csv").write_text(ROWS, "utf-8")
    before = page(root, "changes").read_bytes()
    refused = research(root, "run", "changes", *RUN)
    assert refused.code == 1 and page(root, "changes").read_bytes() == before
    assert page(root, "good").read_bytes() == good


@pytest.mark.parametrize(
    ("file", "more"),
    [
        ("data/good/w1/competitors.csv", "Brand 12\n"),
        ("data/good/client.yml", "seed: 5\n"),
        (f"notebooks/{STUDY}.ipynb", " "),
    ],
    ids=["data", "client file", "notebook"],
)
def test_what_a_report_is_made_of_may_not_change_meanwhile(
    tmp_path: Path, file: str, more: str
) -> None:
    root = make_project(tmp_path, "good", code=f"open('../{file}', 'a').write({more!r})")
    said = research(root, "run", "good", *RUN)
    assert said.code == 1 and not page(root, "good").exists(), said
    (line,) = [line for line in said.err.splitlines() if "must stay as it is" in line]
    assert line.startswith(f"{file}: "), line


@pytest.mark.parametrize("name", ["title", "skipped"])
def test_a_broken_manifest_of_another_client_stops_no_run(tmp_path: Path, name: str) -> None:
    root = make_project(tmp_path, "good")
    manifest = root / "reports" / "another" / "w1" / "internal" / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(BROKEN[name], "utf-8")
    said = research(root, "run", "good", *RUN)
    assert said.code == 0 and page(root, "good").is_file(), said
    assert (root / "reports" / "index.html").is_file()


@pytest.mark.parametrize("fault", ["client file", "data", "notebook"])
def test_a_fault_of_one_client_leaves_the_other_its_report(tmp_path: Path, fault: str) -> None:
    root = make_project(tmp_path, "fails" if fault == "notebook" else "bad", "good", code=FAULT)
    if fault == "client file":
        (root / "data" / "bad" / "client.yml").write_text(CLIENT + "curency: VND\n", "utf-8")
    if fault == "data":
        (root / "data" / "bad" / "w1" / "competitors.csv").write_bytes(b"")
    said = research(root, "run", "--all", *RUN)
    assert said.code == 1 and page(root, "good").is_file(), said
    told = "fails: failed" if fault == "notebook" else "bad: failed"
    assert told in said.err.splitlines() and "good: failed" not in said.err, said


def test_own_broken_manifest_means_not_published(tmp_path: Path) -> None:
    root = make_project(tmp_path, "good")
    manifest = root / "reports" / "good" / "w1" / "internal" / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(BROKEN["entry"], "utf-8")
    for command in ("verify", "deliver"):
        said = research(root, command, "good")
        assert said.code == 1 and "Traceback" not in said.all, said
        assert len(said.err.splitlines()) == 1, said
    assert research(root, "show", "good").out.startswith(f"good · w1 · {STUDY} · en: to be made")
    assert research(root, "run", "good", *RUN).code == 0
    assert research(root, "list").err == ""


def test_a_place_for_reports_that_is_none_is_named(tmp_path: Path) -> None:
    root = make_project(tmp_path, "good")
    (root / "reports").write_text("x", "utf-8")
    for command in ("run", "verify", "deliver"):
        said = research(root, command, "good")
        assert said.code == 1 and "Traceback" not in said.all, said
        assert len(said.err.splitlines()) == 1 and said.err.startswith("reports"), said
    assert research(root, "list").code == 0
    (root / "reports").unlink()
    for name in (".staging", ".locks"):
        (root / "reports").mkdir()
        (root / "reports" / name).write_text("x", "utf-8")
        said = research(root, "run", "good", *RUN)
        assert said.code == 1 and said.err.startswith(f"reports/{name}"), said
        assert len(said.err.splitlines()) == 1, said
        shutil.rmtree(root / "reports")


def test_a_broken_notebook_is_named(tmp_path: Path) -> None:
    root = make_project(tmp_path, "good")
    path = root / "notebooks" / f"{STUDY}.ipynb"
    for content in (b"", b"[]", b"{}", b"\xff\x00", b'{"cells": 5, "nbformat": 4}', b"[" * 99999):
        path.write_bytes(content)
        said = research(root, "run", "good", *RUN)
        assert said.code == 1 and "Traceback" not in said.all, (content[:9], said)
        assert f"notebooks/{STUDY}.ipynb" in said.err.splitlines()[-1], (content[:9], said)
    write_notebook(root, "pass")
    path.unlink()
    assert f"notebooks/{STUDY}.ipynb" in research(root, "run", "good").err


def test_a_study_that_a_client_cannot_have_is_no_failure_where_all_are_asked(
    tmp_path: Path,
) -> None:
    make_project(tmp_path, "one", "two")
    said = research(tmp_path, "run", "--all", "--study", "market_research", *RUN)
    assert said.code == 0 and not said.err, said
    assert [line.split(" · ")[0] for line in said.out.splitlines()] == ["one", "two"]
    assert said.out.count("market_research: Needs a survey") == 2
    named = research(tmp_path, "run", "one", "--study", "market_research", *RUN)
    assert named.code == 1 and "is not possible" in named.err
