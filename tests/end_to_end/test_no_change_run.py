"""A run with nothing new does nothing; a changed file makes it run again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from published_product import Product, files_of, research
from typer.testing import CliRunner

from analysis.cli import app
from analysis.pipeline import run


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return inode and time of change of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and ".locks" not in path.parts
    }


def test_second_run_starts_no_kernel_and_touches_nothing(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("nothing is new, and yet work began")

    monkeypatch.setenv("ANALYSIS_PROJECT", str(product.project))
    for name in ("_start_kernels", "_check_data", "_make"):
        monkeypatch.setattr(run, name, refuse)
    before = stamps(product.reports)
    arguments = ["run", "ca_phe_may", "--wave", "2026-2"]
    result = CliRunner().invoke(app, arguments, env={"RESEARCH_LANGUAGE": "en"})
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "ca_phe_may · 2026-2: up to date"
    assert stamps(product.reports) == before


def test_new_data_make_the_report_again_and_leave_the_others_whole(
    product: Product, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    shutil.copytree(product.project, project)
    prices = project / "data" / "hoc_vien_so" / "2026-1" / "prices.csv"
    lines = prices.read_text("utf-8").splitlines(keepends=True)
    prices.write_text("".join(lines[:-1]), "utf-8")  # the last offer is withdrawn
    before = files_of(project / "reports")
    arguments = ("--study", "competitor_analysis", "--language", "vi")
    outcome = research(project, "run", "hoc_vien_so", *arguments)
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.splitlines()[0] == "hoc_vien_so · 2026-1: published"
    after = files_of(project / "reports")
    assert set(after) == set(before)
    changed = {name for name in before if before[name] != after[name]}
    made = {f"hoc_vien_so/2026-1/vi/competitor_analysis.{k}" for k in ("html", "pdf", "ipynb")}
    assert changed == made | {"hoc_vien_so/2026-1/manifest.json", "index.html"}
    assert not any(name.startswith("rk-") for name in os.listdir(project))
