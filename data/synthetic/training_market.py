"""The training academy's leads, competitors and prices."""

from __future__ import annotations

import datetime as dt

import numpy as np

from synthetic import training_words as words
from synthetic.drawing import even_draw, pick, stream, systematic
from synthetic.files import csv_bytes, dong

LEADS = 500
CHANNEL_SHARES = [0.20, 0.12, 0.28, 0.20, 0.10, 0.10]
# How much more often leads of a channel convert: Zalo and referrals best.
CHANNEL_LIFT = np.array([1.45, 1.75, 0.70, 0.95, 1.00, 0.55])
# Share that converts by the number of BANT criteria met, before the channel's lift.
CONVERTS = np.array([0.02, 0.06, 0.16, 0.36, 0.60])
LAST_DAY = dt.date(2026, 3, 31)


def leads() -> bytes:
    """Return ``leads.csv``: enquiries with BANT answers, some unknown or left empty."""
    rng = stream("training", "leads")
    channel = even_draw(rng, LEADS, CHANNEL_SHARES)
    met = rng.random((LEADS, 4)) < np.array([0.60, 0.55, 0.70, 0.52])
    unknown = rng.random((LEADS, 4)) < np.array([0.18, 0.10, 0.08, 0.22])
    known_met = (met & ~unknown).sum(axis=1)
    chances = np.clip(CONVERTS[known_met] * CHANNEL_LIFT[channel], 0, 0.95)
    converted = systematic(rng, chances)
    rows = []
    for i in range(LEADS):
        created = LAST_DAY - dt.timedelta(days=int(365 * rng.random()))
        rows.append(
            [f"L{i + 1:04d}", f"{created:%d/%m/%Y}", words.CHANNELS[channel[i]],
             pick(rng, words.INDUSTRIES, [5, 3, 5, 3, 2, 1, 2]),
             pick(rng, ["1–9", "10–49", "50–199", "200+"], [0.3, 0.4, 0.2, 0.1]),
             *_bant(rng, met[i], unknown[i]), "Có" if converted[i] else "Không"]
        )  # fmt: skip
    header = [
        "Mã", "Ngày", "Kênh", "Ngành", "Quy mô", "Ngân sách (triệu đồng)", "Người liên hệ",
        "Nhu cầu", "Bao giờ cần", "Thành khách hàng",
    ]  # fmt: skip
    return csv_bytes(header, rows, delimiter=";", encoding="utf-8-sig")


def _bant(rng: np.random.Generator, met: np.ndarray, unknown: np.ndarray) -> list:
    """The four answers as a salesperson notes them; the least budget is the Bronze price."""
    budget = rng.integers(5, 41) if met[0] else rng.integers(1, 5)
    authority = ["Giám đốc", "Trưởng phòng"] if met[1] else ["Nhân viên", "Trợ lý"]
    need = "Có" if met[2] else "Không"
    timeline = ["Tháng này", "Trong quý"] if met[3] else ["Năm sau", "Chưa có kế hoạch"]
    noted = [int(budget), pick(rng, authority), need, pick(rng, timeline)]
    words_for_unknown = ["", pick(rng, ["", "Chưa rõ"]), "Chưa rõ", pick(rng, ["", "Chưa rõ"])]
    return [
        u if hidden else n for n, u, hidden in zip(noted, words_for_unknown, unknown, strict=True)
    ]


RIVALS = [  # name, kind, customers, sales in billions, outlets, audience, channels, + , -
    (words.OWN, "Thương hiệu của mình", 120, 1.2, 2, "Doanh nghiệp 10–50 nhân viên",
     "Zalo, giới thiệu, Facebook", "Thực hành dự án thật; tư vấn sau khoá học", "Ít khoá nâng cao"),
    ("Trung tâm Bước Số", "Trực tiếp", 900, 9.5, 5, "Cá nhân và cửa hàng nhỏ",
     "Facebook, TikTok", "Rẻ; khai giảng hằng tuần", "Lớp đông; ít kèm riêng"),
    ("Học viện Đòn Bẩy", "Trực tiếp", 260, 6.8, 3, "Phòng marketing công ty vừa",
     "Google, sự kiện", "Giảng viên từ doanh nghiệp; chứng chỉ", "Giá cao; lịch học cứng"),
    ("Viện Đào tạo Ngọn Hải Đăng", "Trực tiếp", 70, 11.0, 2, "Doanh nghiệp trên 200 nhân viên",
     "Giới thiệu, đấu thầu", "Đào tạo tại chỗ; báo cáo đầu ra", "Chậm; không nhận nhóm nhỏ"),
    ("Khoá học Mở 24", "Gián tiếp", 5200, 4.1, 0, "Người tự học", "Google, email",
     "Rất rẻ; học mọi lúc", "Không ai hướng dẫn; ít người học hết"),
    ("Tự học qua video", "Hiện trạng", None, None, None, "Chủ doanh nghiệp nhỏ", "Mạng xã hội",
     "Miễn phí", "Không hệ thống; mất thời gian"),
]  # fmt: skip

OFFERS = {  # course → the own price and how its competitors' prices stand to it
    "Quảng cáo Facebook cơ bản": (5_000_000, [0.60, 1.15, None, 0.12]),
    "Bán hàng qua TikTok": (5_000_000, [0.66, 1.10, None, 0.14]),
    "SEO thực chiến": (5_000_000, [0.70, 1.25, None, 0.10]),
    "Phân tích dữ liệu marketing": (10_000_000, [None, 1.12, 1.40, 0.09]),
    "Tự động hoá và CRM": (10_000_000, [None, 1.05, 1.35, None]),
    "Chiến lược marketing số": (10_000_000, [0.55, 1.20, 1.50, 0.08]),
    "Đào tạo tại doanh nghiệp": (20_000_000, [None, 1.15, 1.60, None]),
    "Chuyển đổi số cho lãnh đạo": (20_000_000, [None, 1.25, 1.45, None]),
}


def competitors() -> bytes:
    """Return ``competitors.csv``: the own academy, four others, and learning from videos."""
    header = [
        "Tên", "Loại", "Khách hàng", "Doanh số (tỷ đồng)", "Cơ sở", "Đối tượng", "Kênh",
        "Điểm mạnh", "Điểm yếu", "Nguồn", "Ngày tra cứu",
    ]  # fmt: skip
    rows = [["" if fact is None else fact for fact in row] for row in RIVALS]
    return csv_bytes(header, ([*row, "synthetic", "30/03/2026"] for row in rows))


def prices() -> bytes:
    """Return ``prices.csv``: one row is one course offered by one academy."""
    rng = stream("training", "prices")
    rows = []
    for course, (price, factors) in OFFERS.items():
        names = [row[0] for row in RIVALS[:5]]
        for name, factor in zip(names, [1.0, *factors], strict=True):
            if factor is not None:
                rating = f"{3.7 + 1.2 * rng.random():.1f}".replace(".", ",")
                amount = dong(round(price * factor / 50_000) * 50_000)
                rows.append([name, course, _package(price), amount, rating])
    return csv_bytes(["Đơn vị", "Khoá học", "Gói", "Học phí", "Điểm"], rows, delimiter=";")


def _package(price: int) -> str:
    return next(name for name, amount in words.PACKAGES.items() if amount == price)
