"""Drinks and prices of six coffee brands: the own brand stands a planted 10 % above the market."""

from __future__ import annotations

from dataclasses import dataclass

from synthetic.coffee_words import BRANDS, OWN
from synthetic.drawing import stream
from synthetic.files import csv_bytes, dong


@dataclass(frozen=True)
class Drink:
    """One drink: the market's price for size M and what a cup costs, as a percentage of price."""

    name: str
    category: str
    price: int
    cost: int


DRINKS = [
    Drink("Cà phê sữa đá", "Cà phê", 35_000, 30),
    Drink("Cà phê đen đá", "Cà phê", 30_000, 26),
    Drink("Bạc xỉu", "Cà phê", 38_000, 31),
    Drink("Cà phê muối", "Cà phê", 42_000, 33),
    Drink("Latte", "Cà phê", 50_000, 35),
    Drink("Cold brew cam", "Cà phê", 52_000, 36),
    Drink("Trà đào cam sả", "Trà", 48_000, 32),
    Drink("Trà sen vàng", "Trà", 50_000, 34),
    Drink("Trà sữa ô long", "Trà", 45_000, 33),
    Drink("Sô-cô-la đá xay", "Đá xay", 58_000, 38),
]
LARGE = 1.18
# The five competitors' levels average 1; the own brand stands 10 % above them.
LEVELS = dict(zip(BRANDS, [1.10, 1.04, 0.96, 1.12, 0.86, 1.02], strict=True))
RISE = {"2026-1": 1.0, "2026-2": 1.05}  # wave 2: the own brand is 5 % dearer, the others are not


def own_price(drink: Drink, size: str, wave: str) -> int:
    """Return what a cup of the own brand costs, in whole thousands of đồng."""
    return _price(OWN, drink, size, wave, 1.0)


def _price(brand: str, drink: Drink, size: str, wave: str, wobble: float) -> int:
    rise = RISE[wave] if brand == OWN else 1.0
    exact = drink.price * LEVELS[brand] * rise * (LARGE if size == "L" else 1.0) * wobble
    return round(exact / 1000) * 1000


def prices(wave: str) -> bytes:
    """Return ``prices.csv``: one row is one offer of one brand, as read off its menu."""
    rng = stream("coffee", "prices")  # not by wave: competitors' prices stay as they are
    rows = []
    for brand in BRANDS:
        for drink in DRINKS:
            wobble = 1.0 if brand == OWN else 0.97 + 0.06 * rng.random()
            for size in "ML":
                price = dong(_price(brand, drink, size, wave, wobble), "đ" if size == "L" else " ₫")
                rating = f"{3.6 + 1.2 * rng.random():.1f}".replace(".", ",")
                rows.append([brand, drink.name, drink.category, size, price, rating])
    return csv_bytes(["Thương hiệu", "Món", "Nhóm", "Cỡ", "Giá", "Điểm"], rows, delimiter=";")
