"""Loyalty customers of the coffee chain and what they bought: planted visit groups and returns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import numpy as np

from synthetic.coffee_prices import DRINKS, own_price
from synthetic.drawing import even_draw, pick, spread, stream
from synthetic.files import csv_bytes, dong, xlsx_bytes

PERIODS = {
    "2026-1": (dt.date(2025, 9, 1), dt.date(2026, 2, 28)),
    "2026-2": (dt.date(2026, 3, 1), dt.date(2026, 8, 31)),
}
MEMBERS = {"2026-1": 740, "2026-2": 800}  # wave 2: the same people, and 60 new ones


@dataclass(frozen=True)
class VisitGroup:
    """How a group of customers buys: orders in the half-year, cups, and when the last was."""

    share: float
    orders: float
    cups: float
    quiet_days: tuple[int, int]  # days without a visit at the end of the period
    active_days: int  # over how many days before that the orders are spread


GROUPS = {
    "office": VisitGroup(0.10, 20, 3.6, (0, 10), 170),
    "loyal": VisitGroup(0.18, 9.5, 1.6, (0, 15), 165),
    "lapsed": VisitGroup(0.13, 8, 1.5, (75, 110), 65),
    "new": VisitGroup(0.20, 2, 1.2, (0, 20), 20),
    "rare": VisitGroup(0.34, 2, 1.1, (20, 150), 30),
    "never": VisitGroup(0.05, 0, 1.0, (0, 1), 1),
}

MOVES = {  # what members of wave 1 are in wave 2
    "office": {"office": 0.92, "lapsed": 0.08},
    "loyal": {"loyal": 0.76, "office": 0.04, "lapsed": 0.20},
    "lapsed": {"rare": 0.70, "loyal": 0.15, "never": 0.15},
    "new": {"loyal": 0.30, "rare": 0.65, "never": 0.05},
    "rare": {"rare": 0.80, "loyal": 0.10, "never": 0.10},
    "never": {"never": 0.80, "rare": 0.20},
}

HANOI = ["Phường Cầu Giấy", "Phường Láng", "Phường Hoàn Kiếm", "Phường Thanh Xuân"]
SOUTH = {
    "TP. Hồ Chí Minh": ["Phường Bến Thành", "Phường Sài Gòn", "Phường Tân Định"],
    "Đà Nẵng": ["Phường Hải Châu", "Phường Sơn Trà"],
    "Cần Thơ": ["Phường Ninh Kiều", "Phường Cái Răng"],
}
JOBS = ["Sinh viên", "Nhân viên văn phòng", "Làm tự do", "Kinh doanh", "Khác"]
HEADER = [
    "Mã KH", "Giới tính", "Tuổi", "Nghề nghiệp", "Tỉnh/thành", "Phường",
    "Kênh đăng ký", "Ngày đăng ký", "Hạng thẻ", "Đồng ý nhận tin",
]  # fmt: skip


@cache
def planted_groups(wave: str) -> list[str]:
    """Return the true visit group of each member, in order of the member's number."""
    rng = stream("coffee", wave, "groups")
    if wave == "2026-1":
        names = list(GROUPS)
        drawn = even_draw(rng, MEMBERS[wave], [group.share for group in GROUPS.values()])
        return [names[i] for i in drawn]
    moved = [pick(rng, *zip(*MOVES[old].items(), strict=True)) for old in planted_groups("2026-1")]
    return moved + ["new"] * (MEMBERS[wave] - len(moved))


def customers(wave: str) -> bytes:
    """Return ``customers.xlsx``: one sheet for each region, with the same columns."""
    sheets: dict[str, list] = {"Miền Bắc": [], "Miền Trung và Nam": []}
    for number in range(MEMBERS[wave]):
        north, row = _member(number, planted_groups(wave)[number], wave)
        sheets["Miền Bắc" if north else "Miền Trung và Nam"].append(row)
    return xlsx_bytes({title: (HEADER, rows) for title, rows in sheets.items()})


