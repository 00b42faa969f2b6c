"""The coffee survey: quotas, weights, four planted segments and a planted change of wave 2."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from synthetic import coffee_words as words
from synthetic.coffee_answers import answers
from synthetic.drawing import even_by_group, fitted_table, stream
from synthetic.files import sav_bytes

WAVES = ("2026-1", "2026-2")
RESPONDENTS = 800

# Population: shares of gender, age and city; the sample has too many young people and women.
POPULATION = ([0.49, 0.51], [0.22, 0.34, 0.27, 0.17], [0.42, 0.36, 0.12, 0.10])
REACHED = {
    "2026-1": ([0.84, 1.16], [1.40, 1.12, 0.80, 0.62], [0.85, 1.00, 1.38, 1.25]),
    "2026-2": ([0.90, 1.10], [1.45, 1.05, 0.82, 0.66], [0.88, 0.98, 1.30, 1.30]),
}

# Segments 1 … 4: work in the café, meet and be seen, take away on the way, family weekends.
SEGMENT_SHARES = {"2026-1": [0.30, 0.28, 0.22, 0.20], "2026-2": [0.27, 0.25, 0.20, 0.28]}
SEGMENT_BY_AGE = [[3, 6, 1, 0.3], [4, 3, 3, 1], [2, 1, 3, 3], [1, 0.5, 2, 5]]

# Respondents of wave 2 who are asked for the second time, and the segments they come from; rows
# are segments of wave 1: three in four stay, the others turn to family weekends for the most part.
PANEL = 240
NEVER = 1000.0  # cost of a pair that cannot be one person
FIRST_ID = 10001
PANEL_FROM = [0.30, 0.28, 0.22, 0.20]
PANEL_MOVES = [
    [0.74, 0.07, 0.04, 0.15],
    [0.06, 0.75, 0.04, 0.15],
    [0.04, 0.04, 0.75, 0.17],
    [0.04, 0.04, 0.06, 0.86],
]


@dataclass(frozen=True)
class People:
    """Respondents of one wave, in the row order of the file; codes start at 0."""

    gender: np.ndarray
    age: np.ndarray
    city: np.ndarray
    segment: np.ndarray
    weight: np.ndarray


@cache
def people(wave: str) -> People:
    """Return who was interviewed, with the planted segment of each."""
    rng = stream("coffee", wave, "people")
    shares = _cells(POPULATION)
    reached = shares * _cells(REACHED[wave])
    counts = _rounded(reached / reached.sum() * RESPONDENTS)
    rows = np.repeat(np.arange(len(counts)), counts)
    rng.shuffle(rows)
    gender, age, city = np.unravel_index(rows, (2, 4, 4))
    weight = (shares / counts * RESPONDENTS)[rows]
    table = fitted_table(SEGMENT_BY_AGE, POPULATION[1], SEGMENT_SHARES[wave])
    segment = even_by_group(rng, age, table)
    return People(gender, age, city, segment, np.round(weight, 4))


def planted_segments(wave: str) -> np.ndarray:
    """Return the true segment (1 … 4) of each respondent, in the order of ``survey.sav``."""
    return people(wave).segment + 1


@cache
def _panel() -> np.ndarray:
    """Return the rows of wave 1 and of wave 2 of those asked in both, one pair a row.

    A pair has the same gender and city, and the same age group or the next one; as far as it
    can be, the same schooling and occupation.
    """
    waves = [people(wave) for wave in WAVES]
    given = [answers(wave, who) for wave, who in zip(WAVES, waves, strict=True)]
    rng = stream("coffee", "panel")
    first, second = waves
    aged = second.age[None, :] - first.age[:, None]
    cost = rng.random((RESPONDENTS, RESPONDENTS)) + np.where(aged == 0, 0, 3)
    for name in ("hoc_van", "nghe_nghiep"):
        cost += 5 * (given[0][name][:, None] != given[1][name][None, :])
    cost[(first.gender[:, None] != second.gender) | (first.city[:, None] != second.city)] = NEVER
    cost[(aged < 0) | (aged > 1)] = NEVER
    moves = np.array(PANEL_FROM)[:, None] * PANEL_MOVES
    wanted = _rounded(moves.ravel() * PANEL)
    pairs = np.empty((0, 2), dtype=int)
    for cell in np.argsort(wanted, kind="stable"):  # the rarest moves find their pairs first
        before, now = np.unravel_index(cell, moves.shape)
        rows = np.setdiff1d(np.flatnonzero(first.segment == before), pairs[:, 0])
        columns = np.setdiff1d(np.flatnonzero(second.segment == now), pairs[:, 1])
        ends = linear_sum_assignment(cost[np.ix_(rows, columns)])
        found = np.column_stack([rows[ends[0]], columns[ends[1]]])
        best = np.argsort(cost[found[:, 0], found[:, 1]], kind="stable")[: wanted[cell]]
        pairs = np.vstack([pairs, found[best]])
    if (cost[pairs[:, 0], pairs[:, 1]] >= NEVER).any():
        raise ValueError("the waves have too few respondents alike for such a panel")
    return pairs[np.argsort(pairs[:, 1])]


def _ids(wave: str) -> np.ndarray:
    """Return every respondent's id; one asked in wave 1 has the same id in wave 2."""
    start = FIRST_ID + RESPONDENTS * WAVES.index(wave)
    ids = np.arange(start, start + RESPONDENTS)
    if wave == WAVES[1]:
        ids[_panel()[:, 1]] = FIRST_ID + _panel()[:, 0]
    return ids


