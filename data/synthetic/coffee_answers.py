"""What respondents of the coffee survey answer; rows of the tables below are the segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from synthetic import coffee_words as words
from synthetic.drawing import even_by_group, scaled_to, spread, stream, systematic

if TYPE_CHECKING:
    from synthetic.coffee_survey import People

HIGH, LOW = 0.92, 0.08
# Motives (0 … 11) of each segment; any two segments differ in at least six of twelve.
MOTIVES_OF = [{0, 1, 2, 10}, {3, 4, 5, 8}, {0, 6, 7, 8}, {3, 9, 10, 11}]

# Share of all who know a brand; of those who ever went; of those in the last month.
AWARE = {
    "2026-1": [0.52, 0.86, 0.74, 0.50, 0.42, 0.34],
    "2026-2": [0.60, 0.86, 0.74, 0.50, 0.42, 0.34],
}
EVER = [0.62, 0.74, 0.66, 0.52, 0.50, 0.46]
MONTH = [0.56, 0.60, 0.52, 0.45, 0.42, 0.40]
PREFERENCE = [1.5, 1.6, 1.1, 0.9, 0.8, 0.7]
# The own brand is known best in Hà Nội and Đà Nẵng, and by those who work in cafés.
KNOWN_IN_CITY = np.array([0.85, 1.20, 1.15, 0.70])
KNOWN_BY_SEGMENT = np.array([1.20, 1.05, 0.90, 0.85])

# Net promoter score of the own brand: shares of 0 … 6, 7 … 8 and 9 … 10 by segment.
NPS = {
    "2026-1": [[0.14, 0.32, 0.54], [0.16, 0.34, 0.50], [0.22, 0.38, 0.40], [0.18, 0.37, 0.45]],
    "2026-2": [[0.18, 0.33, 0.49], [0.21, 0.34, 0.45], [0.29, 0.36, 0.35], [0.22, 0.39, 0.39]],
}

OCCUPATION = [  # by segment, for people from 25 on; the youngest are students for the most part
    [0.02, 0.44, 0.34, 0.14, 0.03, 0.03],
    [0.08, 0.40, 0.20, 0.20, 0.08, 0.04],
    [0.01, 0.58, 0.05, 0.12, 0.22, 0.02],
    [0.00, 0.34, 0.08, 0.30, 0.10, 0.18],
]
EDUCATION = [
    [0.06, 0.16, 0.60, 0.18],
    [0.18, 0.27, 0.48, 0.07],
    [0.24, 0.32, 0.38, 0.06],
    [0.22, 0.28, 0.40, 0.10],
]
INCOME = [
    [0.06, 0.27, 0.38, 0.20, 0.09],
    [0.18, 0.44, 0.26, 0.09, 0.03],
    [0.08, 0.46, 0.32, 0.11, 0.03],
    [0.04, 0.24, 0.38, 0.24, 0.10],
]
SPEND = np.array([900_000, 560_000, 700_000, 480_000])

SOURCES = [  # Facebook, TikTok, Zalo, Google, delivery app, friends, walking by, press
    [0.45, 0.25, 0.15, 0.62, 0.22, 0.40, 0.30, 0.05],
    [0.55, 0.74, 0.18, 0.25, 0.30, 0.48, 0.18, 0.03],
    [0.35, 0.22, 0.28, 0.25, 0.52, 0.25, 0.60, 0.05],
    [0.50, 0.12, 0.52, 0.30, 0.15, 0.58, 0.22, 0.16],
]
PAINS = [  # queue, noise, no seat, parking, price, uneven quality, too sweet
    [0.20, 0.62, 0.45, 0.22, 0.28, 0.20, 0.15],
    [0.25, 0.12, 0.50, 0.30, 0.38, 0.18, 0.30],
    [0.66, 0.06, 0.08, 0.30, 0.42, 0.30, 0.18],
    [0.24, 0.34, 0.36, 0.56, 0.25, 0.16, 0.38],
]
BARRIERS = [  # far, dearer, home-made, no difference, no drink I like, no room for children
    [0.38, 0.30, 0.22, 0.20, 0.10, 0.02],
    [0.32, 0.40, 0.10, 0.24, 0.18, 0.01],
    [0.46, 0.42, 0.38, 0.22, 0.08, 0.02],
    [0.40, 0.26, 0.34, 0.26, 0.14, 0.44],
]
IMAGE = [  # by brand: what is planted above (or below) the brand's general level
    [0.12, -0.12, 0.14, 0.24, -0.08, 0.12, -0.14, 0.00, 0.10, 0.02],
    [0.02, -0.06, 0.00, -0.10, 0.10, 0.00, 0.30, -0.02, 0.00, 0.04],
    [0.22, 0.02, -0.06, 0.04, -0.02, 0.00, 0.10, -0.12, 0.12, -0.14],
    [-0.06, 0.00, 0.22, 0.00, -0.06, 0.04, -0.10, 0.18, 0.02, 0.22],
    [-0.02, 0.26, -0.14, -0.12, 0.26, -0.02, 0.02, -0.08, -0.04, -0.04],
    [-0.16, 0.06, 0.08, -0.14, 0.00, 0.06, -0.08, 0.28, -0.06, 0.24],
]
IMAGE_LEVEL = [0.36, 0.40, 0.36, 0.32, 0.30, 0.30]


def answers(wave: str, who: People) -> dict[str, np.ndarray]:
    """Return all answers of a wave, column by column, in the order of the questionnaire."""
    funnel = _funnel(wave, who)
    return {
        **_demographics(wave, who),
        **{f"{q}_{b + 1}": hits.astype(int) for (q, b), hits in funnel.items()},
        "nps": _net_promoter(wave, who, funnel["Q_tg", 0]),
        **_image(wave, who, funnel),
        **_multiple(wave, who, "Q_dc", _motive_chances()),
        **_multiple(wave, who, "Q_nguon", SOURCES),
        **_multiple(wave, who, "Q_kk", PAINS),
        **_multiple(wave, who, "Q_rc", BARRIERS),
        **_multiple(wave, who, "Q_ly", np.tile(np.linspace(0.32, 0.54, 12), (4, 1))),
        "chi_tieu": _spend(wave, who),
        "y_kien": _comments(wave, who, funnel["Q_tg", 0]),
    }


def _demographics(wave: str, who: People) -> dict[str, np.ndarray]:
    rng = stream("coffee", wave, "demographics")
    n = len(who.age)
    occupation = even_by_group(rng, who.segment, OCCUPATION) + 1
    student = (who.age == 0) & (rng.random(n) < 0.72)
    occupation[student] = 1
    education = even_by_group(rng, who.segment, EDUCATION) + 1
    income = even_by_group(rng, who.segment, INCOME) + 1
    income[student] = np.minimum(income[student], 1 + (rng.random(student.sum()) < 0.3))
    education[rng.random(n) < 0.012] = words.REFUSED
    silent = rng.random(n)
    income[silent < 0.06] = words.REFUSED
    income[silent > 0.975] = words.UNKNOWN
    return {"nghe_nghiep": occupation, "hoc_van": education, "thu_nhap": income}


def _funnel(wave: str, who: People) -> dict[tuple[str, int], np.ndarray]:
    """Nested stages: aware, ever, last month; the brand visited most is one of the last month's."""
    rng = stream("coffee", wave, "funnel")
    stages: dict[tuple[str, int], np.ndarray] = {}
    for brand in range(len(words.BRANDS)):
        chances = np.ones(len(who.age))
        if brand == 0:
            chances = KNOWN_IN_CITY[who.city] * KNOWN_BY_SEGMENT[who.segment]
        chances = scaled_to(chances, AWARE[wave][brand], who.weight)
        stages["Q_nb", brand] = systematic(rng, chances)
        stages["Q_tg", brand] = systematic(rng, stages["Q_nb", brand] * EVER[brand])
        stages["Q_tq", brand] = systematic(rng, stages["Q_tg", brand] * MONTH[brand])
    month = np.column_stack([stages["Q_tq", b] for b in range(len(words.BRANDS))])
    taste = month * np.array(PREFERENCE) * rng.random(month.shape)
    most = np.where(month.any(axis=1), taste.argmax(axis=1), -1)
    stages |= {("Q_tx", b): most == b for b in range(len(words.BRANDS))}
    return dict(sorted(stages.items(), key=lambda item: _STAGES.index(item[0][0])))


