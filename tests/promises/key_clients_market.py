"""Small made-up clients for the keys of what is known of a market, one a source."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from key_client import DELIMITED, WAVE, KeyClient, delimited, in_a_book, unanswered
from small_clients import SmallClient

ROWS = 40
DAYS = pd.date_range("2026-01-02", periods=ROWS).strftime("%d/%m/%Y")
BRANDS = np.array(["Acme", "Bolt"])[np.arange(ROWS) % 2]
LATE = "28/02/2031"  # after the wave's last day


def market_client(
    sources: dict[str, Any], files: dict[str, pd.DataFrame], **settings: Any
) -> SmallClient:
    """Return a client with files that need everything told."""
    whole = {
        "name": "Acme", "kind": "b2c", "languages": ["en"], "currency": "USD", "own_brand": "Acme",
        "waves": {WAVE: {"label": "First", "fieldwork": ["2026-01-01", "2026-06-30"]}},
        "sources": {name: {**DELIMITED, **source} for name, source in sources.items()},
        **settings,
    }  # fmt: skip
    return SmallClient(whole, {WAVE: {name: delimited(one) for name, one in files.items()}})


def reviews_client(**columns: str) -> SmallClient:
    """Return a client with reviews of brands and products."""
    frame = pd.DataFrame({"text": [f"t{i}" for i in range(ROWS)], "text_2": None})
    frame["stars"], frame["stars_2"] = 1 + np.arange(ROWS) % 5, 1 + np.arange(ROWS) % 3
    frame["stars"] = frame["stars"].astype(str) + ",0"
    frame["stars"] = unanswered(frame["stars"])
    frame["brand"], frame["brand_2"] = BRANDS, BRANDS[::-1]
    frame["product"] = np.array(["Tea", "Pie"])[np.arange(ROWS) // 20]
    frame["product_2"] = np.array(["Cake", "Soup"])[np.arange(ROWS) % 2]
    frame["day"], frame["day_2"], frame["no"], frame["no_2"] = DAYS, LATE, range(ROWS), 5
    source = {
        "file": "reviews.csv",
        "scale": [1, 5],
        "columns": {
            "text": "text",
            "rating": "stars",
            "product": "product",
            "date": "day",
            "review": "no",
            **columns,
        },
    }
    return market_client(
        {"reviews": source},
        {"reviews.csv": frame.head(30), "reviews_w1.csv": frame, "reviews_w1_2.csv": frame[5:]},
        about="A shop.",
        synthetic=True,
        vocabulary={"Tea": {"vi": "Trà", "en": "Green tea"}, "Pie": {"vi": "Bánh", "en": "Pies"}},
        waves={WAVE: {"label": "First", "fieldwork": ["2026-01-01", "2026-06-30"],
                      "files": {"reviews": "reviews_w1.csv"}}},
    )  # fmt: skip


def _offers() -> pd.DataFrame:
    frame = pd.DataFrame({"price": 10 + np.arange(ROWS) ** 2 // 9, "price_2": "7,5"})
    frame["price"] = frame["price"].astype(str) + ",5"
    frame["brand"], frame["brand_2"] = BRANDS, np.repeat(["Acme", "Bolt"], ROWS // 2)
    frame["product"] = np.char.add(frame["brand"].to_numpy(str), " one")
    frame["product_2"] = [f"{brand} {i}" for i, brand in enumerate(frame["brand_2"])]
    frame["category"] = np.array(["Small", "Large"])[np.arange(ROWS) // 20]
    frame["category_2"] = np.array(["Big", "Tiny", "One"])[np.arange(ROWS) % 3]
    frame["rating"], frame["rating_2"], frame["day"], frame["day_2"] = "4,0", 2, DAYS, LATE
    frame["rating"] = unanswered(frame["rating"])
    return frame


def prices_client() -> SmallClient:
    """Return a client with a price list that names brands."""
    columns = {role: role for role in ("price", "brand", "product", "category", "rating")}
    source = {"file": "prices.csv", "columns": {**columns, "date": "day"}}
    return market_client({"prices": source}, {"prices.csv": _offers()})


def worded_client() -> SmallClient:
    """Return a client whose price list has brands in the products' names."""
    words = {"column": "product", "words": {"Acme": ["acme"], "Bolt": ["bolt"]}}
    source = {"file": "prices.csv", "columns": {"price": "price"}, "brand_words": words}
    return market_client({"prices": source}, {"prices.csv": _offers()})


def web_client() -> SmallClient:
    """Return a client with visits of its site."""
    frame = pd.DataFrame({"channel": np.array(["Search", "Social", "Mail"])[np.arange(ROWS) % 3]})
    frame["channel_2"] = np.array(["Direct", "Post"])[np.arange(ROWS) % 2]
    frame["sessions"], frame["sessions_2"] = 60, 40 + np.arange(ROWS)
    frame["conversions"], frame["conversions_2"] = np.arange(ROWS) % 9, 1
    frame["revenue"], frame["revenue_2"] = (5 * np.arange(ROWS)).astype(str), 3
    frame["revenue"] += ",5"
    frame["conversions"] = unanswered(frame["conversions"])
    frame["day"], frame["day_2"] = DAYS, LATE
    roles = ("channel", "sessions", "conversions", "revenue")
    source = {"file": "web.csv", "columns": {**{role: role for role in roles}, "date": "day"}}
    return market_client({"web_analytics": source}, {"web.csv": frame})


