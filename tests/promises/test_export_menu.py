"""JupyterLab's export menu: what it lists, and what its entries answer, on a running server."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from command_line import research
from nbconvert.nbconvertapp import NbConvertApp

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-of-the-test"
MENU = ("client_html", "client_pdf", "client_xlsx")
COPY = "báo cáo/Giá đối thủ – bản sao 2.ipynb"
CLIENT = """\
name: Quán Thử
kind: b2c
currency: VND
waves:
  w1: {label: {vi: Đợt một, en: First wave}}
sources:
  prices:
    file: prices.csv
    columns: {brand: brand, product: product, price: price}
"""
PRICES = "brand,product,price\n" + "".join(
    f"{brand},{product},{price}000\n"
    for place, product in enumerate(("trà", "cà phê", "nước cam", "bánh", "sữa", "kem"))
    for brand, price in (("A", 30 + place), ("B", 33 + 2 * place))
)
OWN_PICTURE = "ảnh quán.svg"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><linearGradient id="g"><stop'
    ' stop-color="{colour}"/></linearGradient><rect width="60" height="20" fill="url(#g)"/></svg>'
)
NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Published:
    """A small client's published report, and the folder of a copied project it lies in."""

    project: Path
    html: bytes
    pdf: bytes
    xlsx: bytes
    notebook: Path

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "ANALYSIS_PROJECT": str(self.project), **more}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    add_own_picture(project / "notebooks")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, project / name)
    folder = project / "data" / "quan_thu"
    (folder / "w1").mkdir(parents=True)
    (folder / "client.yml").write_text(CLIENT, "utf-8")
    (folder / "w1" / "prices.csv").write_text(PRICES, "utf-8")
    told = research(project, "run", "quan_thu", "--study", "competitor_analysis",
                    "--language", "vi", "--format", "html,pdf,xlsx")  # fmt: skip
    assert told.code == 0, told.err
    found = {kind: next((project / "reports").rglob(f"competitor_analysis.{kind}"))
             for kind in ("html", "pdf", "xlsx", "ipynb")}  # fmt: skip
    html, pdf, xlsx = (found[kind].read_bytes() for kind in ("html", "pdf", "xlsx"))
    return Published(project, html, pdf, xlsx, found["ipynb"])


def add_own_picture(folder: Path) -> None:
    """Extend the notebook by a cell that shows a file beside it."""
    (folder / OWN_PICTURE).write_text(DRAWING.format(colour="#0B6E69"), "utf-8")
    notebook = nbformat.read(folder / "competitor_analysis.ipynb", as_version=4)
    source = f"## Ảnh chụp\n\n![Mặt tiền quán](<{OWN_PICTURE}>)"
    notebook.cells.append(nbformat.v4.new_markdown_cell(source))
    nbformat.write(notebook, folder / "competitor_analysis.ipynb")


