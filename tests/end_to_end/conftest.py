"""One run of the real product on three clients, which everything in this folder reuses."""

from __future__ import annotations

import sys

import pytest
from published_product import (
    EVERY_REPORT,
    QUICK_REPORTS,
    ROOT,
    SAMPLES,
    WAVES,
    Product,
    copied_project,
    here,
)

sys.path.insert(0, str(ROOT / "tests" / "promises"))

from plain_clients import write_client

_OTHERS = ("--study", "competitor_analysis", "--study", "personas")
QUICK = {
    "ca_phe_may": ("--language", "vi", "--study", "market_research", *_OTHERS),
    "hoc_vien_so": _OTHERS,
}
ALWAYS = {"bakery": ("--study", "segmentation", "--language", "vi")}


@pytest.fixture(scope="session")
def product(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Product:
    """The coffee chain's second wave, the academy, and a bakery's segments.

    Every report of both samples only for the long tests.
    """
    every = any(item.get_closest_marker("long") for item in request.session.items)
    project = copied_project(tmp_path_factory.mktemp("product"), SAMPLES)
    write_client(project, "bakery")
    said = {}
    for client, wave in WAVES.items():
        only = ALWAYS.get(client) or (() if every else QUICK[client])
        said[client] = here(project, "run", client, "--wave", wave, *only, "--jobs", "2")
        if said[client].returncode:
            pytest.fail(f"research run {client}: {said[client].stderr}")
    return Product(project, EVERY_REPORT if every else QUICK_REPORTS, said)
