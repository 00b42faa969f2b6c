"""A run with nothing new does nothing; a changed file makes it run again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from published_product import Product
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
    studies = ("--study", "competitor_analysis", "--study", "market_research")
    arguments = ["run", "ca_phe_may", "--wave", "2026-2", "--language", "vi", *studies]
    result = CliRunner().invoke(app, arguments, env={"RESEARCH_LANGUAGE": "en"})
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "ca_phe_may · 2026-2: up to date"
    assert stamps(product.reports) == before


def test_new_data_are_noticed_by_their_client_and_wave_only(
    product: Product, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    shutil.copytree(product.project, project)
    monkeypatch.setenv("ANALYSIS_PROJECT", str(project))

    def shown(client: str) -> dict[str, str]:
        result = CliRunner().invoke(app, ["show", client], env={"RESEARCH_LANGUAGE": "en"})
        return dict(line.split(": ", 1) for line in result.stdout.splitlines())

    assert shown("hoc_vien_so")["hoc_vien_so · 2026-1 · personas · en"] == "up to date"
    prices = project / "data" / "hoc_vien_so" / "2026-1" / "prices.csv"
    lines = prices.read_text("utf-8").splitlines(keepends=True)
    prices.write_text("".join(lines[:-1]), "utf-8")  # the last offer is withdrawn

    states = shown("hoc_vien_so")
    assert states["hoc_vien_so · 2026-1 · competitor_analysis · en"] == "to be made"
    assert states["hoc_vien_so · 2026-1 · personas · en"] == "to be made"
    assert states["market_research"].startswith("left out. Needs a survey")
    states = shown("ca_phe_may")
    assert states["ca_phe_may · 2026-2 · competitor_analysis · vi"] == "up to date"
    assert states["ca_phe_may · 2026-1 · competitor_analysis · vi"] == "to be made"
