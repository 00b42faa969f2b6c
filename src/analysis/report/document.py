"""An executed notebook as a document: what is rendered, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.errors import Problem, ReportError
from analysis.languages import messages
from analysis.languages.catalog import language_in_use
from analysis.languages.paragraphs import translated
from analysis.report.anchors import Anchors
from analysis.report.blocks import Block, Document, Heading, Prose, Text
from analysis.report.cell_nodes import CellMarkdown
from analysis.report.cells import cell_name, cell_source, cell_tags, refuse_unfinished
from analysis.report.fonts import covered_letters
from analysis.report.letters import STAND_IN, Letters
from analysis.report.markdown import drawn_nodes, node_text
from analysis.report.outputs import output_blocks
from analysis.report.pictures import PictureSources
from analysis.values.absent import Absent
from analysis.values.cover import REPORT_MIME, ReportCover
from analysis.values.finding import Brief
from analysis.values.note import Note

_ = messages(__name__)
Notebook = Mapping[str, Any]
_QUIET_TAGS = frozenset({"parameters", "injected-parameters", "setup", "headline"})
_LONGEST_LEAD = 320
_DEEPEST = 5


def document_of(notebook: Notebook, folder: Path | None = None) -> Document:
    """Return the document an executed notebook holds.

    Parameters
    ----------
    notebook : mapping
        A notebook as nbformat reads it; one without a report cover is taken as it stands.
    folder : Path, optional
        Where the notebook lies, for the pictures it names.

    Raises
    ------
    ReportError
        If a cell failed or was not run, shows what no report can, or a bundle is not whole.
    """
    refuse_unfinished(notebook)
    cover = _cover(notebook)
    letters = Letters(covered_letters(cover.brand))
    with language_in_use(cover.language):
        cover = _shown_cover(cover, letters)
        anchors = Anchors()
        raw = _blocks(notebook, cover.study, letters, anchors, folder)
        title, lead, raw = _titled(raw, cover, notebook, letters)
        blocks = _levelled(raw, anchors)
        blocks = _without_repeats(_brief_first(_applying(blocks), anchors))
        if letters.replaced:
            blocks.append(Block("", Note(_replaced_note(letters.replaced))))
    return Document(replace(cover, title=title), lead, tuple(blocks))


def _cover(notebook: Notebook) -> ReportCover:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            bundle = output.get("data", {}).get(REPORT_MIME)
            if bundle is not None:
                return ReportCover.from_json(bundle)
    return ReportCover(study="", title="")


def _shown_cover(cover: ReportCover, letters: Letters) -> ReportCover:
    return replace(
        cover,
        title=letters.text(cover.title),
        client=letters.text(cover.client),
        about=letters.text(cover.about),
        agency=letters.text(cover.agency),
        wave=letters.text(cover.wave),
        wave_label=letters.text(cover.wave_label),
        fieldwork=letters.text(cover.fieldwork),
    )


def _blocks(
    notebook: Notebook, study: str, letters: Letters, anchors: Anchors, folder: Path | None
) -> list[Block]:
    """Return the blocks cell by cell; headings still have Markdown's levels and no anchors."""
    context = ""
    blocks: list[Block] = []
    problems: list[Problem] = []
    for place, cell in enumerate(notebook["cells"], start=1):
        sources = PictureSources(cell_name(place, cell), folder, cell.get("attachments", {}))
        markdown = CellMarkdown(sources, anchors, context, cell["cell_type"] != "code")
        try:
            blocks += _cell_blocks(cell, study, letters, markdown)
        except ReportError as error:
            problems += error.problems
        context = markdown.context
    if problems:
        raise ReportError(problems)
    return blocks


def _cell_blocks(
    cell: Mapping[str, Any], study: str, letters: Letters, markdown: CellMarkdown
) -> list[Block]:
    source, quiet = cell_source(cell), bool(_QUIET_TAGS & cell_tags(cell))
    if cell["cell_type"] == "markdown":
        return markdown.blocks(letters.text(translated(source.strip(), study)))
    if cell["cell_type"] == "code":
        return list(output_blocks(cell, quiet, letters, markdown))
    return [] if quiet else _raw_blocks(cell, source, letters, markdown)


