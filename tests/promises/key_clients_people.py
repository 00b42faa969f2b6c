"""Small made-up clients for the keys of surveys, purchases, deals, leads and segments."""

from __future__ import annotations

import copy
import io
from typing import Any

import numpy as np
import pandas as pd
from key_client import DELIMITED, WAVE, KeyClient, delimited, in_a_book, unanswered
from small_clients import SmallClient

PEOPLE = 60


def survey_client(**survey: Any) -> SmallClient:
    """Return a client with a survey of brands; ``survey`` are further settings."""
    draw = np.random.default_rng(1)
    sex, age = draw.integers(1, 3, PEOPLE), draw.integers(18, 60, PEOPLE)
    frame = pd.DataFrame({"id": range(1, PEOPLE + 1), "id_2": 7, "sex": sex, "age": age})
    frame["sex_2"] = draw.integers(1, 3, PEOPLE)
    frame["age_2"] = draw.integers(18, 60, PEOPLE)
    for brand in "123":
        frame[f"aware_{brand}"] = draw.binomial(1, 0.5 + 0.1 * int(brand), PEOPLE)
        frame[f"used_{brand}"] = frame[f"aware_{brand}"] * draw.binomial(1, 0.5, PEOPLE)
        for trait in "123":
            frame[f"im{brand}_{trait}"] = draw.binomial(1, 0.3 + 0.1 * int(trait), PEOPLE)
    frame["nps"], frame["nps_2"] = draw.integers(0, 11, PEOPLE), draw.integers(0, 11, PEOPLE)
    frame["nps"] = unanswered(frame["nps"])
    frame["heard"] = draw.choice(["tv", "tv, web", "web", "friend, web", "-"], PEOPLE)
    frame["heard_2"] = draw.choice(["tv", "web", "radio"], PEOPLE)
    frame["why_1"], frame["why_2"] = draw.integers(1, 4, PEOPLE), draw.integers(1, 4, PEOPLE)
    frame["pay"], frame["pay_2"] = draw.integers(1, 50, PEOPLE), draw.integers(1, 50, PEOPLE)
    frame["pay"] = frame["pay"].astype(str) + ",5"
    frame["wgt"] = np.array(["0,5", "1,5"])[np.arange(PEOPLE) % 2]
    frame["wgt_2"] = np.array(["0,9", "1,1", "1,0"])[np.arange(PEOPLE) % 3]
    codebook = pd.DataFrame(
        [
            ("sex", "Sex", 1, "Man"),
            ("sex", "", 2, "Woman"),
            ("sex_2", "Sex", 1, "Man"),
            ("sex_2", "", 2, "Woman"),
        ],
        columns=["variable", "label", "code", "value"],
    )
    questions: dict[str, Any] = {
        "sex": {"type": "single", "column": "sex", "label": "Sex"},
        "age": {"type": "number", "column": "age", "label": "Age", "bands": [30, 45]},
        "aware": {
            "type": "multiple",
            "columns": "aware_*",
            "label": "Aware",
            "items": _brands("aware"),
        },
        "used": {
            "type": "multiple",
            "columns": "used_*",
            "label": "Used",
            "items": _brands("used"),
        },
        "nps": {"type": "scale", "column": "nps", "label": "Recommend", "scale": [0, 10]},
        "heard": {
            "type": "multiple",
            "column": "heard",
            "label": "Heard",
            "separator": ",",
            "items": {"tv": "Television"},
        },
        "why": {
            "type": "multiple",
            "columns": ["why_1", "why_2"],
            "label": "Why",
            "selected": [1],
            "items": {"why_1": "Taste", "why_2": "Place"},
        },
        "pay": {"type": "number", "column": "pay", "label": "Pay", "bands": [10, 25]},
        "nps_2": {"type": "scale", "column": "nps_2", "label": "Like", "scale": [0, 10]},
    }
    settings = {
        "name": "Acme",
        "kind": "b2c",
        "languages": ["en"],
        "own_brand": "Acme",
        "seed": 7,
        "waves": {WAVE: {}},
        "sources": {
            "survey": {
                **DELIMITED,
                "file": "survey.csv",
                "id": "id",
                "questions": questions,
                "banner": ["sex", "age"],
                "funnel": ["aware", "used"],
                "net_promoter": "nps",
                "spend": "pay",
                **survey,
            }
        },
        "tables": {"confidence": 0.95, "correction": "fdr", "smallest_base": 30},
    }
    files = {"survey.csv": delimited(frame), "codebook.csv": codebook}
    return SmallClient(settings, {WAVE: files})


