"""Files that go with a report: published, hashed, listed and compared like the report itself."""

from __future__ import annotations

import hashlib

import pytest
from lxml import html as lxml_html

from analysis.pipeline import compare, render
from analysis.pipeline.published import read_manifest

NAME = "typing_tool.xlsx"


@pytest.fixture
def attached(project, monkeypatch):
    """Let the competitor study come with a workbook."""
    plain = render.rendered

    def with_file(executed, formats, language, folder=None):
        found = plain(executed, formats, language)
        rows = b"rows" in next(iter(found.values()))
        return {**found, NAME: b"workbook " + language.encode()} if rows else found

    monkeypatch.setattr(render, "rendered", with_file)
    return project


def test_attached_file_is_published_listed_and_compared(attached) -> None:
    wanted = {"studies": ("competitor_analysis",), "languages": ("en",), "formats": ("html",)}
    attached.run(**wanted)
    path = attached.reports / "acme" / "w1" / "client" / "en" / NAME
    assert path.read_bytes() == b"workbook en"
    folder = attached.reports / "acme" / "w1"
    (entry,) = read_manifest(folder).reports
    made = entry.files[NAME]
    assert made.path == f"client/en/{NAME}"
    assert made.sha256 == hashlib.sha256(b"workbook en").hexdigest()
    assert entry.attached == (NAME,)
    page = lxml_html.document_fromstring((attached.reports / "index.html").read_text("utf-8"))
    links = {link.get("href"): link.text for link in page.iter("a")}
    shown = links[f"acme/w1/client/en/{NAME}"]
    assert shown in ("Typing tool (XLSX)", "Bộ câu hỏi phân loại (XLSX)")
    assert not attached.run(**wanted).published
    path.write_bytes(b"changed")
    (found,) = compare.verify("acme", 1, attached.log).differences
    assert found.where.endswith(NAME)
    path.unlink()
    assert attached.run(**wanted).published and path.read_bytes() == b"workbook en"
