"""Small clients in CSV files, for what a report says of its data and how it was made."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[2]
REASONS = ("cheap", "near", "quiet", "friendly")
HEAD = """\
name: {vi: Tiệm Bánh, en: The Bakery}
kind: b2c
own_brand: Ours
waves:
"""
WAVES = {
    "w1": "  w1: {label: {vi: Đợt một, en: Wave One}}\n",
    "w2": "  w2: {label: {vi: Đợt hai, en: Wave Two}}\n",
}
SURVEY = """\
  survey:
    file: survey.csv
    id: id
    {weighting}
    questions:
      sex: {type: single, column: sex, label: {vi: Giới tính, en: Sex}, family: demographic,
            values: {1: {vi: Nam, en: Male}, 2: {vi: Nữ, en: Female}}}
      age: {type: number, column: age, label: {vi: Tuổi, en: Age}, family: demographic,
            bands: [30, 45]}
      why: {type: multiple, columns: [cheap, near, quiet, friendly], family: psychographic,
            label: {vi: Lý do, en: Reasons},
            items: {cheap: Giá rẻ, near: Gần nhà, quiet: Yên tĩnh, friendly: Thân thiện}}
      known: {type: multiple, columns: [known_ours, known_rival], label: {vi: Biết, en: Known},
              items: {known_ours: Ours, known_rival: Rival}}
      bought: {type: multiple, columns: [bought_ours, bought_rival],
               label: {vi: Từng mua, en: Bought},
               items: {bought_ours: Ours, bought_rival: Rival}}
      nps: {type: scale, column: nps, label: {vi: Giới thiệu, en: Recommend}, scale: [0, 10]}
      spend: {type: number, column: spend, label: {vi: Chi tiêu, en: Spending}}
    banner: [sex, age]
    funnel: [known, bought]
    net_promoter: nps
    spend: spend
    image:
      brands: {Ours: [ours_tasty, ours_fresh, ours_cosy],
               Rival: [rival_tasty, rival_fresh, rival_cosy],
               Third: [third_tasty, third_fresh, third_cosy]}
      attributes: [Ngon, Tươi, Ấm cúng]
"""
OTHERS = """\
  competitors: {file: competitors.csv, columns: {name: name, kind: kind}}
  prices: {file: prices.csv, columns: {brand: brand, product: product, price: price}}
  reviews: {file: reviews.csv, columns: {text: text, brand: brand, rating: rating}}
  transactions:
    file: transactions.csv
    columns: {customer: customer, date: date, amount: amount, order: order}
"""
SEGMENTS = """\
segmentation:
  source: survey
  basis: {psychographic: [why]}
  descriptors: [sex, age]
  segments: 2
  candidates: [2, 3]
  typing_questions: 2
personas:
  demographics: [sex, age]
  goals: [why]
"""
TARGETS = """weighting:
      targets: {sex: {Nam: 0.5, Nữ: 0.5}}
      trim: [0.3, 3]
      population: {vi: Điều tra dân số, en: the census}"""


def survey_frame(people: int, seed: int) -> pd.DataFrame:
    """Return answers of two kinds of people, who differ in their reasons."""
    draw = np.random.default_rng(seed)
    kind = draw.random(people) < 0.4
    yes = {
        reason: (draw.random(people) < np.where(kind, high, low)).astype(int)
        for reason, high, low in zip(REASONS, (0.9, 0.85, 0.1, 0.15), (0.1, 0.2, 0.9, 0.8),
                                     strict=True)
    }  # fmt: skip
    known = (draw.random(people) < 0.7).astype(int)
    rival = (draw.random(people) < 0.8).astype(int)
    image = {
        f"{brand}_{trait}": (draw.random(people) < share).astype(int)
        for brand, shares in {
            "ours": (0.6, 0.4, 0.2), "rival": (0.2, 0.5, 0.6), "third": (0.4, 0.1, 0.5),
        }.items()
        for trait, share in zip(("tasty", "fresh", "cosy"), shares, strict=True)
    }  # fmt: skip
    frame = {
        "id": [f"P{n}" for n in range(people)],
        "sex": np.where(draw.random(people) < 0.6, 1, 2),
        "age": draw.integers(18, 60, people),
        **yes,
        "known_ours": known,
        "known_rival": rival,
        "bought_ours": known * (draw.random(people) < 0.5),
        "bought_rival": rival * (draw.random(people) < 0.6),
        "nps": draw.integers(0, 11, people),
        "spend": draw.integers(1, 90, people) * 10_000,
        **image,
    }
    return pd.DataFrame(frame)


def other_frames(seed: int) -> dict[str, pd.DataFrame]:
    """Return the files beside the survey."""
    draw = np.random.default_rng(seed)
    days = pd.Timestamp("2026-01-01") + pd.to_timedelta(draw.integers(0, 120, 300), unit="D")
    # some buy often, and some stop: a model of repeat buying that data do not settle takes long
    customers = np.minimum(draw.geometric(0.05, 300), 59)
    bought = (customers % 3 > 0) | (days < pd.Timestamp("2026-02-15"))
    return {
        "competitors": pd.DataFrame({"name": ["Ours", "Rival", "Third"], "kind": "direct"}),
        "prices": pd.DataFrame(
            {
                "brand": np.repeat(["Ours", "Rival", "Third"], 12),
                "product": [f"Bread {n}" for n in range(36)],
                "price": draw.integers(20, 60, 36) * 1000,
            }
        ),
        "reviews": pd.DataFrame(
            {
                "text": [f"A text, number {n}" for n in range(120)],
                "brand": np.repeat(["Ours", "Rival"], 60),
                "rating": draw.integers(1, 6, 120),
            }
        ),
        "transactions": pd.DataFrame(
            {
                "customer": customers,
                "date": days.strftime("%Y-%m-%d"),
                "amount": draw.integers(1, 40, 300) * 10_000,
                "order": range(300),
            }
        )[bought],
    }


def new_project(root: Path) -> Path:
    """Make a project's folder with the notebooks and no client in it."""
    (root / "data").mkdir(parents=True)
    shutil.copytree(
        ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*", "__pycache__")
    )
    shutil.copy2(ROOT / "requirements.lock", root / "requirements.lock")
    return root


def fixed_text(project: Path, study: str) -> str:
    """Return what a study's notebook says in Markdown, whatever was done."""
    cells = nbformat.read(project / "notebooks" / f"{study}.ipynb", as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def write_client(
    project: Path,
    name: str = "bakery",
    *,
    waves: dict[str, int] | None = None,
    weighting: str = "",
    weights: str = "",
    sources: str = SURVEY + OTHERS,
    rest: str = SEGMENTS,
) -> Path:
    """Write a client and return its folder.

    ``waves``: name → number of respondents; ``weights``: what the survey's column ``weight``
    holds: nothing, ``ones`` or ``varied``.
    """
    waves = waves or {"w1": 200}
    folder = project / "data" / name
    for seed, (wave, people) in enumerate(waves.items(), start=1):
        (folder / wave).mkdir(parents=True)
        answers = survey_frame(people, seed)
        if weights:
            draw = np.random.default_rng(seed + 10)
            answers["weight"] = 1.0 if weights == "ones" else draw.uniform(0.5, 2.0, people)
        for file, frame in {"survey": answers, **other_frames(seed)}.items():
            frame.to_csv(folder / wave / f"{file}.csv", index=False)
    sources = sources.replace("    {weighting}\n", f"    {weighting}\n" if weighting else "")
    text = HEAD + "".join(WAVES[wave] for wave in waves) + "sources:\n" + sources + rest
    (folder / "client.yml").write_text(text, "utf-8")
    return folder