def raked_client() -> SmallClient:
    """Return a client whose survey is raked to targets, and has a codebook."""
    return survey_client(
        codebook="codebook.csv",
        weighting={
            "targets": {"sex": {"Man": 0.6, "Woman": 0.4}},
            "trim": [0.9, 1.05],
            "population": "Census",
        },
    )


def plain_client() -> SmallClient:
    """Return a client whose survey asked two questions, for what is said of the file."""
    small = survey_client()
    survey = small.settings["sources"]["survey"]
    survey["questions"] = {key: survey["questions"][key] for key in ("sex", "nps", "pay")}
    survey["banner"] = ["pay"]
    for key in ("funnel", "spend"):
        del survey[key]
    return small


def priced_client() -> SmallClient:
    """Return a client whose survey asked for four prices, and for each of them a second time."""
    limits = ("too_cheap", "cheap", "expensive", "too_expensive")
    roles = [role + again for role in limits for again in ("", "_again")]
    draw = np.random.default_rng(3)
    named = 10 + np.cumsum(draw.integers(1, 6, (PEOPLE, len(roles))), axis=1)
    frame = pd.DataFrame(named, columns=roles)
    questions = {
        role: {"type": "number", "column": role, "label": role.replace("_", " ")} for role in roles
    }
    survey = {
        "file": "survey.csv", "id": "id", "questions": questions,
        "price_sensitivity": {role: role for role in limits},
    }  # fmt: skip
    frame.insert(0, "id", range(1, PEOPLE + 1))
    settings = {
        "name": "Acme", "kind": "b2c", "languages": ["en"], "waves": {WAVE: {}},
        "sources": {"survey": survey},
    }  # fmt: skip
    return SmallClient(settings, {WAVE: {"survey.csv": frame}})


def images_client() -> SmallClient:
    """Return a client whose survey asked for the images of brands."""
    brands = {"Acme": "im1_*", "Bolt": ["im2_1", "im2_2", "im2_3"], "Core": "im3_*"}
    small = survey_client(image={"brands": brands, "attributes": ["Good", "Cheap", "Near"]})
    del small.settings["sources"]["survey"]["funnel"]
    return small


def choice_client() -> SmallClient:
    """Return a client whose segments are chosen by its own criteria."""
    small = ruled_client()
    small.settings["segmentation"]["choice"] = {
        "knock_out": {
            "size": {"at_least": 0.05, "at_most": 0.95},
            "near": {
                "share_of": {"question": "aware", "answer": "Bolt"},
                "label": "For the place",
                "at_least": 0.01,
            },
            "pleased": {"mean_of": "nps", "at_most": 10},
            "judged": {"judgement": {1: 7, 2: 4}, "at_least": 1},
        },
        "attractiveness": {
            "money_per_head": {"weight": 2, "low": 0, "high": 100},
            "tv": {"share_of": {"question": "used", "answer": "Bolt"}, "weight": 1},
            "young": {"mean_of": "age", "label": "Young", "low": 60, "high": 18},
        },
        "fit": {"shops": {"label": "Near us", "judgement": {1: 7, 2: 4}}, "size": {"weight": 1}},
    }
    return small


