"""The command lists what is missing, unused and changed in the catalogs, and writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.languages import upkeep
from analysis.languages.po_files import Entry, catalog_text, read_entries
from analysis.languages.said import said
from analysis.languages.upkeep import Catalogs, catalogs, write

MODULE = """
from analysis.languages import messages

_ = messages(__name__)
NAMES = {"a": _.later("First"), "b": "not said"}


def text(n):
    for _unused in NAMES:
        print("not said either")
    return _("A sentence about {n}.", n=n) + _.plural(
        "{n} person", "{n} people", n) + _(
        "Two literals "
        "are one message.") + _(NAMES["a"]) + _("A sentence about {n}.", n=n)
"""


class Project:
    """A package of one table and one notebook."""

    def __init__(self, root: Path) -> None:
        self.package, self.notebooks = root / "src" / "analysis", root / "notebooks"
        self.module = self.package / "things.py"
        self.catalog = self.package / "languages" / "vi" / "things.po"
        self.module.parent.mkdir(parents=True)
        self.catalog.parent.mkdir(parents=True)
        self.notebooks.mkdir()
        self.module.write_text(MODULE)
        cells = [{"cell_type": "markdown", "source": ["## A question\n", "\n", "A paragraph."]}]
        (self.notebooks / "one.ipynb").write_text(json.dumps({"cells": cells}))

    def held(self) -> Catalogs:
        return catalogs("vi", self.package, self.notebooks)

    def write(self) -> None:
        write(self.held(), self.package)

    def fill(self) -> None:
        """Write some text into every entry that has none."""
        self.write()
        for path in (self.package / "languages").rglob("*.po"):
            filled = [Entry(e.context, e.message, e.plural, e.text or f"vi {e.message}")
                      for e in read_entries(path)]  # fmt: skip
            path.write_text(catalog_text("vi", filled))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_messages_are_read_from_the_syntax_tree(project) -> None:
    found = said(project.package, project.notebooks)
    assert [(m.context, m.text, m.plural) for m in found] == [
        ("things", "First", ""),
        ("things", "A sentence about {n}.", ""),
        ("things", "{n} person", "{n} people"),
        ("things", "Two literals are one message.", ""),
        ("notebooks/one", "## A question", ""),
        ("notebooks/one", "A paragraph.", ""),
    ]
    assert [m.place for m in found][:2] == [
        "src/analysis/things.py:5",
        "src/analysis/things.py:11",
    ]
    assert found[-1].place == "notebooks/one.ipynb, cell 1"


def test_what_is_missing_is_listed_until_it_is_filled_in(project) -> None:
    before = project.held()
    assert len(before.issues) == 6 and all(": missing [" in issue for issue in before.issues)
    project.write()
    assert project.held().issues == before.issues, "an entry without text is still missing"
    project.fill()
    assert project.held().issues == ()
    assert (project.package / "languages/vi/notebooks/one.po").is_file()


def test_an_edited_message_keeps_its_old_text_to_be_looked_at(project) -> None:
    project.fill()
    project.module.write_text(MODULE.replace("A sentence about", "One sentence about"))
    (issue,) = project.held().issues
    assert issue.startswith(
        "src/analysis/things.py:11: changed, was 'A sentence about {n}.'"
    )
    assert "'vi A sentence about {n}.'" in issue
    project.write()
    assert project.held().issues == (issue,), "until somebody has looked at it"
    text = project.catalog.read_text()
    assert '#, fuzzy\n#| msgid "A sentence about {n}."\nmsgctxt "things"\n' in text
    project.catalog.write_text(text.replace('#, fuzzy\n#| msgid "A sentence about {n}."\n', ""))
    assert project.held().issues == ()


def test_an_edit_taken_back_needs_no_look(project) -> None:
    project.fill()
    project.module.write_text(MODULE.replace("A sentence about", "One sentence about"))
    project.write()
    project.module.write_text(MODULE)
    project.write()
    assert project.held().issues == ()


def test_what_nothing_uses_is_listed_with_its_line_and_dropped(project) -> None:
    project.fill()
    project.module.write_text(MODULE.replace('_.later("First")', '"First"'))
    (issue,) = project.held().issues
    assert issue == "src/analysis/languages/vi/things.po:10: unused [things] First"
    project.write()
    assert project.held().issues == ()
    project.module.unlink()
    project.write()
    assert not project.catalog.exists()


def test_a_message_of_a_moved_module_takes_its_text_along(project) -> None:
    project.fill()
    project.module.rename(project.module.with_name("other.py"))
    assert all("moved from src/analysis/languages/vi/things.po" in i for i in project.held().issues)
    project.write()
    assert project.held().issues == () and not project.catalog.exists()


def test_what_is_said_elsewhere_is_proposed_and_to_be_looked_at(project) -> None:
    project.fill()
    other = project.module.with_name("other.py")
    other.write_text(MODULE.replace("First", "Premier"))
    told = project.held().issues
    assert len(told) == 4 and sum("elsewhere 'vi A sentence" in issue for issue in told) == 1
    assert "missing [other] Premier" in told[0]
    project.write()
    assert project.held().issues == told
    proposed = [e for e in read_entries(project.catalog.with_name("other.po")) if e.text]
    assert len(proposed) == 3 and not any(entry.usable for entry in proposed)


def test_comments_and_lines_of_text_come_back(tmp_path) -> None:
    path = tmp_path / "x.po"
    entries = [
        Entry("x", "a\ntwo \"b\" \\ c", text="Một\n“x” và 5\u00a0%", comments=("# why",)),
        Entry("x", "{n} a", "{n} b", "{n} c", before="{n} aa"),
    ]  # fmt: skip
    path.write_text(catalog_text("vi", entries), "utf-8")
    read = read_entries(path)
    assert catalog_text("vi", read) == catalog_text("vi", entries)
    assert [e.usable for e in read] == [True, False]


def test_a_line_that_is_none_of_a_catalog_is_told(tmp_path) -> None:
    path = tmp_path / "x.po"
    path.write_text('msgid "a"\nmsgstr "b"\n<<<<<<< HEAD\n')
    with pytest.raises(ValueError, match="line 3"):
        read_entries(path)


def test_the_command_ends_with_1_while_anything_is_left_to_do(project, monkeypatch, capsys) -> None:
    monkeypatch.setattr(upkeep, "catalogs", lambda _language: project.held())
    monkeypatch.setattr(upkeep, "write", lambda held: write(held, project.package))
    assert upkeep.main([]) == 1
    assert capsys.readouterr().out.splitlines() == list(project.held().issues)
    assert upkeep.main(["--write"]) == 1 and project.catalog.is_file()
    project.fill()
    capsys.readouterr()
    assert upkeep.main([]) == 0 and capsys.readouterr().out == ""