def run(project: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ANALYSIS_PROJECT": str(project), "RESEARCH_LANGUAGE": "en"}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=project, env=environment | more, capture_output=True,
                          text=True, check=False)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A running server: its address and the folder it serves."""

    address: str
    root: Path

    def ask(self, path: str, content: object = None) -> tuple[int, bytes, dict[str, str]]:
        """Return status, body and headers; a content is posted as JSON."""
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(self.address + urllib.parse.quote(path, safe="/?=&"), body)
        request.add_header("Authorization", f"token {TOKEN}")
        try:
            with NO_PROXY.open(request, timeout=60) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read(), dict(error.headers)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def server(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Jupyter server in another folder than the project, with nobody's settings."""
    root, home = tmp_path_factory.mktemp("elsewhere"), tmp_path_factory.mktemp("jupyter")
    (root / COPY).parent.mkdir()
    shutil.copyfile(published.notebook, root / COPY)
    shutil.copyfile(published.notebook, root / "plain.ipynb")
    shutil.copyfile(published.project / "notebooks" / OWN_PICTURE, root / OWN_PICTURE)
    variables = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    port = free_port()
    words = ("-m", "jupyter_server", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
             "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", "--allow-root",
             f"--ServerApp.root_dir={root}", "--ServerApp.jpserver_extensions={}")  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, *words], env=published.environment(RESEARCH_LANGUAGE="en", **variables),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    running = Server(f"http://127.0.0.1:{port}", root)
    try:
        wait_for(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(20)


def wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 300  # a busy machine takes long
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if server.ask("/api/status")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not come up: {process.poll()}")


def test_the_menu_lists_each_report_once(server: Server) -> None:
    status, body, _headers = server.ask("/api/nbconvert")
    listed = json.loads(body)
    assert status == 200
    assert [name for name in listed if name.startswith("client")] == list(MENU)
    assert listed["client_pdf"]["output_mimetype"] == "application/pdf"


@pytest.mark.parametrize(
    ("entry", "name"), [("client_html", "plain.ipynb"), *((entry, COPY) for entry in MENU)]
)
def test_the_menu_gives_the_published_report(
    server: Server, published: Published, entry: str, name: str
) -> None:
    kind = entry.removeprefix("client_")
    status, body, headers = server.ask(f"/nbconvert/{entry}/{name}?download=true")
    assert status == 200, body[-2000:]
    assert body == getattr(published, kind)
    assert "attachment" in headers["Content-Disposition"]
    assert f".{kind}" in headers["Content-Disposition"]


def test_a_picture_beside_the_notebook_is_published_and_watched(published: Published) -> None:
    assert 'alt="Mặt tiền quán"' in published.html.decode("utf-8")
    picture = published.project / "notebooks" / OWN_PICTURE
    before = picture.read_text("utf-8")
    assert current(published) == 1
    picture.write_text(DRAWING.format(colour="#C8553D"), "utf-8")
    try:
        assert current(published) == 0
    finally:
        picture.write_text(before, "utf-8")


def current(published: Published) -> int:
    """Return how many reports need not be made again."""
    told = research(published.project, "show", "quan_thu")
    assert told.code == 0, told.err
    return told.out.count("up to date")


def test_a_notebook_that_is_sent_is_exported_too(server: Server, published: Published) -> None:
    content = json.loads(published.notebook.read_text("utf-8"))
    model = {"name": "Bản gửi.ipynb", "content": content}
    assert server.ask("/nbconvert/client_html", model)[:2] == (200, published.html)


def test_the_command_line_gives_the_same_bytes(published: Published, tmp_path: Path) -> None:
    shutil.copyfile(published.notebook, tmp_path / "out.ipynb")
    told = run(tmp_path, "-m", "nbconvert", "--to", "client_html", "out.ipynb")
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "out.html").read_bytes() == published.html


def converted(notebook: Path, name: str) -> tuple[int, str]:
    """Run the command line in this process; return its exit code and what it said."""
    said, code = io.StringIO(), 0
    NbConvertApp.clear_instance()
    try:
        with contextlib.redirect_stderr(said):
            NbConvertApp.launch_instance(["--to", name, str(notebook)])
    except SystemExit as end:
        if isinstance(end.code, str):  # Python prints it, and ends with 1
            said.write(end.code)
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        NbConvertApp.clear_instance()
    return code, said.getvalue()


def test_the_name_of_version_0_2_0_gives_the_same_bytes(
    published: Published, tmp_path: Path
) -> None:
    shutil.copyfile(published.notebook, tmp_path / "out.ipynb")
    code, said = converted(tmp_path / "out.ipynb", "client-pdf")
    assert code == 0, said
    assert (tmp_path / "out.pdf").read_bytes() == published.pdf


def without_outputs(notebook: nbformat.NotebookNode, keep: int = 0) -> nbformat.NotebookNode:
    for cell in [cell for cell in notebook.cells if cell.cell_type == "code"][keep:]:
        cell.outputs, cell.execution_count = [], None
    return notebook


def test_a_notebook_that_was_not_run_is_told_so(server: Server, published: Published) -> None:
    notebook = nbformat.read(published.notebook, as_version=4)
    nbformat.write(without_outputs(notebook), server.root / "unrun.ipynb")
    shutil.copyfile(ROOT / "notebooks" / "competitor_analysis.ipynb", server.root / "given.ipynb")
    for name in ("unrun", "given"):
        status, body, _headers = server.ask(f"/nbconvert/client_html/{name}.ipynb?download=true")
        said = body.decode("utf-8")
        assert status == 500
        assert "notebook: must have been run, got: no outputs. Run all cells" in said
        assert "Traceback" not in said
    code, said = converted(server.root / "given.ipynb", "client_pdf")
    assert code == 1
    assert "Run all cells" in said
    assert "Traceback" not in said


def test_cells_that_were_not_run_are_named(server: Server, published: Published) -> None:
    notebook = nbformat.read(published.notebook, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("# của tôi\nextra_table(study)"))
    nbformat.write(notebook, server.root / "extended.ipynb")
    status, body, _headers = server.ask("/nbconvert/client_pdf/extended.ipynb?download=true")
    assert status == 500
    assert f"cell {len(notebook.cells)} “# của tôi”: must have been run" in body.decode("utf-8")