def ruled_client() -> SmallClient:
    """Return a client with weights of the fieldwork, segments by a rule, and their personas."""
    small = survey_client(weight="wgt")
    questions = small.settings["sources"]["survey"]["questions"]
    questions["area"] = {"type": "single", "column": "sex_2", "label": "Area",
                         "values": {1: "North", 2: "South"}}  # fmt: skip
    questions["sex"] |= {"values": {1: "Man", 2: "Woman"}, "family": "demographic"}
    small.settings |= {
        "segmentation": {
            "source": "survey",
            "method": "rule",
            "rule": "sex",
            "descriptors": ["age", "pay", "heard"],
        },
        "personas": {
            "demographics": ["age"],
            "goals": ["why"],
            "information": ["heard"],
            "pains": ["why"],
            "barriers": ["used"],
        },
    }
    return small


def ordered_client() -> SmallClient:
    """Return a client whose segments are made of choices in an order, by Gower's distance."""
    small = survey_client()
    questions = small.settings["sources"]["survey"]["questions"]
    questions["level"] = {
        "type": "single",
        "column": "why_1",
        "label": "Level",
        "ordered": True,
        "values": {1: "Low", 2: "Middle", 3: "High"},
    }
    small.settings["segmentation"] = {
        "source": "survey",
        "method": "k_medoids",
        "candidates": [2, 2],
        "segments": 2,
        "basis": {"psychographic": ["level", "age"]},
        "descriptors": ["sex"],
    }
    return small


def _brands(stage: str) -> dict[str, str]:
    return {f"{stage}_{n}": brand for n, brand in enumerate(("Acme", "Bolt", "Core"), start=1)}


def value_client() -> SmallClient:
    """Return a client that knows what its customers bought."""
    draw = np.random.default_rng(2)
    lines, names = 150, [f"K{i:02d}" for i in range(20)]
    sales = pd.DataFrame({"who": draw.choice(names, lines), "who_2": draw.choice(names, lines)})
    days = pd.to_datetime("2026-01-01") + pd.to_timedelta(
        draw.integers(0, 50, lines), "D"
    )  # too few days for a forecast
    sales["day"], sales["day_2"] = days.strftime("%d/%m/%Y"), days[::-1].strftime("%d/%m/%Y")
    sales["number"], sales["price"] = draw.integers(1, 5, lines), draw.integers(10, 90, lines)
    sales["number_2"], sales["price_2"] = draw.integers(2, 9, lines), sales["price"] * 3
    sales["amount"] = (sales["number"] * sales["price"]).astype(str) + ",5"
    sales["amount_2"] = sales["number"] * sales["price"] * 2 + 1
    sales["cost"], sales["cost_2"] = sales["price"] // 2, draw.integers(1, 9, lines)
    sales["cost"] = unanswered(sales["cost"])
    sales["order"], sales["order_2"] = [f"{who} 1" for who in sales["who"]], range(lines)
    columns = {"customer": "who", "date": "day", "quantity": "number"}
    roles = ("amount", "price", "cost", "order")
    settings = {
        "name": "Acme",
        "kind": "b2c",
        "languages": ["en"],
        "currency": "USD",
        "seed": 7,
        "waves": {WAVE: {"fieldwork": ["2026-01-01", "2026-06-30"]}},
        "sources": {
            "transactions": {
                **DELIMITED,
                "file": "sales.csv",
                "columns": columns | {role: role for role in roles},
            }
        },
        "value": {
            "source": "transactions",
            "band_by": "revenue",
            "bands": {"Small": 0, "Large": 900},
            "goal": "loyalty",
            "tie_break": "Pays early",
            "lapsed_after_days": 10,
            "rfm": {"recency": [4, 9], "frequency": [3, 6], "monetary": [300, 900]},
        },
    }
    return SmallClient(settings, {WAVE: {"sales.csv": delimited(sales)}})


def price_value_client() -> SmallClient:
    """Return the same client with money as units times price, and bands by price."""
    small = value_client()
    del small.settings["sources"]["transactions"]["columns"]["amount"]
    small.settings["value"] |= {"band_by": "price", "bands": {"Low": 0, "High": 50}}
    small.settings["value"]["goal"] = "profit"
    return small


