"""Make the raw files of the two synthetic sample clients again: ``python data/make_samples.py``.

Every run and every machine writes the same content; what is planted stands in
``data/synthetic/README.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

FOLDER = Path(__file__).parent
if str(FOLDER) not in sys.path:
    sys.path.insert(0, str(FOLDER))

from synthetic import (  # noqa: E402  (the package lies beside this script)
    coffee_market,
    coffee_prices,
    coffee_reviews,
    coffee_sales,
    coffee_survey,
    training,
    training_market,
)

COFFEE: dict[str, Callable[[str], bytes]] = {
    "survey.sav": coffee_survey.survey,
    "transactions.csv": coffee_sales.transactions,
    "customers.xlsx": coffee_sales.customers,
    "reviews.csv": coffee_reviews.reviews,
    "competitors.xlsx": coffee_market.competitors,
    "prices.csv": coffee_prices.prices,
    "search_queries.csv": coffee_market.search_queries,
    "web_analytics.csv": coffee_market.web_analytics,
}
TRAINING: dict[str, Callable[[], bytes]] = {
    "customers.xlsx": training.customers,
    "deals.csv": training.deals,
    "leads.csv": training_market.leads,
    "competitors.csv": training_market.competitors,
    "prices.csv": training_market.prices,
}


def raw_files() -> Iterator[tuple[Path, Callable[[], bytes]]]:
    """Yield every raw file's place below ``data/`` and what makes its content."""
    for wave in coffee_survey.WAVES:
        for name, make in COFFEE.items():
            yield Path("ca_phe_may", wave, name), partial(make, wave)
    for name, make in TRAINING.items():
        yield Path("hoc_vien_so", "2026-1", name), make


def main() -> None:
    """Write all raw files; nothing else in the folder is touched."""
    for place, make in raw_files():
        path = FOLDER / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
        print(f"{place.as_posix()}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
