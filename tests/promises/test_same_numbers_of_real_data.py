"""Surveys of real people have the same segments, first and last, whatever processor divides them.

In these two surveys and a brand tracker a machine of another make once recommended another number
of segments, and another segment to reach first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from processors import Processor, differences, executable, run_under
from small_clients import SAMPLES, new_project

SCRIPT = Path(__file__).with_name("typed_answers.py")
PROCESSORS = (
    Processor("Haswell"),
    Processor("SkylakeX", threads=2),
    Processor("Sandybridge", threads=2),
    Processor("Prescott", simd=False),
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = new_project(tmp_path / "project")
    monkeypatch.setenv("ANALYSIS_PROJECT", str(root))
    return root


@pytest.mark.long
@pytest.mark.parametrize("name", ["vacmot", "winter_activities", "burger_tracking"])
def test_real_people_have_the_same_segments_everywhere(
    project: Path, shared_data: Path, name: str
) -> None:
    shutil.copytree(
        SAMPLES / "examples" / name,
        project / "data" / "examples" / name,
        ignore=lambda _folder, names: [one for one in names if one != "client.yml"],
    )
    fetched = subprocess.run(
        [sys.executable, "-m", "analysis.cli", "example", name, "--from", str(shared_data)],
        env=dict(os.environ),
        capture_output=True,
        text=True,
    )
    assert not fetched.returncode, fetched.stderr
    first, *others = executable(PROCESSORS)
    found = run_under(first, SCRIPT, "segmentation", name, seconds=3600)
    assert isinstance(found[name], dict) and found[name]["headline"]["segments"], found
    print(name, found[name]["headline"])
    for other in others:
        differing = differences(found, run_under(other, SCRIPT, "segmentation", name, seconds=3600))
        assert not differing, f"{other}: {len(differing)} differ, {differing[:5]}"
