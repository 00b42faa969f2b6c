"""The coffee chain's competitors, search queries and visits of its website."""

from __future__ import annotations

import datetime as dt

from synthetic.coffee_sales import PERIODS
from synthetic.coffee_words import BRANDS, OWN
from synthetic.drawing import pick, spread, stream
from synthetic.files import csv_bytes, xlsx_bytes

ACCESSED = {"2026-1": dt.date(2026, 3, 10), "2026-2": dt.date(2026, 9, 15)}
HEADER = [
    "Tên", "Loại", "Khách hàng", "Doanh số (tỷ đồng)", "Số cửa hàng", "Đối tượng", "Kênh",
    "Điểm mạnh", "Điểm yếu", "Nguồn", "Ngày tra cứu",
]  # fmt: skip
FACTS = [  # kind, customers, sales, outlets, audience, channels, strengths, weaknesses
    ("Thương hiệu của mình", 95_000, 84, 22, "Người đi làm, sinh viên 18–34",
     "Facebook, Zalo, ứng dụng", "Chỗ ngồi làm việc yên tĩnh; cà phê đậm vị",
     "Ít chi nhánh; chờ lâu giờ cao điểm"),
    ("Trực tiếp", 610_000, 720, 148, "Đại chúng, 20–45", "Biển quảng cáo, Facebook",
     "Nhiều chi nhánh; dễ tìm", "Không gian ồn; ít khác biệt"),
    ("Trực tiếp", 380_000, 410, 96, "Người uống cà phê đậm, 28–50", "Facebook, báo chí",
     "Cà phê rang mộc; nguồn gốc rõ ràng", "Thực đơn ít đổi mới"),
    ("Trực tiếp", 140_000, 165, 31, "Người trẻ thích check-in, 18–30", "TikTok, Instagram",
     "Không gian đẹp; món theo mùa", "Giá cao; cuối tuần hết chỗ"),
    ("Gián tiếp", 210_000, 120, 260, "Người mua mang đi buổi sáng", "Xe đẩy, Zalo",
     "Rẻ; pha nhanh", "Không có chỗ ngồi; chất lượng không đều"),
    ("Gián tiếp", 120_000, 98, 44, "Học sinh, sinh viên", "TikTok, ứng dụng giao đồ ăn",
     "Trà sữa và kem; thực đơn sáng tạo", "Cà phê nhạt; quá ngọt"),
]  # fmt: skip
STATUS_QUO = (
    "Hiện trạng", None, None, None, "Người ở nhà, gia đình",
    "Siêu thị, sàn thương mại điện tử", "Rẻ nhất; tiện", "Không gặp gỡ được ai",
)  # fmt: skip

TOPICS = {  # words searched for → impressions a half-year and the usual place in the results
    "quán cà phê làm việc": (5200, 9.5),
    "cà phê yên tĩnh": (3100, 8.2),
    "quán cà phê đẹp": (8800, 18.4),
    "cà phê mang đi": (2600, 14.0),
    "quán cà phê cho trẻ em": (1900, 12.6),
    "cà phê muối": (4300, 16.1),
    "trà đào cam sả": (2200, 21.5),
    "cà phê học bài": (3500, 7.4),
    "quán cà phê mở cửa sớm": (1500, 11.8),
    "đặt cà phê văn phòng": (900, 6.3),
}
PLACES = ["", "gần đây", "hà nội", "cầu giấy", "hoàn kiếm", "đà nẵng", "quận 1", "cần thơ",
          "giá rẻ", "có ổ cắm", "mở khuya"]  # fmt: skip
OWN_TOPICS = ["", "menu", "khuyến mãi", "hà nội", "cầu giấy", "bến thành", "đà nẵng", "cần thơ",
              "giá", "tuyển dụng", "giờ mở cửa", "thẻ thành viên", "wifi", "review", "giao hàng",
              "sinh nhật", "số cửa hàng", "đặt bàn"]  # fmt: skip

CHANNELS = {  # sessions a day, share that converts, money of a conversion
    "Tìm kiếm tự nhiên": (120, 0.031, 92_000),
    "Facebook": (95, 0.014, 88_000),
    "Zalo": (38, 0.046, 96_000),
    "Trực tiếp": (60, 0.038, 101_000),
    "Quảng cáo tìm kiếm": (44, 0.027, 90_000),
    "TikTok": (52, 0.008, 79_000),
}


def competitors(wave: str) -> bytes:
    """Return ``competitors.xlsx``: the own brand, five others and what people do without them."""
    rows = []
    names = [*BRANDS, "Pha ở nhà"]
    for name, facts in zip(names, [*FACTS, STATUS_QUO], strict=True):
        kind, customers, sales, outlets, *texts = facts
        if name == OWN and wave == "2026-2":
            customers, sales, outlets = 108_000, 93, 25
        rows.append([name, kind, customers, sales, outlets, *texts, "synthetic", ACCESSED[wave]])
    return xlsx_bytes({"Đối thủ": (HEADER, rows)})


def search_queries(wave: str) -> bytes:
    """Return ``search_queries.csv``, a search console export in Windows-1258."""
    rng, change = stream("coffee", "search"), stream("coffee", wave, "search")
    rows = []
    for topic, (size, place) in TOPICS.items():
        for ending in PLACES:
            impressions = int(size * (1.0 if not ending else 0.25) * spread(rng, 1, 0.5)[0])
            position = max(1.5, place * float(spread(rng, 1, 0.25)[0]))
            rows.append((f"{topic} {ending}".strip(), impressions, position))
    brand = 1.16 if wave == "2026-2" else 1.0  # more people know the brand
    for ending in OWN_TOPICS:
        impressions = int(brand * (6400 if not ending else 420) * spread(rng, 1, 0.4)[0])
        rows.append((f"{OWN.lower()} {ending}".strip(), impressions, 1.0 + 0.6 * rng.random()))
    for rival in BRANDS[1:]:
        for ending in ("", "menu", "giá", "khuyến mãi"):
            impressions = int(300 * spread(rng, 1, 0.5)[0])
            rows.append((f"{rival.lower()} {ending}".strip(), impressions, 8 + 20 * rng.random()))
    out = []
    for query, usual, position in sorted(rows, key=lambda row: (-row[1], row[0])):
        impressions = max(1, int(usual * spread(change, 1, 0.06)[0]))
        clicks = int(impressions * min(0.55, 0.42 / position**1.15))
        share = f"{100 * clicks / impressions:.2f}%"
        out.append([query, clicks, impressions, share, f"{position:.2f}"])
    header = ["Cụm từ tìm kiếm", "Lượt nhấp", "Lượt hiển thị", "CTR", "Vị trí"]
    return csv_bytes(header, out, encoding="cp1258")


def web_analytics(wave: str) -> bytes:
    """Return ``web_analytics.csv``: tab-delimited, one row is one channel on one day."""
    rng = stream("coffee", wave, "web")
    start, end = PERIODS[wave]
    rows = []
    for day in (start + dt.timedelta(days=d) for d in range((end - start).days + 1)):
        weekend = 1.25 if day.weekday() >= 5 else 1.0
        for channel, (level, rate, money) in CHANNELS.items():
            sessions = int(level * weekend * spread(rng, 1, 0.18)[0])
            conversions = int(rng.binomial(sessions, rate))
            revenue = sum(int(pick(rng, [0.7, 1.0, 1.4]) * money) for _ in range(conversions))
            rows.append([f"{day:%d/%m/%Y}", channel, sessions, conversions, revenue])
    return csv_bytes(["Ngày", "Kênh", "Phiên", "Chuyển đổi", "Doanh thu"], rows, delimiter="\t")