def tied_client() -> SmallClient:
    """Return the same client with bands that bring about as much."""
    small = value_client()
    lines = pd.read_csv(io.BytesIO(small.files[WAVE]["sales.csv"]), sep=";", decimal=",",
                        encoding="cp1258")  # fmt: skip
    money = lines.groupby("who")["amount"].sum().sort_values()
    before = (money.cumsum() - money) / money.sum()
    bounds = {name: (before - third / 3).abs().idxmin() for third, name in enumerate("ABC")}
    small.settings["value"]["bands"] = {
        name: float(money[customer]) if name > "A" else 0 for name, customer in bounds.items()
    }
    return small


def companies_client() -> SmallClient:
    """Return a client whose segments are made of the companies it sells to."""
    draw = np.random.default_rng(6)
    n = 40
    people = pd.DataFrame({"no": [f"K{i:02d}" for i in range(n)], "no_2": "K1"})
    days = pd.date_range("2025-01-05", periods=n, freq="5D").strftime("%d/%m/%Y")
    people["since"], people["since_2"] = days, days[::-1]
    people["name"], people["name_2"] = [f"Person {i}" for i in range(n)], "The same"
    for role in ("spent", "profit", "bought", "ago"):
        people[role], people[f"{role}_2"] = draw.integers(1, 90, n), draw.integers(1, 90, n)
    people["profit"] = unanswered(people["profit"])
    group = draw.binomial(1, 0.5, n)
    people["level"] = np.array(["low", "middle", "high"])[group + draw.binomial(1, 0.3, n)]
    people["level_2"] = np.array(["low", "high"])[draw.binomial(1, 0.5, n)]
    people["size"] = (10 + 60 * group + draw.integers(0, 30, n)).astype(str)
    people["size"] += ",5"
    people["ads"], people["ads_2"] = 1 - group, draw.binomial(1, 0.5, n)
    people["size_2"], people["role_2"] = draw.integers(1, 99, n), draw.choice(["cfo", "cto"], n)
    people["branch"], people["branch_2"] = draw.choice(["IT", "Law"], n), draw.choice(["A", "B"], n)
    people["role"] = draw.choice(["boss", "clerk"], n)
    settings = {
        "name": "Acme",
        "kind": "b2b",
        "languages": ["en"],
        "currency": "USD",
        "waves": {WAVE: {"fieldwork": ["2026-01-01", "2026-06-30"]}},
        "sources": {
            "customers": {
                **DELIMITED,
                "file": "people.csv",
                "columns": {
                    "customer": "no",
                    "since": "since",
                    "name": "name",
                    "revenue": "spent",
                    "profit": "profit",
                    "purchases": "bought",
                    "last_purchase_days": "ago",
                },
                "attributes": {
                    "level": {
                        "column": "level",
                        "label": "Level",
                        "family": "psychographic",
                        "values": {"low": "Low", "middle": "Middle", "high": "High"},
                        "ordered": True,
                    },
                    "ads": {
                        "column": "ads",
                        "label": "Ads",
                        "family": "psychographic",
                        "type": "yes_no",
                    },
                    "size": {
                        "column": "size",
                        "label": "Size",
                        "family": "firmographic",
                        "type": "number",
                        "bands": [30, 60],
                    },
                    "branch": {"column": "branch", "label": "Branch", "family": "firmographic"},
                    "role": {
                        "column": "role",
                        "label": "Role",
                        "family": "firmographic",
                        "of": "buyer",
                    },
                },
            }
        },
        "segmentation": {
            "source": "customers",
            "method": "k_medoids",
            "candidates": [2, 2],
            "segments": 2,
            "basis": {"psychographic": ["level", "ads"]},
            "descriptors": ["size", "branch", "role"],
        },
        "personas": {"demographics": ["branch", "size", "role"], "goals": ["ads"]},
        "value": {"source": "customers", "goal": "profit"},
    }
    return SmallClient(settings, {WAVE: {"people.csv": delimited(people)}})


def ruled_companies_client() -> SmallClient:
    """Return the same client with its branches as segments."""
    small = companies_client()
    plan = small.settings["segmentation"]
    for key in ("basis", "segments", "candidates"):
        del plan[key]
    small.settings["value"]["goal"] = "loyalty"
    plan |= {"method": "rule", "rule": "branch", "descriptors": ["size", "role", "level", "ads"]}
    return small


