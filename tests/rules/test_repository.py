"""What the repository must never name, and what must be where."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# spelled in pieces, so that this file does not name them itself
HOSTS = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.org"]))
PLACES = re.compile(r"(?<![\w.])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me"]) + r")/\w")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listed.returncode:
        pytest.skip("not a git checkout: nothing tells which files belong to the repository")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_registry_host_and_no_path_of_a_machine() -> None:
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        assert not HOSTS.search(text), f"{path.relative_to(ROOT)} names a package registry"
        found = PLACES.search(text)
        assert not found, f"{path.relative_to(ROOT)} names a path: {found[0]}"


def test_top_level_stays() -> None:
    for name in (
        "notebooks", "src/analysis", "reports", "data", "environment.yml", "tests", "README.md",
        "Makefile", "pyproject.toml", "requirements.lock", "LICENSE", "CHANGELOG.md",
    ):  # fmt: skip
        assert (ROOT / name).exists(), f"{name} is missing"


def test_lock_has_hashes_and_no_index_address() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text and "--index-url" not in text and "--find-links" not in text


def test_committed_files_are_small() -> None:
    large = [path.name for path in tracked() if path.stat().st_size > 1_500_000]
    assert not large, large