def _raw_blocks(
    cell: Mapping[str, Any], source: str, letters: Letters, markdown: CellMarkdown
) -> list[Block]:
    """Return a raw cell as text, as nbconvert passes it on; one in another format is refused."""
    facts = cell.get("metadata", {})
    kind = facts.get("raw_mimetype") or facts.get("format") or "text/plain"
    if not source.strip():
        return []
    if kind == "text/markdown":
        return markdown.blocks(letters.text(source))
    if kind == "text/plain":
        return [Block("", Text(letters.text(source.strip("\n"))))]
    what = _("a raw cell must hold plain text or Markdown, got: {kind}", kind=kind)
    cure = _("Make it a Markdown cell, set its raw format to None, or give it the tag setup.")
    raise ReportError(Problem(markdown.sources.where, what, cure))


def _titled(
    blocks: list[Block], cover: ReportCover, notebook: Notebook, letters: Letters
) -> tuple[str, str, list[Block]]:
    """Take the title, and the one sentence under it, out of the blocks."""
    headings = _headings(blocks)
    places = [*headings]
    tops = [place for place, heading in headings.items() if heading.level == 1]
    known = cover.title or letters.text(str(notebook.get("metadata", {}).get("title", "")))
    chosen = tops[0] if tops else (places[0] if places and not known else None)
    if chosen is None:
        return known or _("Report"), "", blocks
    title, rest = headings[chosen].text, blocks[:chosen] + blocks[chosen + 1 :]
    lead = ""
    below = rest[chosen].value if chosen < len(rest) else None
    if isinstance(below, Prose):
        nodes = below.nodes
        plain = nodes[0]["kind"] == "paragraph" and not any(drawn_nodes(list(nodes)))
        text = node_text(nodes[0]) if plain else ""
        if len(nodes) == 1 and 0 < len(text) <= _LONGEST_LEAD:
            lead, rest = text, rest[:chosen] + rest[chosen + 1 :]
    return title, lead, rest


def _levelled(blocks: list[Block], anchors: Anchors) -> list[Block]:
    """Give headings anchors and levels from 1 on, without a gap: readers' aids need both."""
    raw = [heading.level for heading in _headings(blocks).values()]
    shift = min(raw, default=1) - 1
    before, result = 0, []
    for block in blocks:
        if isinstance(block.value, Heading):
            before = min(block.value.level - shift, before + 1, _DEEPEST)
            text = block.value.text
            block = Block(anchors.free(text), Heading(before, text))
        result.append(block)
    return result


def _applying(blocks: list[Block]) -> list[Block]:
    """Leave out notes on what does not apply, and sections that hold nothing else."""
    headings = _headings(blocks)
    starts = [*headings]
    kept = list(blocks[: starts[0] if starts else None])
    ends = [*starts[1:], None][: len(starts)]  # without headings there is no section
    for start, end in zip(starts, ends, strict=True):
        section = blocks[start:end]
        spoken = [block for block in section if not _idle(block)]
        held = [block for block in spoken if _holds(block)]
        parent = end is not None and headings[end].level > headings[start].level
        if held or parent or len(spoken) == len(section):
            kept += spoken
    return [block for block in kept if not _idle(block)]


def _headings(blocks: list[Block]) -> dict[int, Heading]:
    """Return the headings by their places among the blocks."""
    values = enumerate(block.value for block in blocks)
    return {place: value for place, value in values if isinstance(value, Heading)}


def _holds(block: Block) -> bool:
    value = block.value
    return value.displayed if isinstance(value, Prose) else not isinstance(value, Heading)


def _idle(block: Block) -> bool:
    return isinstance(block.value, Absent) and not block.value.gap


def _brief_first(blocks: list[Block], anchors: Anchors) -> list[Block]:
    """Move *In brief*, with the heading that leads it, to the front."""
    place = next((i for i, block in enumerate(blocks) if isinstance(block.value, Brief)), None)
    if place is None:
        return blocks
    start = place
    while start and isinstance(blocks[start - 1].value, Prose):
        start -= 1
    above = blocks[start - 1].value if start else None
    if isinstance(above, Heading):
        start -= 1
        heading = Heading(1, above.text)
        part = [Block(blocks[start].anchor, heading), *blocks[start + 1 : place + 1]]
    else:
        start = place
        title = _("In brief")
        part = [Block(anchors.free(title), Heading(1, title)), blocks[place]]
    return [*part, *blocks[:start], *blocks[place + 1 :]]


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """Leave out a note that says what the block before it says."""
    kept: list[Block] = []
    for block in blocks:
        if not (isinstance(block.value, Absent | Note) and kept and kept[-1] == block):
            kept.append(block)
    return kept


def _replaced_note(count: int) -> str:
    return _.plural(
        "{n} sign that the report's font does not have is shown as {sign}.",
        "{n} signs that the report's font does not have are shown as {sign}.",
        count,
        sign=STAND_IN,
    )