def deals_client() -> SmallClient:
    """Return a company that sells to companies."""
    draw = np.random.default_rng(3)
    n = 80
    deals = pd.DataFrame({"deal": range(n), "who": [f"C{i:02d}" for i in draw.integers(0, 30, n)]})
    deals["who_2"], deals["deal_2"] = [f"C{i:02d}" for i in draw.integers(0, 9, n)], 5
    deals["state"] = draw.choice(["won", "lost", "open"], n)
    deals["state_2"] = draw.choice(["won", "lost", "open"], n)
    deals["amount"] = pd.Series(draw.integers(100, 900, n)).astype(str) + ",5"
    deals["amount_2"] = draw.integers(100, 900, n)
    begun = pd.to_datetime("2026-01-01") + pd.to_timedelta(draw.integers(0, 60, n), "D")
    closed = begun + pd.to_timedelta(draw.integers(1, 90, n), "D")
    for name, days in (("created", begun), ("closed", closed)):
        later = days + pd.to_timedelta(draw.integers(0, 9, n), "D")
        deals[name], deals[f"{name}_2"] = (one.strftime("%d/%m/%Y") for one in (days, later))
    deals["number"], deals["number_2"] = draw.integers(1, 5, n), draw.integers(1, 9, n)
    deals["number"] = unanswered(deals["number"])
    for role in ("seller", "team", "country"):
        deals[role], deals[f"{role}_2"] = draw.choice(["A", "B"], n), draw.choice(["D", "E"], n)
    roles = ("deal", "amount", "created", "closed", "team", "country")
    columns = {"customer": "who", "outcome": "state", "quantity": "number", "salesperson": "seller"}
    customers = pd.DataFrame({"no": [f"C{i:02d}" for i in range(30)], "spent": range(30)})
    settings = {
        "name": "Acme",
        "kind": "b2b",
        "languages": ["en"],
        "currency": "USD",
        "staff": "initials",
        "waves": {WAVE: {"fieldwork": ["2026-01-01", "2026-06-30"]}},
        "sources": {
            "customers": {"file": "people.csv", "columns": {"customer": "no", "revenue": "spent"}},
            "deals": {
                **DELIMITED,
                "file": "deals.csv",
                "columns": columns | {role: role for role in roles},
                "outcomes": {"won": ["won"], "lost": ["lost"], "open": ["open"]},
            },
        },
        "value": {"source": "deals", "band_by": "revenue", "goal": "growth"},
    }
    return SmallClient(settings, {WAVE: {"deals.csv": delimited(deals), "people.csv": customers}})


def deals_by_price_client() -> SmallClient:
    """Return the same client, which counts what one unit cost."""
    small = deals_client()
    small.settings["value"]["band_by"] = "price"
    return small


def two_sources_client() -> SmallClient:
    """Return a client that asked its customers what it knows of them already."""
    small = ruled_companies_client()
    names = ("branch", "role", "level")
    small.settings["segmentation"]["descriptors"] = list(names[1:])
    small.settings["sources"]["survey"] = {
        **copy.deepcopy(DELIMITED), "file": "people.csv", "id": "no",
        "questions": {name: {"type": "single", "column": f"{name}_2", "label": name.title()}
                      for name in names},
    }  # fmt: skip
    del small.settings["personas"]
    return small


