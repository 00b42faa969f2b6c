"""The dump that a rebuilding is held against misses nothing that it should notice."""

from __future__ import annotations

import json
from pathlib import Path

from dump_reports import differences, dump_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>{text}</text><rect width="{width}"/></svg>'


def reports(folder: Path, *, text: str = "1 &amp; 2", width: int = 3, value: float = 0.5) -> Path:
    """Write a notebook and a page as a report has them."""
    bundle = {"svg": SVG.format(text=text, width=width), "rows": [{"value": value}]}
    outputs = [
        {"output_type": "display_data", "data": {"application/vnd.analysis.figure+json": bundle}},
        {"output_type": "stream", "name": "stdout", "text": ["base: 12\n"]},
    ]
    cells = [
        {"cell_type": "markdown", "source": ["# Title"]},
        {"cell_type": "code", "source": [], "outputs": outputs},
    ]
    folder.mkdir(parents=True)
    (folder / "study.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    (folder / "study.html").write_text(f"<style>x</style><p>Title {text}</p>", "utf-8")
    return folder


def test_every_text_value_and_drawing_is_held(tmp_path: Path) -> None:
    found = dump_of(reports(tmp_path / "before"), hashed=True)
    assert found["study.html"]["texts"] == ["Title 1 & 2"]
    title, figure, headline = found["study.ipynb"]["shown"]
    drawn = figure["application/vnd.analysis.figure+json"]
    assert (title, headline, drawn["svg"]["texts"]) == ("# Title", "base: 12\n", ["1 & 2"])
    for changed in ({"text": "1 &amp; 3"}, {"width": 4}, {"value": 0.6}):
        after = dump_of(reports(tmp_path / str(changed), **changed), hashed=True)
        assert differences(found, after), changed
    assert differences(found, dump_of(tmp_path / "before", hashed=True)) == []


def test_without_hashes_only_what_is_said_counts(tmp_path: Path) -> None:
    found = dump_of(reports(tmp_path / "before"), hashed=False)
    wider = dump_of(reports(tmp_path / "wider", width=4), hashed=False)
    assert differences(found, wider) == []
    (line,) = differences(found, dump_of(reports(tmp_path / "other", value=0.6), hashed=False))
    assert line.startswith("/study.ipynb/shown/1/") and line.endswith("0.5 → 0.6")