_STAGES = ["Q_nb", "Q_tg", "Q_tq", "Q_tx"]


def _net_promoter(wave: str, who: People, asked: np.ndarray) -> np.ndarray:
    """Answers of those who ever visited the own brand; others were not asked (empty)."""
    rng = stream("coffee", wave, "nps")
    members = np.flatnonzero(asked)
    group = even_by_group(rng, who.segment[members], NPS[wave])
    chance = rng.random(len(members))
    low = np.array([0, 2, 3, 4, 5, 5, 6, 6])[(chance * 8).astype(int)]
    middle = np.where(chance < 0.4, 7, 8)
    high = np.where(chance < 0.55, 9, 10)
    score = np.choose(group, [low, middle, high])
    score[rng.random(len(members)) < 0.03] = words.UNKNOWN
    out = np.full(len(asked), np.nan)
    out[members] = score
    return out


def _image(wave: str, who: People, funnel: dict) -> dict[str, np.ndarray]:
    """Which attributes fit a brand; asked of those who know it."""
    rng = stream("coffee", wave, "image")
    columns = {}
    for b, row in enumerate(IMAGE):
        aware, ever = funnel["Q_nb", b], funnel["Q_tg", b]
        for a, lift in enumerate(row):
            chances = np.clip(IMAGE_LEVEL[b] + lift + np.where(ever, 0.05, -0.05), 0.02, 0.95)
            hits = systematic(rng, chances * aware).astype(float)
            columns[f"HA_{b + 1}_{a + 1}"] = np.where(aware, hits, np.nan)
    return columns