def leads_client() -> SmallClient:
    """Return a company with people who may become its customers, and who is one already."""
    draw = np.random.default_rng(4)
    n = 80
    begun = pd.to_datetime("2026-01-01") + pd.to_timedelta(draw.integers(0, 60, n), "D")
    later = begun + pd.to_timedelta(draw.integers(200, 250, n), "D")  # after the wave's last day
    leads = pd.DataFrame({"lead": range(n), "lead_2": 5})
    leads["channel"], leads["channel_2"] = (draw.choice(["Web", "Fair"], n) for _ in "12")
    leads["channel_2"] = draw.choice(["X", "Y"], n)
    leads["day"], leads["day_2"] = begun.strftime("%d/%m/%Y"), later.strftime("%d/%m/%Y")
    words = {"became": ["Yes", "No"], "branch": ["IT", "Law"], "role": ["boss", "clerk", "owner"],
             "need": ["yes", "no", "?"], "member": ["yes", "no"]}  # fmt: skip
    for name, values in words.items():
        leads[name], leads[f"{name}_2"] = draw.choice(values, n), draw.choice(values, n)
    for name, most in {"money": 20, "weeks": 30, "size": 300}.items():
        leads[name], leads[f"{name}_2"] = draw.integers(1, most, n), draw.integers(1, most, n)
    leads["money"] = unanswered(leads["money"].astype(str) + ",5")
    leads["who"] = [f"C{i:02d}" if i % 7 == 0 else None for i in range(n)]
    leads["who_2"] = [f"C{i % 9:02d}" for i in range(n)]
    customers = pd.DataFrame({"no": [f"C{i:02d}" for i in range(40)], "spent": range(40)})
    settings = {
        "name": "Acme",
        "kind": "b2b",
        "languages": ["en"],
        "currency": "USD",
        "waves": {WAVE: {"fieldwork": ["2026-01-01", "2026-06-30"]}},
        "sources": {
            "customers": {"file": "people.csv", "columns": {"customer": "no", "revenue": "spent"}},
            "leads": {
                **DELIMITED,
                "file": "leads.csv",
                "columns": {
                    "lead": "lead",
                    "channel": "channel",
                    "created": "day",
                    "converted": "became",
                    "customer": "who",
                },
                "converted_values": ["Yes"],
                "bant": {
                    "budget": {"column": "money", "at_least": 8},
                    "authority": {"column": "role", "yes": ["boss"], "no": ["clerk"]},
                    "need": {"column": "need", "yes": ["yes"], "no": ["no"]},
                    "timeline": {"column": "weeks", "at_most": 8},
                },
                "attributes": {
                    "branch": {
                        "column": "branch",
                        "label": "Branch",
                        "family": "firmographic",
                        "values": {"IT": "Computing"},
                    },
                    "size": {
                        "column": "size",
                        "label": "Size",
                        "family": "firmographic",
                        "type": "number",
                        "bands": [50, 150],
                    },
                    "member": {
                        "column": "member",
                        "label": "Member",
                        "family": "behavioural",
                        "type": "yes_no",
                    },
                },
            },
        },
    }
    return SmallClient(settings, {WAVE: {"leads.csv": delimited(leads), "people.csv": customers}})


def segments_client() -> SmallClient:
    """Return a client whose segments come from a survey of two waves with weights."""
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


