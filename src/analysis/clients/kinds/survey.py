"""The survey: what respondents said, one row each; its questions have a reader of their own."""

from __future__ import annotations

from analysis.clients.kind import Kind
from analysis.clients.survey_settings import Survey
from analysis.languages import messages

_ = messages(__name__)
KIND = Kind(
    Survey,
    place=0,
    title="The survey",
    row="a respondent",
    absent=_.later("The client delivered no survey."),
    files={
        "survey.csv": """\
id,weight,age,gender,city,aware_1,aware_2,aware_3,\
used_1,used_2,used_3,channels,recommend,spend
1,1.0,2,1,Hà Nội,1,1,0,1,0,0,Facebook; Zalo,9,250000
2,1.0,3,2,TP. Hồ Chí Minh,1,0,1,0,0,1,Google,7,180000
""",
        "codebook.csv": """\
variable,label,code,value
age,Tuổi,1,18–24
,,2,25–34
,,3,35–44
,,4,45+
gender,Giới tính,1,Nam
,,2,Nữ
aware_1,Thương hiệu A,,
aware_2,Thương hiệu B,,
aware_3,Thương hiệu C,,
used_1,Thương hiệu A,,
used_2,Thương hiệu B,,
used_3,Thương hiệu C,,
""",
    },
    example={
        "vi": """\
codebook: codebook.csv # các cột variable, label, code, value; tệp .sav không cần
id: id
weight: weight # hoặc xóa dòng này; hoặc cân mẫu theo tỷ lệ dân số:
# weighting:
#   targets:
#     gender: {Nam: 0.49, Nữ: 0.51}
questions:
  # single: câu hỏi chọn một đáp án
  age: {type: single, column: age, label: Tuổi, family: demographic}
  gender: {type: single, column: gender, label: Giới tính, family: demographic}
  city: {type: single, column: city, label: Thành phố, family: geographic}
  # multiple: nhiều đáp án, mỗi đáp án một cột có/không, khai bằng mẫu tên …
  aware: {type: multiple, columns: aware_*, label: Biết thương hiệu}
  used: {type: multiple, columns: used_*, label: Đang dùng thương hiệu, family: behavioural}
  # … hoặc một cột chứa nhiều đáp án
  channels: {type: multiple, column: channels, separator: ";", label: Kênh thông tin}
  # scale: thang điểm; number: số lượng hoặc số tiền
  recommend: {type: scale, column: recommend, scale: [0, 10], label: Sẵn lòng giới thiệu}
  spend: {type: number, column: spend, bands: [100000, 200000], label: Chi tiêu mỗi tháng}
banner: [gender, age] # các bảng được chia theo những câu này
funnel: [aware, used] # từ tầng rộng nhất
net_promoter: recommend
spend: spend
""",
        "en": """\
codebook: codebook.csv # variable, label, code, value; not needed for .sav
id: id
weight: weight # or remove it; or weight to targets:
# weighting:
#   targets:
#     gender: {Nam: 0.49, Nữ: 0.51}
questions:
  # single: one coded answer
  age: {type: single, column: age, label: Age, family: demographic}
  gender: {type: single, column: gender, label: Gender, family: demographic}
  city: {type: single, column: city, label: City, family: geographic}
  # multiple: a set of yes/no columns, by a pattern …
  aware: {type: multiple, columns: aware_*, label: Know the brand}
  used: {type: multiple, columns: used_*, label: Use the brand, family: behavioural}
  # … or one column with several answers
  channels: {type: multiple, column: channels, separator: ";", label: Channels used}
  # scale: a rating; number: an amount
  recommend: {type: scale, column: recommend, scale: [0, 10], label: Would recommend}
  spend: {type: number, column: spend, bands: [100000, 200000], label: Monthly spending}
banner: [gender, age] # tables are cut by these
funnel: [aware, used] # widest stage first
net_promoter: recommend
spend: spend
""",
    },
    own_reader=True,
)