def _member(number: int, group: str, wave: str) -> tuple[bool, list]:
    """One member's record; the person is the same in both waves, the card's level is not."""
    rng = stream("coffee", "member", str(number))
    north = rng.random() < 0.42
    city = "Hà Nội" if north else pick(rng, list(SOUTH), [0.62, 0.22, 0.16])
    born = int(2006 - np.floor(30 * rng.random() ** 1.4))
    job = "Sinh viên" if born > 2003 and rng.random() < 0.7 else pick(rng, JOBS, [1, 9, 4, 4, 2])
    gender = pick(rng, ["Nữ", "Nam", None], [0.54, 0.43, 0.03])
    ward = pick(rng, HANOI if north else SOUTH[city])
    channel = pick(rng, ["Tại quầy", "Zalo", "Ứng dụng", "Facebook"], [0.45, 0.28, 0.17, 0.10])
    consent = pick(rng, ["Có", "Không"], [0.71, 0.29])
    joined = "2026-2" if number >= MEMBERS["2026-1"] else "2026-1"
    # before the first purchase: new members a few weeks ago, all others before the period
    new = planted_groups(joined)[number] == "new"
    days_ago = 41 + 20 * rng.random() if new else 181 + 900 * rng.random()
    since = PERIODS[joined][1] - dt.timedelta(days=int(days_ago))
    level = {"office": "Vàng", "loyal": "Bạc", "lapsed": "Bạc"}.get(group, "Thường")
    return north, [
        _id(number),
        gender,
        2026 - born,
        job,
        city,
        ward,
        channel,
        since,
        level,
        consent,
    ]


def transactions(wave: str) -> bytes:
    """Return ``transactions.csv`` as a till in Vietnam exports it: ``;``, 45.000 ₫, dd/mm/yyyy."""
    rng = stream("coffee", wave, "transactions")
    lines = []
    for number, group in enumerate(planted_groups(wave)):
        lines += _orders_of(rng, number, GROUPS[group], wave)
    lines.sort(key=lambda line: (line[0], line[1]))
    rows, order, previous = [], 0, None
    for day, number, name, category, quantity, unit, cost in lines:
        order += (day, number) != previous
        previous = (day, number)
        share = f"{round(unit * cost * quantity / 100, 1):.1f}".replace(".", ",")
        rows.append(
            [f"H{order:05d}", _id(number), f"{day:%d/%m/%Y}", name, category, quantity,
             dong(unit * quantity), share]
        )  # fmt: skip
    header = ["Mã đơn", "Mã KH", "Ngày", "Món", "Nhóm", "SL", "Thành tiền", "Giá vốn"]
    return csv_bytes(header, rows, delimiter=";", encoding="utf-8-sig")


def _orders_of(rng: np.random.Generator, number: int, group: VisitGroup, wave: str) -> list:
    """Lines of one customer; about one in a hundred is taken back (negative quantity)."""
    end = PERIODS[wave][1]
    if not group.orders:
        return []
    quiet = int(rng.integers(*group.quiet_days))
    count = max(1, round(group.orders * float(spread(rng, 1, 0.30)[0])))
    days = {quiet + int(d) for d in rng.integers(0, group.active_days, count)} | {quiet}
    lines = []
    favourite = int(rng.integers(len(DRINKS)))
    for days_ago in sorted(days):
        day = end - dt.timedelta(days=min(days_ago, 179))
        first = favourite if rng.random() < 0.45 else int(rng.integers(len(DRINKS)))
        second = (first + int(rng.integers(1, len(DRINKS)))) % len(DRINKS)  # never the same
        for drink in (DRINKS[first], DRINKS[second])[: 1 + (rng.random() < 0.28)]:
            quantity = max(1, round(group.cups * float(spread(rng, 1, 0.4)[0])))
            unit = own_price(drink, pick(rng, ["M", "L"], [0.65, 0.35]), wave)
            line = (day, number, drink.name, drink.category, quantity, unit, drink.cost)
            lines.append(line)
            if rng.random() < 0.01:
                lines.append((*line[:4], -1, *line[5:]))
    return lines


def _id(number: int) -> str:
    return f"K{number + 1:04d}"