def queries_client() -> SmallClient:
    """Return a client with what people searched for, which may be listed."""
    frame = pd.DataFrame({"query": [f"word {i}" for i in range(ROWS)], "clicks": range(ROWS)})
    frame.loc[::2, "query"] += " acme"
    frame["query_2"] = [f"other {i}" for i in range(ROWS)]
    frame["clicks_2"], frame["impressions"], frame["impressions_2"] = 1, 100, 200
    frame["position"], frame["position_2"] = "2,5", "7,5"
    frame["position"] = unanswered(frame["position"])
    roles = ("query", "clicks", "impressions", "position")
    source = {"file": "queries.csv", "brand_terms": ["acme"],
              "columns": {role: role for role in roles}}  # fmt: skip
    return market_client(
        {"search_queries": source},
        {"queries.csv": frame},
        privacy={"open_texts": ["query", "query_2"]},
    )


def competitors_client() -> SmallClient:
    """Return a client with facts on competitors."""
    frame = pd.DataFrame({"name": ["Acme", *(f"Rival {i}" for i in range(11))]})
    frame["name_2"] = [f"Firm {i}" for i in range(12)]
    for role in ("customers", "sales", "outlets"):
        frame[role], frame[f"{role}_2"] = [f"{i}0,5" for i in range(1, 13)], range(50, 62)
    frame["outlets"] = unanswered(frame["outlets"])
    for role in ("kind", "audience", "channels", "strengths", "weaknesses", "origin"):
        frame[role], frame[f"{role}_2"] = f"{role} said", f"{role} else"
    frame["looked"], frame["looked_2"] = "25/02/2026", "26/03/2026"
    columns = {role: role for role in frame if "_2" not in role and role != "looked"}
    source = {"file": "facts.csv", "sales_unit": 1000, "columns": {**columns, "accessed": "looked"}}
    return market_client({"competitors": source}, {"facts.csv": frame})


def private_client() -> SmallClient:
    """Return a client with channels that hold personal data, each dealt with another way."""
    channels = ["Fair", "lan.hoang@fpt.vn", "0912345678", "sales@acme.vn", "Web", "Booth"]
    frame = pd.DataFrame({"channel": np.array(channels)[np.arange(60) % 6], "lead": range(60)})
    frame["channel_2"] = np.array(["a@b.vn", "Web", "Fair"])[np.arange(60) % 3]
    for name in ("hidden", "grouped"):
        frame[name] = np.array(["0987654321", "North", "South"])[np.arange(60) % 3]
    traits = {
        name: {"column": name, "label": name.title(), "family": "geographic"}
        for name in ("hidden", "grouped")
    }
    columns = {"lead": "lead", "channel": "channel", "converted": "became"}
    frame["became"] = np.array(["Yes", "No"])[np.arange(60) // 2 % 2]
    source = {"file": "leads.csv", "columns": columns, "converted_values": ["Yes"],
              "attributes": traits}  # fmt: skip
    privacy = {
        "hide": [{"text": "lan.hoang@fpt.vn"}, {"column": "hidden"}],
        "group": [{"text": "0912345678"}, {"column": "grouped"}],
        "allow": [{"text": "sales@acme.vn", "reason": "the shop's own address"}],
    }
    return market_client({"leads": source}, {"leads.csv": frame}, kind="b2b", privacy=privacy)


MARKET, COMPETITION = "market_research", "competitor_analysis"
REVIEWS = KeyClient(
    lambda: reviews_client(brand="brand"),
    (MARKET, COMPETITION),
    ("name", "about", "synthetic", "own_brand", "waves.*", "vocabulary", "sources.reviews.*"),
    ("sources.reviews.columns.product", "sources.reviews.file", "vocabulary"),
    {"sources.reviews.scale": [[0, 10]]},
)
PRICES = KeyClient(prices_client, (COMPETITION,), ("sources.prices.*", "currency"))
WEB = KeyClient(web_client, (MARKET,), ("sources.web_analytics.*",))
QUERIES = KeyClient(queries_client, (MARKET,), ("sources.search_queries.*", "privacy.open_texts"))
COMPETITORS = KeyClient(competitors_client, (COMPETITION,), ("sources.competitors.*",))
MARKET_CLIENTS = {
    "reviews": REVIEWS,
    "reviews of products": KeyClient(
        reviews_client, (MARKET, f"{MARKET} vi"),
        ("sources.reviews.columns.product", "vocabulary*"),
    ),
    "reviews in one file": KeyClient(
        lambda: _of_one_name(reviews_client()), (MARKET,), ("sources.reviews.file",)
    ),
    "prices": PRICES,
    "prices with words": KeyClient(worded_client, (COMPETITION,), ("sources.prices.brand_words*",)),
    "web analytics": WEB,
    "search queries": QUERIES,
    "competitors": COMPETITORS,
    "personal data": KeyClient(
        private_client, ("personas",), ("privacy.*",),
        values={"privacy.hide": [[{"text": "Fair"}]], "privacy.group": [[{"text": "Fair"}]]},
    ),
    "languages": KeyClient(reviews_client, ("show",), ("languages",)),
    **{
        f"{source} in a book": in_a_book(client, source)
        for source, client in {
            "reviews": KeyClient(lambda: _of_one_name(reviews_client()), (MARKET,), ()),
            "prices": PRICES, "web_analytics": WEB, "search_queries": QUERIES,
            "competitors": COMPETITORS,
        }.items()
    },
}  # fmt: skip


def _of_one_name(small: SmallClient) -> SmallClient:
    """Return a client whose files are called the same in every wave."""
    del small.settings["waves"][WAVE]["files"]
    return small
