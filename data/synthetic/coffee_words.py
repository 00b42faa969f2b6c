"""The questionnaire of the coffee survey: texts as they stand in the SPSS file."""

from __future__ import annotations

OWN = "Cà phê Mây"
BRANDS = [OWN, "Hạt Nâu", "Phố Rang", "Sáng Xanh", "Trạm Phin", "Tiệm Kem Sữa"]

GENDERS = ["Nam", "Nữ"]
AGES = ["18–24", "25–34", "35–44", "45–55"]
CITIES = ["TP. Hồ Chí Minh", "Hà Nội", "Đà Nẵng", "Cần Thơ"]
OCCUPATIONS = [
    "Học sinh, sinh viên",
    "Nhân viên văn phòng",
    "Làm tự do",
    "Kinh doanh, buôn bán",
    "Công nhân, lao động phổ thông",
    "Nội trợ, nghỉ hưu",
]
EDUCATION = ["Trung học phổ thông trở xuống", "Trung cấp, cao đẳng", "Đại học", "Sau đại học"]
INCOMES = [
    "Dưới 7 triệu đồng",
    "7–15 triệu đồng",
    "15–25 triệu đồng",
    "25–40 triệu đồng",
    "Trên 40 triệu đồng",
]

MOTIVES = [
    "Cà phê ngon, đậm vị",
    "Chỗ ngồi để làm việc, học bài",
    "Wi-Fi mạnh, nhiều ổ cắm",
    "Gặp gỡ bạn bè",
    "Không gian đẹp để chụp ảnh",
    "Thử món mới theo xu hướng",
    "Tiện đường đi làm",
    "Pha nhanh, mang đi được",
    "Giá mềm, nhiều ưu đãi",
    "Thư giãn sau giờ làm",
    "Thoáng mát, nhiều cây xanh",
    "Có chỗ cho gia đình, trẻ em",
]
SOURCES = [
    "Facebook",
    "TikTok",
    "Zalo",
    "Google, bản đồ",
    "Ứng dụng giao đồ ăn",
    "Bạn bè, người thân",
    "Đi ngang thấy quán",
    "Báo, truyền hình",
]
PAINS = [
    "Phải chờ lâu giờ cao điểm",
    "Quán ồn, khó tập trung",
    "Hết chỗ ngồi",
    "Khó gửi xe",
    "Giá cao so với chất lượng",
    "Chất lượng không đều giữa các chi nhánh",
    "Đồ uống quá ngọt",
]
BARRIERS = [
    "Xa nhà, xa chỗ làm",
    "Giá cao hơn quán quen",
    "Tự pha ở nhà cho tiện",
    "Chưa biết có gì khác biệt",
    "Không có món hợp khẩu vị",
    "Không có chỗ cho trẻ em",
]
IMAGE = [
    "Cà phê ngon",
    "Giá hợp lý",
    "Không gian đẹp",
    "Yên tĩnh, dễ tập trung",
    "Phục vụ nhanh",
    "Nhân viên thân thiện",
    "Nhiều chi nhánh, dễ tìm",
    "Thực đơn sáng tạo",
    "Nguyên liệu sạch, rõ nguồn gốc",
    "Hợp với người trẻ",
]
CUP = [  # nothing is planted here
    "Màu ly",
    "Hình vẽ trên ly",
    "Chữ viết tay",
    "Nắp ly",
    "Ống hút giấy",
    "Quai xách",
    "Tem bảo đảm",
    "Mã QR",
    "Hạn dùng",
    "Độ dày của ly",
    "Câu trích dẫn",
    "Biểu tượng tái chế",
]

REFUSED, UNKNOWN = 98, 99
REFUSALS = {REFUSED: "Từ chối trả lời", UNKNOWN: "Không biết, không nhớ"}

COMMENTS = [  # by segment, then praise and complaint; {0} is the own brand
    (
        ["ngồi làm việc cả buổi vẫn thoải mái", "wifi ok, ổ cắm nhiều, cà phê đậm đúng gu mình"],
        ["chiều đông quá ồn không làm được gì", "mong có thêm bàn cá nhân và ổ cắm"],
    ),
    (
        ["quán xinh lên hình đẹp lắm ạ 😍", "món mới hay, đi với bạn bè rất vui"],
        ["cuối tuần hết chỗ hoài luôn", "trà hơi ngọt, mong có chọn mức đường"],
    ),
    (
        ["mua mang đi nhanh, tiện đường đi làm", "cà phê sữa đá ngon, giá có combo nên ổn"],
        ["buổi sáng chờ lâu, trễ giờ làm mấy lần", "gia ngay cang cao, it khuyen mai"],
    ),
    (
        ["không gian thoáng, bọn trẻ có chỗ chơi", "cuối tuần cả nhà hay ghé, nhân viên dễ thương"],
        ["gửi xe khó, dẫn theo con nhỏ hơi bất tiện", "nên có thêm món ít cà phê cho trẻ em"],
    ),
]
