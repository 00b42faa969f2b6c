"""Words of the training academy's files: attributes, packages, people's roles."""

from __future__ import annotations

OWN = "Học viện Số"
PACKAGES = {"Bronze": 5_000_000, "Silver": 10_000_000, "Gold": 20_000_000}

INDUSTRIES = ["Marketing", "CNTT", "Bán lẻ", "Thực phẩm", "Du lịch", "Ngân hàng", "Giáo dục"]
SERVES = ["B2B", "B2C", "Kết hợp"]
POSITIONS = ["Dẫn đầu", "Thách thức", "Mới tham gia"]
GROWTH = ["Suy thoái", "Đình trệ", "Trung bình", "Nhanh", "Siêu tốc"]
CITIES = {
    "Việt Nam": ["Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng", "Hải Phòng"],
    "Singapore": ["Singapore"],
    "Thái Lan": ["Bangkok"],
}

ROLES = [
    "Quản lý marketing",
    "Giám đốc điều hành",
    "Trưởng phòng kinh doanh",
    "Trưởng phòng nhân sự",
]
RANKS = ["CEO", "N-1", "N-2", "N-3"]
EDUCATION = ["Cao đẳng", "Đại học", "Sau đại học"]
INTERESTS = ["Quảng cáo và tiếp thị", "Công nghệ", "Quản trị", "Thể thao", "Đọc sách"]
CHARACTERS = ["Hướng ngoại", "Cẩn trọng", "Quyết đoán"]

NEEDS = [
    "Chạy quảng cáo Facebook",
    "Bán hàng qua TikTok",
    "Vận hành gian hàng trên sàn",
    "Quay dựng video ngắn",
    "SEO và nội dung website",
    "Phân tích dữ liệu marketing",
    "Tự động hoá, CRM",
    "Đo lường hiệu quả chiến dịch",
    "Kỹ năng số cho toàn nhân viên",
    "Chuyển đổi số cho lãnh đạo",
    "Đào tạo tại doanh nghiệp",
    "Chứng chỉ có kiểm tra đầu ra",
]

TEAMS = {
    "Miền Bắc": ["Tư vấn A", "Tư vấn B", "Tư vấn C"],
    "Miền Nam": ["Tư vấn D", "Tư vấn E", "Tư vấn F"],
    "Quốc tế": ["Tư vấn G"],
}
CHANNELS = ["Zalo", "Giới thiệu", "Facebook Ads", "Google", "Sự kiện", "Email"]

# The first of each belongs to the first need group, and so on.
PAINS = ["Quảng cáo tốn mà ít đơn", "Không đo được hiệu quả", "Nhân viên yếu kỹ năng số"]
BARRIERS = [
    "Chủ doanh nghiệp không có thời gian",
    "Sợ học xong không áp dụng được",
    "Quy trình duyệt chi lâu",
]
