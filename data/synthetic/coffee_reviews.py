"""Reviews as people write them: with and without tone marks, short forms, emoji, stars 1 … 5."""

from __future__ import annotations

import datetime as dt
import unicodedata

import numpy as np

from synthetic.coffee_prices import DRINKS
from synthetic.coffee_sales import PERIODS
from synthetic.coffee_words import BRANDS, OWN
from synthetic.drawing import even_draw, pick, stream
from synthetic.files import csv_bytes

BRANCHES = {OWN: ["Bờ Hồ", "Cầu Giấy", "Bến Thành", "Sông Hàn"]}
REVIEWS = dict(zip(BRANDS, [100, 45, 35, 30, 22, 18], strict=True))
# Shares of 1 … 5 stars. Wave 2: the own brand falls, Bến Thành above all (waiting times).
STARS = {
    "good": [0.03, 0.04, 0.10, 0.30, 0.53],
    "fair": [0.06, 0.10, 0.20, 0.34, 0.30],
    "poor": [0.22, 0.22, 0.24, 0.20, 0.12],
}
LEVEL = dict(zip(BRANDS, ["good", "fair", "good", "good", "fair", "poor"], strict=True))

PRAISE = {
    "drink": [
        "{m} ngon, đậm vị",
        "{m} vừa miệng, không quá ngọt",
        "{m} thơm dã man, uống là ghiền",
    ],
    "place": ["quán đẹp, thoáng, nhiều cây", "không gian yên tĩnh, ngồi làm việc rất thích"],
    "staff": ["nhân viên dễ thương, nhiệt tình", "các bạn phục vụ nhanh, vui vẻ"],
    "price": ["giá ok so với chất lượng", "có khuyến mãi nên giá cũng mềm"],
}
BLAME = {
    "wait": [
        "chờ gần 30 phút mới có nước",
        "giờ cao điểm order lâu quá",
        "đợi mãi không thấy gọi tên",
    ],
    "drink": ["{m} nhạt, toàn đá", "{m} ngọt gắt, uống không nổi"],
    "staff": ["nhân viên thái độ khó chịu", "hỏi mà không ai trả lời"],
    "price": ["giá cao mà chất lượng không tương xứng", "tăng giá hoài luôn"],
    "place": ["quán đông, ồn, hết chỗ", "gửi xe khó mà còn mất phí"],
}
MIDDLE = ["cũng tạm được", "không có gì đặc biệt", "bình thường, ok thôi"]
SHORT_FORMS = {
    "không": "ko", "được": "đc", "quá": "wá", "nhân viên": "nv", "với": "vs",
    "bình thường": "bthg", "nhiệt tình": "nhiệt tềnh", "cũng": "cx",
}  # fmt: skip


def reviews(wave: str) -> bytes:
    """Return ``reviews.csv``: about 250 reviews of six brands."""
    rng = stream("coffee", wave, "reviews")
    start, end = PERIODS[wave]
    rows = []
    for brand, count in REVIEWS.items():
        branches = BRANCHES.get(brand, ["Trung tâm"])
        for place, n in zip(branches, _parts(count, len(branches)), strict=True):
            for stars in even_draw(rng, n, _stars(brand, place, wave)) + 1:
                drink = pick(rng, DRINKS).name
                day = start + dt.timedelta(days=int(rng.random() * (end - start).days))
                waits = brand == OWN and wave == "2026-2"
                text = _written(rng, _said(rng, int(stars), drink, waits), int(stars))
                rows.append([brand, place, drink, f"{day:%d/%m/%Y}", int(stars), text])
    order = rng.permutation(len(rows))
    numbered = [[f"DG{i + 1:03d}", *rows[at]] for i, at in enumerate(order)]
    header = ["Mã", "Thương hiệu", "Chi nhánh", "Món", "Ngày", "Số sao", "Nhận xét"]
    return csv_bytes(header, numbered)


def _stars(brand: str, place: str, wave: str) -> list[float]:
    if brand == OWN and wave == "2026-2":
        return STARS["poor" if place == "Bến Thành" else "fair"]
    return STARS[LEVEL[brand]]


def _parts(count: int, parts: int) -> list[int]:
    return [count // parts + (i < count % parts) for i in range(parts)]


def _said(rng: np.random.Generator, stars: int, drink: str, waits: bool) -> str:
    """One to three phrases that fit the stars."""
    kind = PRAISE if stars >= 4 else BLAME
    topics = list(kind)
    chosen = [topics[int(rng.random() * len(topics))] for _ in range(1 + (rng.random() < 0.6))]
    if stars < 4 and waits and rng.random() < 0.6:
        chosen[0] = "wait"
    said = [pick(rng, kind[topic]) for topic in dict.fromkeys(chosen)]
    if stars == 3:
        said = [pick(rng, MIDDLE), said[0]]
    if stars == 4 and rng.random() < 0.4:
        said.append("nhưng " + pick(rng, BLAME[pick(rng, ["wait", "place"])]))
    return ", ".join(said).format(m=drink.lower())


def _written(rng: np.random.Generator, text: str, stars: int) -> str:
    """Write a text as people type it: short forms, no tone marks, emoji, capitals."""
    style, emoji, ending = rng.random(3)
    if style < 0.30:
        for full, short in SHORT_FORMS.items():
            text = text.replace(full, short)
    elif style < 0.48:
        marks = unicodedata.normalize("NFD", text.replace("đ", "d"))
        text = "".join(letter for letter in marks if not unicodedata.combining(letter))
    elif style < 0.75:
        text = text[0].upper() + text[1:] + "."
    if emoji < 0.28:
        text += " " + (pick(rng, "😍👍🥰") if stars >= 4 else pick(rng, "😡😞👎"))
    return text + (" !!!" if ending < 0.08 else " ạ" if ending < 0.16 and stars >= 4 else "")
