"""Small made-up clients in which every key of the client file stands, for one subject each."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pandas as pd
from small_clients import SmallClient

PEOPLE = 90
WAVE = "w1"


def market_client() -> SmallClient:
    """Return a client with a raked survey, and everything that is known of the market."""
    draw = np.random.default_rng(1)
    sex = draw.integers(1, 3, PEOPLE)
    age = draw.integers(18, 60, PEOPLE)
    frame = pd.DataFrame({"id": range(1, PEOPLE + 1), "sex": sex, "age": age, "refused": 99})
    frame["sex_2"] = draw.integers(1, 3, PEOPLE)
    frame["age_2"] = draw.integers(18, 60, PEOPLE)
    for brand in "123":
        frame[f"aware_{brand}"] = draw.binomial(1, 0.5 + 0.1 * int(brand), PEOPLE)
        frame[f"used_{brand}"] = frame[f"aware_{brand}"] * draw.binomial(1, 0.5, PEOPLE)
        for trait in "123":
            frame[f"im{brand}_{trait}"] = draw.binomial(1, 0.3 + 0.1 * int(trait), PEOPLE)
    frame["nps"], frame["nps_2"] = draw.integers(0, 11, PEOPLE), draw.integers(0, 11, PEOPLE)
    frame["heard"] = draw.choice(["tv", "tv; web", "web", "friend; web", "99"], PEOPLE)
    frame["heard_2"] = draw.choice(["tv", "web", "radio"], PEOPLE)
    frame["why_1"], frame["why_2"] = draw.integers(1, 4, PEOPLE), draw.integers(1, 4, PEOPLE)
    frame["pay"], frame["pay_2"] = draw.integers(1, 50, PEOPLE), draw.integers(1, 50, PEOPLE)
    codebook = pd.DataFrame(
        [
            ("sex", "Sex of the person", 1, "Man"),
            ("sex", "", 2, "Woman"),
            ("sex_2", "Sex", 1, "Man"),
            ("sex_2", "", 2, "Woman"),
        ],
        columns=["variable", "label", "code", "value"],
    )
    questions: dict[str, Any] = {
        "sex": {"type": "single", "column": "sex", "label": "Sex", "family": "demographic"},
        "age": {"type": "number", "column": "age", "label": "Age", "bands": [30, 45]},
        "aware": {"type": "multiple", "columns": "aware_*", "label": "Aware",
                  "items": _brands("aware")},
        "used": {"type": "multiple", "columns": "used_*", "label": "Used",
                 "items": _brands("used")},
        "nps": {"type": "scale", "column": "nps", "label": "Recommend", "scale": [0, 10]},
        "heard": {"type": "multiple", "column": "heard", "label": "Heard", "separator": ";",
                  "items": {"tv": "Television"}},
        "why": {"type": "multiple", "columns": ["why_1", "why_2"], "label": "Why", "selected": [1]},
        "pay": {"type": "number", "column": "pay", "label": "Pay", "bands": [10, 25]},
    }  # fmt: skip
    survey = {
        "file": "survey.csv", "codebook": "codebook.csv", "id": "id", "missing": [99],
        "weighting": {"targets": {"sex": {"Man": 0.6, "Woman": 0.4}}, "trim": [0.3, 3],
                      "population": "Census"},
        "questions": questions, "banner": ["sex", "age"], "funnel": ["aware", "used"],
        "net_promoter": "nps", "spend": "pay",
        "image": {"brands": {"Acme": "im1_*", "Bolt": "im2_*", "Core": "im3_*"},
                  "attributes": ["Good", "Cheap", "Near"]},
    }  # fmt: skip
    sources, files = _market_sources(draw)
    settings = {
        "name": "Acme", "kind": "b2c", "synthetic": True, "about": "A shop.", "languages": ["en"],
        "currency": "USD", "own_brand": "Acme", "seed": 7,
        "waves": {WAVE: {"label": "First", "fieldwork": ["2026-01-01", "2026-06-30"],
                         "files": {"reviews": "reviews_w1.csv"}}},
        "sources": {"survey": survey, **sources},
        "tables": {"confidence": 0.95, "correction": "fdr", "smallest_base": 30},
        "segmentation": {"source": "survey", "method": "rule", "rule": "sex"},
        "personas": {"demographics": ["age"], "goals": ["why"], "information": ["heard"],
                     "pains": ["why"], "barriers": ["used"]},
        "vocabulary": {"Search": {"vi": "Tìm kiếm", "en": "Found by search"}},
    }  # fmt: skip
    files |= {"survey.csv": frame, "codebook.csv": codebook, "codebook_2.csv": codebook[:2]}
    return SmallClient(settings, {WAVE: files})


def _brands(stage: str) -> dict[str, str]:
    return {f"{stage}_{n}": brand for n, brand in enumerate(("Acme", "Bolt", "Core"), start=1)}


def _market_sources(draw: np.random.Generator) -> tuple[dict[str, Any], dict[str, Any]]:
    n = 60
    brands = np.array(["Acme", "Bolt", "Core"])[np.arange(n) % 3]
    days = pd.date_range("2026-01-02", periods=n).strftime("%d/%m/%Y")
    reviews = pd.DataFrame({"text": [f"t{i}" for i in range(n)], "stars": 1 + np.arange(n) % 5})
    reviews["stars_2"], reviews["brand"] = 1 + np.arange(n) % 3, brands
    reviews["brand_2"], reviews["product"] = (
        brands[::-1],
        np.array(["Tea", "Café"])[np.arange(n) % 2],
    )
    reviews["day"], reviews["no"] = days, range(n)
    reviews["no_2"], reviews["text_2"], reviews["day_2"] = 5, None, "1700-01-01"
    prices = pd.DataFrame({"price": 10 + np.arange(n) % 7 + draw.integers(0, 9, n)})
    prices["price"] = prices["price"].astype(str) + ",500"
    prices["brand"], prices["brand_2"] = brands, brands[::-1]
    prices["product"] = np.char.add(brands, " one")
    prices["category"] = np.array(["Small", "Large"])[np.arange(n) % 2]
    prices["category_2"], prices["rating"], prices["day"] = "One", 4, days
    prices["price_2"] = "7,5"
    visits = pd.DataFrame({"channel": np.array(["Search", "Social", "Mail"])[np.arange(n) % 3]})
    visits["channel_2"], visits["sessions"], visits["sessions_2"] = "Direct", 40, 1 + np.arange(n)
    visits["conversions"], visits["conversions_2"] = np.arange(n) % 9, 0
    visits["revenue"], visits["revenue_2"], visits["day"] = 5 * np.arange(n), 3, days
    queries = pd.DataFrame({"query": [f"word {i}" for i in range(n)], "clicks": np.arange(n)})
    queries.loc[::2, "query"] += " acme"
    queries["query_2"] = [f"other {i}" for i in range(n)]
    queries["clicks_2"], queries["impressions"], queries["impressions_2"] = 1, 100, 200
    queries["position"], queries["position_2"] = 2.5, 7.5
    facts = pd.DataFrame({"name": ["Acme", "Bolt", "Core", "Home"]})
    facts["name_2"] = ["Eins", "Zwei", "Drei", "Vier"]
    for role in ("customers", "sales", "outlets"):
        facts[role], facts[f"{role}_2"] = [10, 20, 30, 40], [50, 60, 70, 80]
    for role in ("kind", "audience", "channels", "strengths", "weaknesses", "origin"):
        facts[role], facts[f"{role}_2"] = f"{role} said", f"{role} else"
    facts["accessed"], facts["accessed_2"] = "2026-02-01", "2026-03-01"
    sources = {
        "reviews": {
            "file": "reviews.csv", "scale": [1, 5],
            "columns": {"text": "text", "rating": "stars", "brand": "brand", "product": "product",
                        "date": "day", "review": "no"},
        },
        "prices": {
            "file": "prices.csv", "delimiter": ";", "decimal": ",",
            "columns": {"price": "price", "brand": "brand", "product": "product",
                        "category": "category", "rating": "rating", "date": "day"},
        },
        "web_analytics": {
            "file": "web.csv",
            "columns": {name: name for name in ("channel", "sessions", "conversions", "revenue")}
            | {"date": "day"},
        },
        "search_queries": {
            "file": "queries.csv", "brand_terms": ["acme"],
            "columns": {name: name for name in ("query", "clicks", "impressions", "position")},
        },
        "competitors": {
            "file": "facts.xlsx", "sheet": "Facts", "sales_unit": 1000,
            "about": "Made up.", "url": "https://example.org/facts", "accessed": "2026-02-03",
            "columns": {name: name for name in facts if not name.endswith("_2")},
        },
    }  # fmt: skip
    book = io.BytesIO()
    with pd.ExcelWriter(book) as writer:
        facts.to_excel(writer, sheet_name="Facts", index=False)
        facts.head(2).to_excel(writer, sheet_name="Fewer", index=False)
    fewer = reviews.head(30)
    files = {
        "reviews.csv": fewer, "reviews_w1.csv": reviews.to_csv(index=False).encode("utf-8"),
        "prices.csv": prices.to_csv(index=False, sep=";").encode(), "web.csv": visits,
        "queries.csv": queries, "facts.xlsx": book.getvalue(),
    }  # fmt: skip
    return sources, files


def value_client() -> SmallClient:
    """Return a client that knows its customers and what they bought."""
    draw = np.random.default_rng(2)
    customers = 40
    people = pd.DataFrame({"no": [f"K{i:02d}" for i in range(customers)]})
    people["no_2"] = people["no"][::-1].to_numpy()
    people["since"], people["since_2"] = "05/01/2025", "06/02/2024"
    people["name"] = [f"Person {i}" for i in range(customers)]
    people["spent"] = draw.integers(100, 5000, customers)
    people["spent_2"] = draw.integers(100, 5000, customers)
    people["profit"], people["profit_2"] = people["spent"] // 3, people["spent_2"] // 2
    people["bought"], people["bought_2"] = draw.integers(1, 9, customers), 4
    people["ago"], people["ago_2"] = (
        draw.integers(1, 200, customers),
        draw.integers(1, 300, customers),
    )
    lines = 400
    sales = pd.DataFrame({"who": draw.choice(people["no"], lines)})
    sales["who_2"] = draw.choice(people["no"], lines)
    days = pd.to_datetime("2026-01-01") + pd.to_timedelta(draw.integers(0, 170, lines), "D")
    sales["day"] = days.strftime("%d/%m/%Y")
    sales["day_2"] = days[::-1].strftime("%d/%m/%Y")
    sales["number"], sales["price"] = draw.integers(1, 5, lines), draw.integers(10, 90, lines)
    sales["amount"] = sales["number"] * sales["price"]
    sales["amount_2"], sales["price_2"] = sales["amount"] * 2 + 1, sales["price"] * 3
    sales["number_2"], sales["cost"] = 1, sales["amount"] // 2
    sales["cost_2"] = draw.integers(1, 9, lines)
    sales["order"], sales["order_2"] = [f"O{i // 2}" for i in range(lines)], range(lines)
    sales["product"], sales["category"] = draw.choice(["Tea", "Cake"], lines), "Food"
    settings = {
        "name": "Acme", "kind": "b2c", "languages": ["en"], "currency": "USD",
        "waves": {WAVE: {"label": "First", "fieldwork": ["2026-01-01", "2026-06-30"]}},
        "sources": {
            "customers": {
                "file": "people.csv",
                "columns": {"customer": "no", "since": "since", "name": "name", "revenue": "spent",
                            "profit": "profit", "purchases": "bought", "last_purchase_days": "ago"},
            },
            "transactions": {
                "file": "sales.csv", "day_first": True,
                "columns": {"customer": "who", "date": "day", "amount": "amount", "price": "price",
                            "quantity": "number", "cost": "cost", "order": "order",
                            "product": "product", "category": "category"},
            },
        },
        "value": {"source": "transactions", "band_by": "revenue",
                  "bands": {"Small": 0, "Large": 900}, "goal": "profit", "tie_break": "Pays early",
                  "lapsed_after_days": 40,
                  "rfm": {"recency": [10, 30], "frequency": [3, 6], "monetary": [300, 900]}},
    }  # fmt: skip
    return SmallClient(settings, {WAVE: {"people.csv": people, "sales.csv": sales}})


def sales_client() -> SmallClient:
    """Return a company that sells to companies: deals, and leads with BANT."""
    draw = np.random.default_rng(3)
    n = 120
    deals = pd.DataFrame({"deal": range(n), "who": [f"C{i:02d}" for i in draw.integers(0, 40, n)]})
    deals["who_2"], deals["deal_2"] = "C01", range(5, n + 5)
    deals["state"] = draw.choice(["won", "lost", "open"], n)
    deals["state_2"] = draw.choice(["won", "lost", "open"], n)
    deals["amount"], deals["amount_2"] = draw.integers(100, 900, n), draw.integers(100, 900, n)
    begun = pd.to_datetime("2026-01-01") + pd.to_timedelta(draw.integers(0, 60, n), "D")
    closed = begun + pd.to_timedelta(draw.integers(1, 90, n), "D")
    for name, days in (("created", begun), ("closed", closed)):
        deals[name] = days.strftime("%Y-%m-%d")
        deals[f"{name}_2"] = (days + pd.to_timedelta(draw.integers(0, 9, n), "D")).strftime(
            "%Y-%m-%d"
        )
    deals["number"], deals["number_2"] = draw.integers(1, 5, n), draw.integers(1, 9, n)
    for role in ("product", "seller", "team", "country"):
        deals[role], deals[f"{role}_2"] = draw.choice(["A", "B"], n), draw.choice(["D", "E"], n)
    leads = pd.DataFrame({"lead": range(n), "lead_2": range(1, n + 1)})
    leads["channel"], leads["channel_2"] = (
        draw.choice(["Web", "Fair"], n),
        draw.choice(["X", "Y"], n),
    )
    leads["day"] = begun.strftime("%Y-%m-%d")
    leads["day_2"] = closed.strftime("%Y-%m-%d")
    leads["became"], leads["became_2"] = (
        draw.choice(["Yes", "No"], n),
        draw.choice(["Yes", "No"], n),
    )
    leads["who"] = [f"C{i:02d}" if i % 7 == 0 else None for i in range(n)]
    leads["who_2"] = [f"C{i % 40:02d}" for i in range(n)]
    leads["money"], leads["money_2"] = draw.integers(1, 20, n), draw.integers(1, 20, n)
    leads["role"], leads["role_2"] = draw.choice(["boss", "clerk"], n), "clerk"
    leads["need"], leads["weeks"] = draw.choice(["yes", "no", "?"], n), draw.integers(1, 30, n)
    leads["branch"], leads["branch_2"] = (
        draw.choice(["IT", "Law"], n),
        draw.choice(["IT", "Law"], n),
    )
    leads["size"], leads["member"] = draw.integers(1, 300, n), draw.choice(["yes", "no"], n)
    settings = {
        "name": "Acme", "kind": "b2b", "languages": ["en"], "currency": "USD",
        "waves": {WAVE: {"fieldwork": ["2026-01-01", "2026-06-30"]}},
        "sources": {
            "deals": {
                "file": "deals.csv",
                "columns": {"deal": "deal", "customer": "who", "outcome": "state",
                            "amount": "amount", "created": "created", "closed": "closed",
                            "product": "product", "quantity": "number", "salesperson": "seller",
                            "team": "team", "country": "country"},
                "outcomes": {"won": ["won"], "lost": ["lost"], "open": ["open"]},
            },
            "leads": {
                "file": "leads.csv",
                "columns": {"lead": "lead", "channel": "channel", "created": "day",
                            "converted": "became", "customer": "who"},
                "converted_values": ["Yes"],
                "bant": {"budget": {"column": "money", "at_least": 8},
                         "authority": {"column": "role", "yes": ["boss"], "no": ["clerk"]},
                         "need": {"column": "need", "yes": ["yes"], "no": ["no"]},
                         "timeline": {"column": "weeks", "at_most": 8}},
                "attributes": {
                    "branch": {"column": "branch", "label": "Branch", "family": "firmographic",
                               "values": {"IT": "Computing"}},
                    "size": {"column": "size", "label": "Size", "family": "firmographic",
                             "type": "number", "bands": [50, 150]},
                    "member": {"column": "member", "label": "Member", "family": "behavioural",
                               "type": "yes_no"}},
            },
        },
        "value": {"source": "deals", "band_by": "revenue", "goal": "growth"},
    }  # fmt: skip
    return SmallClient(settings, {WAVE: {"deals.csv": deals, "leads.csv": leads}})


def segments_client() -> SmallClient:
    """Return a client whose segments come from a survey of two waves with weights."""
    criteria = {
        "knock_out": {"size": {"at_least": 0.05, "at_most": 0.95}},
        "attractiveness": {
            "money_per_head": {"weight": 2, "low": 0, "high": 100},
            "tv": {"share_of": {"question": "heard", "answer": "TV"}, "weight": 1},
            "price": {"mean_of": "price", "label": "Price matters", "low": 5, "high": 1},
        },
        "fit": {"near": {"label": "Near us", "judgement": {1: 7, 2: 4}}, "size": {"weight": 1}},
    }
    questions: dict[str, Any] = {
        "motive": {"type": "multiple", "columns": "m_*", "label": "Motive",
                   "family": "psychographic",
                   "items": {f"m_{n}": f"Motive {n}" for n in range(1, 6)}},
        "sex": {"type": "single", "column": "sex", "label": "Sex",
                "values": {1: "Man", 2: "Woman"}},
        "level": {"type": "single", "column": "level", "label": "Level", "ordered": True,
                  "values": {1: "Low", 2: "Middle", 3: "High"}},
        "heard": {"type": "multiple", "columns": "h_*", "label": "Heard",
                  "items": {"h_1": "TV", "h_2": "Web"}},
        "price": {"type": "scale", "column": "price", "scale": [1, 5], "label": "Price"},
        "spend": {"type": "number", "column": "spend", "label": "Spending", "bands": [30, 60]},
        "old": {"type": "single", "column": "old", "label": "Earlier segment",
                "values": {1: "One", 2: "Two"}},
    }  # fmt: skip
    settings = {
        "name": "Acme", "kind": "b2c", "languages": ["en"], "currency": "USD",
        "waves": {WAVE: {"label": "First"}, "w2": {"label": "Second"}},
        "sources": {"survey": {"file": "survey.csv", "id": "id", "weight": "weight",
                               "questions": questions, "spend": "spend"}},
        "segmentation": {
            "source": "survey", "method": "k_means", "basis": {"psychographic": ["motive"]},
            "descriptors": ["sex", "level", "heard", "price"], "candidates": [2, 3], "segments": 2,
            "smallest_segment": 0.05, "standardise": False, "names": {1: "Doers", 2: "Dreamers"},
            "reference_wave": WAVE, "compare_with": "old", "typing_questions": 3,
            "choice": criteria,
        },
        "personas": {"demographics": ["sex"], "goals": ["motive"], "information": ["heard"],
                     "pains": ["price"], "barriers": ["level"]},
    }  # fmt: skip
    files = {wave: {"survey.csv": _segment_answers(seed)} for seed, wave in ((4, WAVE), (5, "w2"))}
    return SmallClient(settings, files)


def _segment_answers(seed: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    group = draw.binomial(1, 0.45, PEOPLE)
    frame = pd.DataFrame({"id": range(1, PEOPLE + 1), "id_2": range(2, PEOPLE + 2)})
    for item in range(1, 6):
        chance = np.where(group == item % 2, 0.85, 0.15)
        frame[f"m_{item}"] = draw.binomial(1, chance)
    frame["sex"], frame["sex_2"] = draw.integers(1, 3, PEOPLE), draw.integers(1, 3, PEOPLE)
    frame["level"] = 1 + (group + draw.integers(0, 2, PEOPLE))
    frame["h_1"], frame["h_2"] = draw.binomial(1, 0.3 + 0.4 * group), draw.binomial(1, 0.5, PEOPLE)
    frame["price"], frame["spend"] = draw.integers(1, 6, PEOPLE), draw.integers(5, 95, PEOPLE)
    frame["old"] = 1 + np.where(draw.random(PEOPLE) < 0.8, group, 1 - group)
    frame["weight"] = draw.choice([0.7, 1.0, 1.3], PEOPLE)
    frame["weight_2"] = draw.choice([0.5, 1.5], PEOPLE)
    return frame


CLIENTS = {
    "market": (market_client, ("market_research", "competitor_analysis", "personas")),
    "value": (value_client, ("segmentation",)),
    "sales": (sales_client, ("personas", "segmentation")),
    "segments": (segments_client, ("segmentation", "personas")),
}
