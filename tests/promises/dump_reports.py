"""Write every text and typed value of published reports as JSON: what a rebuilding must keep.

``python tests/promises/dump_reports.py OUT.json [--data FOLDER] [CLIENT …]`` makes the reports of
the named clients, or of both sample clients and all public examples, in a project of its own, with
the run's id held fixed, so that the code may change where its result may not. ``FOLDER`` holds the
public data sets; without it examples are left out. Two dumps are compared with ``diff``, or with
``--against BEFORE.json``, which names what differs and ends with exit code 1.

What a dump holds, by report: what each cell displays (drawings as their texts and their hash),
headline numbers, the page's visible texts, the PDF's texts and metadata, and the hash of every file
made. ``--texts-only`` leaves the hashes out.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
import re
import shutil
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from unittest import mock

import pypdfium2

ROOT = Path(__file__).parents[2]
SAMPLES = ("ca_phe_may", "hoc_vien_so")
RUN = "0" * 12


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def texts_of_markup(markup: str) -> list[str]:
    """Return the visible texts of HTML or SVG, in their order."""
    bare = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->", "", markup)
    texts = (html.unescape(one).strip() for one in re.split(r"<[^>]*>", bare))
    return [re.sub(r"\s+", " ", text) for text in texts if text]


def without_drawings(value: Any, hashed: bool) -> Any:
    """Return a bundle whose drawings are their texts, and their hash where one is asked for."""
    if isinstance(value, dict):
        return {key: without_drawings(one, hashed) for key, one in value.items()}
    if isinstance(value, list):
        return [without_drawings(one, hashed) for one in value]
    if isinstance(value, str) and "<svg" in value[:400]:
        found: dict[str, Any] = {"texts": texts_of_markup(value)}
        return found | ({"sha256": sha256(value.encode())} if hashed else {})
    if isinstance(value, str) and len(value) > 20_000:  # a workbook or a picture
        return {"sha256": sha256(value.encode())} if hashed else {"length": len(value)}
    return value


def shown_by(notebook: Path, hashed: bool) -> list[Any]:
    """Return what the cells of an executed notebook show: Markdown and typed bundles."""
    shown: list[Any] = []
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            shown.append("".join(cell["source"]))
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            typed = {kind: data[kind] for kind in sorted(data) if kind.endswith("+json")}
            said = output.get("text", data.get("text/plain", ""))
            shown.append(without_drawings(typed or "".join(said), hashed))
    return shown


def dumped(file: Path, hashed: bool) -> Any:
    """Return texts and values of one published file."""
    found: dict[str, Any] = {"sha256": sha256(file.read_bytes())} if hashed else {}
    if file.suffix == ".ipynb":
        return {"shown": shown_by(file, hashed)}  # the file itself holds the notebook's code
    if file.suffix == ".html":
        found["texts"] = texts_of_markup(file.read_text("utf-8"))
    elif file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        pages = [page.get_textpage().get_text_range() for page in document]
        found["pages"] = [page.splitlines() for page in pages]
        found["metadata"] = document.get_metadata_dict()
    return found


def dump_of(reports: Path, hashed: bool) -> dict[str, Any]:
    """Return the dump of a folder of reports: path → what the file says."""
    kept = {".ipynb", ".html", ".pdf", ".xlsx", ".zip", ".png", ".csv"}
    files = [file for file in sorted(reports.rglob("*")) if file.suffix in kept]
    found = {str(file.relative_to(reports)): dumped(file, hashed) for file in files}
    return found


def research(*arguments: str) -> int:
    """Run a command of the product in this process, its runs all called alike."""
    (command,) = entry_points(group="console_scripts", name="research")
    # the id is the hash of everything a report is made from, the code included
    fixed = mock.patch("analysis.pipeline.manifest.run_id", lambda *_: RUN)
    with fixed, mock.patch.object(sys, "argv", ["research", *arguments]):
        try:
            command.load()()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def made(project: Path, clients: list[str], data: Path | None) -> None:
    """Make the reports of clients in a project of its own."""
    shutil.copytree(ROOT / "data", project / "data")
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    examples = sorted(one.name for one in (ROOT / "data" / "examples").iterdir() if one.is_dir())
    wanted = clients or [*SAMPLES, *(examples if data else [])]
    os.environ["ANALYSIS_PROJECT"] = str(project)
    for client in wanted:
        if client in examples and data:
            research("example", client, "--from", str(data))
        if research("run", client):
            print(f"{client}: not everything could be made", file=sys.stderr)


def differences(before: Any, after: Any, place: str = "") -> list[str]:
    """Return the places where two dumps differ, with both values."""
    if type(before) is type(after) and isinstance(before, dict):
        keys = sorted(before.keys() | after.keys())
        return [
            line
            for key in keys
            for line in differences(before.get(key), after.get(key), f"{place}/{key}")
        ]
    if type(before) is type(after) and isinstance(before, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [line for i, (a, b) in pairs for line in differences(a, b, f"{place}/{i}")]
    if before == after:
        return []
    return [f"{place}: {json.dumps(before, ensure_ascii=False)[:300]} → "
            f"{json.dumps(after, ensure_ascii=False)[:300]}"]  # fmt: skip


def main() -> int:
    """Dump, and compare where a dump of before is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("clients", nargs="*")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--texts-only", action="store_true")
    parser.add_argument("--against", type=Path)
    asked = parser.parse_intermixed_args()
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), asked.clients, asked.data and asked.data.resolve())
        found = dump_of(Path(folder) / "reports", hashed=not asked.texts_only)
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    asked.out.write_text(text + "\n", "utf-8")
    if not asked.against:
        return 0
    lines = differences(json.loads(asked.against.read_text("utf-8")), json.loads(text))
    print("\n".join(lines[:200]))
    print(f"{len(lines)} differences in {len(found)} files")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