def _motive_chances() -> np.ndarray:
    return np.array([[HIGH if m in own else LOW for m in range(12)] for own in MOTIVES_OF])


def _multiple(wave: str, who: People, stem: str, chances) -> dict[str, np.ndarray]:
    """Independent yes/no answers with the chances of the respondent's segment."""
    rng = stream("coffee", wave, stem)
    table = np.asarray(chances)
    return {
        f"{stem}_{i + 1}": systematic(rng, table[who.segment, i]).astype(int)
        for i in range(table.shape[1])
    }


def _spend(wave: str, who: People) -> np.ndarray:
    """Money a month: by segment and age, 5 % more in wave 2; a few did not say (empty)."""
    rng = stream("coffee", wave, "spend")
    n = len(who.segment)
    level = SPEND[who.segment] * np.array([0.8, 1.0, 1.1, 1.0])[who.age]
    level = level * (1.05 if wave == "2026-2" else 1.0) * spread(rng, n, 0.45)
    spend = np.clip(np.round(level, -4), 50_000, 5_000_000)
    return np.where(rng.random(n) < 0.04, np.nan, spend)


def _comments(wave: str, who: People, asked: np.ndarray) -> np.ndarray:
    rng = stream("coffee", wave, "comments")
    complain = 0.38 if wave == "2026-1" else 0.52
    out = []
    for segment, visited in zip(who.segment, asked, strict=True):
        silent, side, which, style = rng.random(4)
        texts = words.COMMENTS[segment][int(side < complain)]
        text = texts[int(which * len(texts))] if visited and silent < 0.6 else ""
        out.append(text[:1].upper() + text[1:] if style < 0.5 else text)
    return np.array(out, dtype=object)
