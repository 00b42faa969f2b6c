"""One run of the real product on both sample clients, which everything in this folder reuses."""

from __future__ import annotations

import pytest
from published_product import (
    EVERY_REPORT,
    QUICK_REPORTS,
    WAVES,
    Product,
    copied_project,
    here,
)

QUICK = {
    "ca_phe_may": ("--language", "vi"),
    "hoc_vien_so": ("--study", "competitor_analysis", "--study", "personas"),
}


@pytest.fixture(scope="session")
def product(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Product:
    """The coffee chain's second wave and the academy: every report only for the long tests."""
    every = any(item.get_closest_marker("long") for item in request.session.items)
    project = copied_project(tmp_path_factory.mktemp("product"), tuple(WAVES))
    said = {}
    for client, wave in WAVES.items():
        only = () if every else QUICK[client]
        said[client] = here(project, "run", client, "--wave", wave, *only, "--jobs", "2")
        if said[client].returncode:
            pytest.fail(f"research run {client}: {said[client].stderr}")
    return Product(project, EVERY_REPORT if every else QUICK_REPORTS, said)
