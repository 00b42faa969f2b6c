"""One run of the real product on both sample clients, which everything in this folder reuses."""

from __future__ import annotations

import pytest
from published_product import WAVES, Product, copied_project, here, research


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Product:
    """The coffee chain's second wave in both languages, the academy's in Vietnamese."""
    project = copied_project(tmp_path_factory.mktemp("product"), tuple(WAVES))
    said = {
        # one in a process of its own, as a user starts it
        "ca_phe_may": research(
            project, "run", "ca_phe_may", "--wave", "2026-2", "--jobs", "2", TZ="UTC"
        ),
        "hoc_vien_so": here(project, "run", "hoc_vien_so", "--language", "vi", "--jobs", "2"),
    }
    for client, outcome in said.items():
        if outcome.returncode:
            pytest.fail(f"research run {client}: exit {outcome.returncode}\n{outcome.stderr}")
    return Product(project, said)
