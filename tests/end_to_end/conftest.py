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


@pytest.fixture(scope="session")
def product(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Product:
    """The coffee chain's second wave, the academy, and a bakery's segments.

    Every report of both samples only for the long tests.
    """
    every = any(item.get_closest_marker("long") for item in request.session.items)
    reports = EVERY_REPORT if every else QUICK_REPORTS
    project = copied_project(tmp_path_factory.mktemp("product"), SAMPLES)
    write_client(project, "bakery")
    said = {}
    for client, wave in WAVES.items():
        wanted = [report for report in reports if report.client == client]
        only = [word for report in wanted for word in ("--study", report.study)]
        only += [word for report in wanted for word in ("--language", report.language)]
        said[client] = here(project, "run", client, "--wave", wave, *only, "--jobs", "2")
        if said[client].returncode:
            pytest.fail(f"research run {client}: {said[client].stderr}")
    return Product(project, reports, said)