MARKET, BRANDS = "market_research", "competitor_analysis"
SEGMENTS, PERSONAS = "segmentation", "personas"
FILE_KEYS = tuple(f"sources.survey.{key}" for key in ("file", *DELIMITED))
SURVEY = KeyClient(plain_client, (MARKET,), FILE_KEYS)
VALUE = KeyClient(
    value_client,
    (SEGMENTS,),
    ("seed", "value*", "sources.transactions.*"),
    (
        "value.source",
        "value.tie_break",
        *(f"sources.transactions.columns.{role}" for role in ("quantity", "price", "cost")),
    ),
)
COMPANIES = KeyClient(
    companies_client,
    (SEGMENTS, PERSONAS),
    ("sources.customers.*",),
    ("sources.customers.attributes.*.family", "sources.customers.columns.since"),
)
DEALS_BUT = ("sources.deals.columns.quantity",)
DEALS = KeyClient(
    deals_client,
    (PERSONAS, SEGMENTS),
    ("kind", "staff", "value.source", "sources.deals.*"),
    DEALS_BUT,
)
LEADS = KeyClient(
    leads_client,
    (PERSONAS, SEGMENTS),
    ("sources.leads.*",),
    ("sources.leads.attributes.*.family",),
    values={
        f"sources.leads.bant.{criterion}.{side}": [[one, third]]
        for criterion, third, sides in (
            ("authority", "owner", {"yes": "boss", "no": "clerk"}),
            ("need", "?", {"yes": "yes", "no": "no"}),
        )
        for side, one in sides.items()
    },
)
PEOPLE_CLIENTS = {
    "survey": SURVEY,
    "questions": KeyClient(
        raked_client, (MARKET,), ("sources.survey.*", "tables.*"),
        (*FILE_KEYS, "sources.survey.spend", *(f"sources.survey.questions.{one}.*"
                                               for one in ("why", "heard", "pay", "nps_2"))),
        {
            "sources.survey.weighting.targets": [{"sex": {"Man": 0.52, "Woman": 0.48}}],
            "sources.survey.net_promoter": ["nps_2"],
            "tables.confidence": [0.8],
            **{f"sources.survey.questions.{one}.columns": [f"{one}_[12]", "im1_*"]
               for one in ("aware", "used")},
        },
    ),
    "price questions": KeyClient(
        priced_client, (MARKET,), ("sources.survey.price_sensitivity*",),
        values={
            f"sources.survey.price_sensitivity.{role}": [f"{role}_again"]
            for role in ("too_cheap", "cheap", "expensive", "too_expensive")
        },
    ),
    "images": KeyClient(images_client, (BRANDS,), ("sources.survey.image*",)),
    "segments by a rule": KeyClient(
        ruled_client, (SEGMENTS, PERSONAS),
        ("sources.survey.weight", "sources.survey.spend", "segmentation*", "personas*",
         *(f"sources.survey.questions.{one}.*" for one in ("sex", "why", "heard", "pay"))),
        but=("segmentation.source",),
        values={"sources.survey.spend": ["age"], "segmentation.rule": ["area"]},
    ),
    "choice of segments": KeyClient(
        choice_client, (SEGMENTS,), ("segmentation.choice*",),
        values={
            f"segmentation.choice.{key}": [value]
            for key, value in {
                "knock_out.size.at_least": 0.5,
                "knock_out.near.share_of.question": "used",
                "knock_out.near.share_of.answer": "Acme",
                "attractiveness.tv.share_of.question": "aware",
                "attractiveness.tv.share_of.answer": "Acme",
                "attractiveness.young.mean_of": "pay",
            }.items()
        },
    ),
    "segments by Gower's distance": KeyClient(
        ordered_client, (SEGMENTS,), ("sources.survey.questions.level.ordered",)
    ),
    "transactions": VALUE,
    "transactions by price": KeyClient(
        price_value_client, (SEGMENTS,),
        tuple(f"sources.transactions.columns.{role}" for role in ("quantity", "price", "cost")),
    ),
    "transactions with a tie": KeyClient(tied_client, (SEGMENTS,), ("value.tie_break",)),
    "companies": COMPANIES,
    "companies by a rule": KeyClient(
        ruled_companies_client, (SEGMENTS,),
        ("sources.customers.attributes.branch.family", "sources.customers.columns.since"),
    ),
    "deals": DEALS,
    "leads": LEADS,
    "segments": KeyClient(
        segments_client, (SEGMENTS,), ("segmentation.*",), ("segmentation.source",),
        values={
            "segmentation.basis": [{"behavioural": ["motive"]}],
            "segmentation.smallest_segment": [0.48],
            "segmentation.reference_wave": ["w2"],
            "segmentation.compare_with": ["sex"],
        },
    ),
    "segments of two sources": KeyClient(
        two_sources_client, (SEGMENTS,), ("segmentation.source",)
    ),
    "deals by price": KeyClient(
        deals_by_price_client, (SEGMENTS,), ("sources.deals.columns.quantity",)
    ),
    **{
        f"{source} in a book": in_a_book(client, source)
        for source, client in {"survey": SURVEY, "transactions": VALUE, "customers": COMPANIES,
                               "deals": DEALS, "leads": LEADS}.items()
    },
}  # fmt: skip
