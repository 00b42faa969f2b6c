"""The training academy's companies and deals: three groups of needs, and Bronze as main revenue."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np

from synthetic import training_words as words
from synthetic.drawing import even_by_group, even_draw, pick, spread, stream, systematic
from synthetic.files import csv_bytes, xlsx_bytes

COMPANIES = 160
LAST_DAY = dt.date(2026, 3, 31)

# Need groups: sell online · professional marketing teams · train the whole staff.
GROUP_SHARES = [0.45, 0.33, 0.22]
HIGH, LOW = 0.92, 0.08
INDUSTRY_OF = [
    [0.22, 0.08, 0.34, 0.20, 0.12, 0.00, 0.04],
    [0.42, 0.34, 0.08, 0.04, 0.04, 0.04, 0.04],
    [0.02, 0.10, 0.14, 0.12, 0.10, 0.36, 0.16],
]
EMPLOYEES = [14, 34, 210]  # median
POSITION_OF = [[0.04, 0.36, 0.60], [0.14, 0.66, 0.20], [0.58, 0.34, 0.08]]
TIER_OF = [[0.88, 0.09, 0.03], [0.80, 0.15, 0.05], [0.62, 0.24, 0.14]]  # Bronze, Silver, Gold
CHANNELS_OF = [[6, 3, 5, 1, 1, 1], [3, 4, 1, 5, 2, 1], [1, 6, 0.5, 1, 5, 2]]
# Deals won and made in all for each package: 160 + 25 + 7 won bring 66 % / 21 % / 12 %.
WON = {"Bronze": 160, "Silver": 25, "Gold": 7}
MADE = {"Bronze": 330, "Silver": 66, "Gold": 24}


@cache
def companies() -> dict[str, np.ndarray]:
    """Return what is planted for each company: need group, package, and whether it is ideal.

    Ideal are companies as the worked example describes them: marketing or IT, 20–50 employees,
    challengers that grow fast. They buy Bronze again and again.
    """
    rng = stream("training", "companies")
    group = even_draw(rng, COMPANIES, GROUP_SHARES)
    tier = even_by_group(rng, group, TIER_OF)
    ideal = systematic(rng, np.where((group == 1) & (tier == 0), 0.62, 0.0))
    return {"group": group, "tier": tier, "ideal": ideal}


def planted_groups() -> np.ndarray:
    """Return the true need group (1 … 3) of each company, in the order of ``customers.xlsx``."""
    return companies()["group"] + 1


def customers() -> bytes:
    """Return ``customers.xlsx``: companies with their actual buyer and twelve training needs."""
    rng = stream("training", "needs")
    group = companies()["group"]
    high = [np.where(group == n // 4, HIGH, LOW) for n in range(12)]
    needs = np.column_stack([systematic(rng, chances) for chances in high])
    answers = [["Có" if wanted else "Không" for wanted in row] for row in needs]
    money = dict.fromkeys((record[0] for record in _records()), 0)
    for company, *_, amount, _seller, _team, _country in (d for d in _deals() if d[4] == "Thắng"):
        money[company] += amount
    rows = [
        [*record, money[record[0]], *row] for record, row in zip(_records(), answers, strict=True)
    ]
    header = [
        "Mã DN", "Tên công ty", "Ngành", "Loại khách hàng", "Số nhân viên", "Quốc gia", "Thành phố",
        "Doanh thu năm (tỷ đồng)", "Vị trí thị trường", "Tăng trưởng", "Khách hàng từ",
        "Vai trò", "Thứ bậc so với CEO", "Giới tính", "Tuổi", "Học vấn", "Sở thích", "Tính cách",
        "Biết đến qua", "Khó khăn chính", "Trở ngại khi mua", "Đã chi (đồng)",
        *words.NEEDS,
    ]  # fmt: skip
    return xlsx_bytes({"Doanh nghiệp": (header, rows)})


def _company(rng: np.random.Generator, i: int, group: int, ideal: bool) -> list:
    """One company and its actual buyer, the one who decides."""
    if ideal:
        industry, employees = pick(rng, ["Marketing", "CNTT"]), int(rng.integers(20, 51))
        position, growth = "Thách thức", pick(rng, ["Nhanh", "Siêu tốc"], [0.4, 0.6])
        serves, country = pick(rng, words.SERVES, [0.15, 0.10, 0.75]), "Việt Nam"
    else:
        industry = pick(rng, words.INDUSTRIES, INDUSTRY_OF[group])
        employees = max(3, int(EMPLOYEES[group] * spread(rng, 1, 0.6)[0]))
        position = pick(rng, words.POSITIONS, POSITION_OF[group])
        growth = pick(rng, words.GROWTH, [0.08, 0.18, 0.42, 0.24, 0.08])
        serves = pick(rng, words.SERVES, [0.30, 0.45, 0.25])
        country = pick(rng, list(words.CITIES), [0.88, 0.07, 0.05])
    city = pick(rng, words.CITIES[country])
    revenue = round(employees * 0.38 * float(spread(rng, 1, 0.35)[0]), 1)
    told = [
        pick(rng, words.CHANNELS, CHANNELS_OF[group]),
        pick(rng, words.PAINS, np.where(np.arange(3) == group, 0.7, 0.15)),
        pick(rng, words.BARRIERS, np.where(np.arange(3) == group, 0.6, 0.2)),
    ]
    early = 500 if ideal else 60
    since = LAST_DAY - dt.timedelta(days=early + int(700 * rng.random()))
    return [
        f"DN{i + 1:03d}", f"Công ty Mẫu {i + 1:03d}", industry, serves, employees, country, city,
        revenue, position, growth, since, *_buyer(rng, group, ideal), *told,
    ]  # fmt: skip


def _buyer(rng: np.random.Generator, group: int, ideal: bool) -> list:
    if ideal:
        role, rank = "Quản lý marketing", "N-1"
    else:
        shares = [[0.2, 0.6, 0.2, 0.0], [0.6, 0.2, 0.2, 0.0], [0.1, 0.1, 0.1, 0.7]][group]
        role = pick(rng, words.ROLES, shares)
        lower = pick(rng, ["N-1", "N-2", "N-3"], [0.5, 0.35, 0.15])
        rank = "CEO" if role == "Giám đốc điều hành" else lower
    gender = pick(rng, ["Nam", "Nữ"], [0.68, 0.32] if ideal else [0.5, 0.5])
    age = int((33 if ideal else 30) + (6 if ideal else 20) * rng.random())
    education = pick(rng, words.EDUCATION, [0.15, 0.65, 0.20])
    interest = pick(rng, words.INTERESTS, [5, 3, 2, 1, 1] if ideal else [2, 2, 2, 2, 2])
    return [role, rank, gender, age, education, interest, pick(rng, words.CHARACTERS, [4, 3, 3])]


def deals() -> bytes:
    """Return ``deals.csv``: one row is one deal; a company buys one kind of package only."""
    header = [
        "Mã giao dịch", "Mã DN", "Gói", "Ngày tạo", "Ngày đóng", "Kết quả", "Giá trị",
        "Nhân viên", "Nhóm kinh doanh", "Quốc gia",
    ]  # fmt: skip
    return csv_bytes(header, ([f"GD{i + 1:04d}", *row] for i, row in enumerate(_deals())))


@cache
def _deals() -> list[list]:
    rows = []
    for tier, package in enumerate(words.PACKAGES):
        rng = stream("training", "deals", package)
        buyers = np.flatnonzero(companies()["tier"] == tier)
        pull = np.where(companies()["ideal"][buyers], 5.0, 1.0)
        chosen = buyers[even_draw(rng, MADE[package], pull)]
        # Ideal companies agree more often; the number of deals won is planted exactly.
        ideal = companies()["ideal"][chosen]
        order = np.argsort(rng.random(len(chosen)) - 0.35 * ideal, kind="stable")
        won = np.isin(np.arange(len(chosen)), order[: WON[package]])
        for company, is_won in zip(chosen, won, strict=True):
            rows.append(_deal(rng, int(company), package, bool(is_won)))
    return sorted(rows, key=lambda row: (row[2], row[0], row[1]))


@cache
def _records() -> list[list]:
    group, ideal = companies()["group"], companies()["ideal"]
    return [
        _company(stream("training", "company", str(i)), i, int(group[i]), bool(ideal[i]))
        for i in range(COMPANIES)
    ]


def _deal(rng: np.random.Generator, company: int, package: str, won: bool) -> list:
    """One deal; dear packages take longer, the ideal companies decide fast."""
    record = _records()[company]
    country, city, since = record[5], record[6], record[10]
    days = {"Bronze": 24, "Silver": 48, "Gold": 85}[package]
    days *= 0.6 if companies()["ideal"][company] else 1.0
    created = since + dt.timedelta(days=int(rng.random() * ((LAST_DAY - since).days - 2)))
    closed = created + dt.timedelta(days=1 + int(days * float(spread(rng, 1, 0.4)[0])))
    outcome = "Thắng" if won else "Thua"
    if closed > LAST_DAY:  # not closed on the last day: open, unless it is planted as won
        outcome = "Thắng" if won else "Đang mở"
        closed = LAST_DAY if won else None
    price = words.PACKAGES[package]
    discount = pick(rng, [0, 0.05, 0.10], [0.8, 0.14, 0.06]) if won else 0
    home = "Miền Bắc" if city in ("Hà Nội", "Hải Phòng") else "Miền Nam"
    team = home if country == "Việt Nam" else "Quốc tế"
    return [
        f"DN{company + 1:03d}", package, created.isoformat(),
        closed.isoformat() if closed else "", outcome, round(price * (1 - discount)),
        pick(rng, words.TEAMS[team]), team, country,
    ]  # fmt: skip