def planted_panel() -> pd.DataFrame:
    """Return who was asked in both waves: true segments (1 … 4) ``before`` and ``now`` by id."""
    first, second = _panel().T
    return pd.DataFrame(
        {
            "before": planted_segments(WAVES[0])[first],
            "now": planted_segments(WAVES[1])[second],
        },
        index=pd.Index(FIRST_ID + first, name="ma_pv"),
    )


def survey(wave: str) -> bytes:
    """Return ``survey.sav`` of a wave."""
    who = people(wave)
    columns = {
        "ma_pv": _ids(wave),
        "gioi_tinh": who.gender + 1,
        "nhom_tuoi": who.age + 1,
        "thanh_pho": who.city + 1,
        **answers(wave, who),
        "trong_so": who.weight,
    }
    frame = pd.DataFrame(columns)
    formats = {name: "F8.0" for name in frame.columns if name not in ("y_kien", "trong_so")}
    formats["trong_so"] = "F8.4"
    missing = {name: list(words.REFUSALS) for name in ("hoc_van", "thu_nhap", "nps")}
    return sav_bytes(frame, _labels(), _value_labels(frame), missing, formats)


def _cells(margins: tuple) -> np.ndarray:
    gender, age, city = (np.asarray(margin) for margin in margins)
    return (gender[:, None, None] * age[None, :, None] * city[None, None, :]).ravel()


def _rounded(counts: np.ndarray) -> np.ndarray:
    """Round to whole numbers with the same sum (largest remainders first)."""
    whole = np.floor(counts).astype(int)
    short = round(counts.sum()) - whole.sum()
    order = np.argsort(whole - counts, kind="stable")
    whole[order[:short]] += 1
    return whole


def _labels() -> dict[str, str]:
    """Variable labels; in a multiple-response set the label is the answer's text."""
    labels = {
        "ma_pv": "Mã phiếu phỏng vấn",
        "gioi_tinh": "S1. Giới tính",
        "nhom_tuoi": "S2. Nhóm tuổi",
        "thanh_pho": "S3. Thành phố đang sống",
        "nghe_nghiep": "S4. Nghề nghiệp",
        "hoc_van": "S5. Học vấn cao nhất",
        "thu_nhap": "S6. Thu nhập cá nhân mỗi tháng",
        "nps": f"Q5. Khả năng giới thiệu {words.OWN} cho người quen (0–10)",
        "chi_tieu": "Q10. Chi tiêu cho quán cà phê mỗi tháng (đồng)",
        "y_kien": f"Q12. Góp ý cho {words.OWN}",
        "trong_so": "Trọng số theo giới tính × nhóm tuổi × thành phố",
    }
    sets = {
        "Q_nb": words.BRANDS,
        "Q_tg": words.BRANDS,
        "Q_tq": words.BRANDS,
        "Q_tx": words.BRANDS,
        "Q_dc": words.MOTIVES,
        "Q_nguon": words.SOURCES,
        "Q_kk": words.PAINS,
        "Q_rc": words.BARRIERS,
        "Q_ly": words.CUP,
    }
    for stem, texts in sets.items():
        labels |= {f"{stem}_{i}": text for i, text in enumerate(texts, 1)}
    for b, brand in enumerate(words.BRANDS, 1):
        labels |= {f"HA_{b}_{i}": f"{brand}: {text}" for i, text in enumerate(words.IMAGE, 1)}
    return labels


def _value_labels(frame: pd.DataFrame) -> dict[str, dict[int, str]]:
    single = {
        "gioi_tinh": words.GENDERS,
        "nhom_tuoi": words.AGES,
        "thanh_pho": words.CITIES,
        "nghe_nghiep": words.OCCUPATIONS,
        "hoc_van": words.EDUCATION,
        "thu_nhap": words.INCOMES,
    }
    labels = {name: dict(enumerate(texts, 1)) for name, texts in single.items()}
    labels["nps"] = {0: "Chắc chắn không", 10: "Chắc chắn có"}
    for name in ("hoc_van", "thu_nhap", "nps"):
        labels[name] |= words.REFUSALS
    chosen = {0: "Không chọn", 1: "Chọn"}
    return labels | {name: chosen for name in frame.columns if name.startswith(("Q_", "HA_"))}
