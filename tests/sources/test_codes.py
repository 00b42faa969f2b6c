"""Frames carry codes, the same in every language; labels stand beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.clients.keys import key_code, written_key
from analysis.clients.loading import load_client
from analysis.errors import ClientError, NotEnoughData
from analysis.languages.catalog import language_in_use
from analysis.sources.delivery import check_client
from analysis.sources.labels import Labels
from analysis.sources.people import People, people_of
from analysis.sources.records import Source
from analysis.sources.survey import Survey
from analysis.sources.wave import WaveSources, load_wave
from analysis.values.absent import Absent

REPOSITORY = Path(__file__).parents[2]
CLIENT = """\
name: Shop
kind: b2c
own_brand: Our shop
waves: {w1: {}, w2: {files: {survey: later.csv}}}
privacy:
  group: [{text: Trần Văn An}]
sources:
  survey:
    file: survey.csv
    id: id
    codebook: codebook.csv
    weighting:
      targets:
        sex: {Nam: 0.5, Female: 0.5}
    questions:
      sex:
        type: single
        column: sex
        label: {vi: Giới tính, en: Gender}
        values: {1: {vi: Nam, en: Male}, 2: {vi: Nữ, en: Female}}
      plays:
        type: single
        column: plays
        label: Plays
        values:
          7: {vi: Cờ, en: Chess}
          8: {vi: Cờ vua, en: Chess}
          9: {vi: Cờ, en: Chess}
          10: Trần Văn An
          11: Lê Trần Văn An
          other: {vi: Thẻ, en: Cards}
      hears:
        type: multiple
        column: hears
        separator: ;
        label: Hears
        items: {tv: TV, television: TV, zalo: Zalo}
      buys: {type: multiple, columns: buys_*, label: Buys}
      years: {type: number, column: years, label: Years, bands: [2.5, 3]}
      nps: {type: scale, column: nps, scale: [0, 10], label: Recommend}
      aware:
        type: multiple
        columns: aware_*
        label: {vi: Biết, en: Aware}
        items: {aware_1: {vi: Quán ta, en: Our shop}, aware_2: {vi: Quán B, en: Shop B}}
      tried:
        type: multiple
        columns: tried_*
        label: {vi: Thử, en: Tried}
        items: {tried_1: {vi: Quán ta, en: Our shop}, tried_2: {vi: Quán B, en: Shop B}}
    banner: [sex, years]
    funnel: [aware, tried]
    net_promoter: nps
  customers:
    file: customers.csv
    columns: {customer: customer}
    attributes:
      member: {column: member, label: Member, family: behavioural, type: yes_no}
      ward: {column: ward, label: Ward, family: geographic, values: {B: {vi: Ba, en: Three}}}
  web_analytics:
    file: web.csv
    columns: {channel: channel}
segmentation:
  source: survey
  basis: {behavioural: [sex, hears, buys]}
  descriptors: [years, nps]
vocabulary:
  FB: {vi: Phây, en: Facebook}
  fb: {vi: Phây, en: Facebook}
  mail: {vi: Thư, en: Mail}
"""
ROWS = 60
HEADER = "id,sex,plays,hears,buys_1,buys_2,years,nps,aware_1,aware_2,tried_1,tried_2\n"
PLAYS = (7, 8, 9, 10, 11, "other")


def survey(shift: int = 0) -> str:
    return HEADER + "".join(
        f"{n},{1 + n % 2},{PLAYS[n % 6]},{('tv;zalo', 'television', 'zalo')[n % 3]},"
        f"{(n + shift) % 2},{(n // 2 + shift) % 2},{n % 7},{n % 11},1,{n % 2},{n % 2},{n % 2}\n"
        for n in range(ROWS)
    )


CODEBOOK = "variable,label,code,value\nbuys_1,Bread,,\nbuys_2,Milk,,\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notebooks").mkdir()
    folder = tmp_path / "data" / "shop"
    for wave in ("w1", "w2"):
        (folder / wave).mkdir(parents=True)
        name = "survey.csv" if wave == "w1" else "later.csv"
        (folder / wave / name).write_text(survey(), "utf-8")
        (folder / wave / "codebook.csv").write_text(CODEBOOK, "utf-8")
        customers = "".join(f"c{n},{n % 2},{'ABC'[n % 3]}\n" for n in range(ROWS))
        (folder / wave / "customers.csv").write_text("customer,member,ward\n" + customers, "utf-8")
        channels = "".join(f"{('FB', 'fb', 'mail', 'sms')[n % 4]}\n" for n in range(ROWS))
        (folder / wave / "web.csv").write_text("channel\n" + channels, "utf-8")
    (folder / "client.yml").write_text(CLIENT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def opened(client: str, wave: str, language: str) -> tuple[WaveSources, People | Absent]:
    with language_in_use(language):
        settings = load_client(client)
        sources = load_wave(settings, wave)
        for kind in settings.sources.given():
            sources.read(kind)
        source = settings.segmentation.source if settings.segmentation else None
        ones = None
        if source == "survey":
            ones = pd.Series(1.0, sources.survey.frame.index, name="weight")
        return sources, people_of(settings, sources, ones)


def frames_of(found: Survey | Source | People) -> dict[str, object]:
    """Every frame, series and mapping of a source that a method may be given."""
    if isinstance(found, Survey):
        return {
            **{f"answers {key}": found.answers(key) for key in found.questions},
            **{f"banded {key}": found.banded(key) for key in found.questions},
            **{name: getattr(found, name) for name in ("banner", "target_frame", "spend")},
            "stages": found.brand_stages,
            "images": found.brand_images,
            "targets": found.weighting_targets,
            "items": {key: question.items for key, question in found.questions.items()},
        }
    if isinstance(found, Source):
        return {"frame": found.frame, "attributes": tuple(found.attributes)}
    names = ("basis", "answers", "descriptors", "statements", "value", "classification", "ids")
    return {
        **{name: getattr(found, name) for name in names},
        "families": found.families,
        "keys": found.keys,
    }


def assert_same(one: object, other: object) -> None:
    assert type(one) is type(other)
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, check_names=True)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other, check_names=True)
    elif isinstance(one, dict):
        assert list(one) == list(other)
        for key in one:
            assert_same(one[key], other[key])
    elif not isinstance(one, Absent):  # whose reason is in the active language
        assert one == other


@pytest.mark.parametrize(
    ("client", "wave"),
    [
        ("ca_phe_may", "2026-1"),
        pytest.param("ca_phe_may", "2026-2", marks=pytest.mark.long),  # the same questions again
        ("hoc_vien_so", "2026-1"),
    ],
)
def test_both_languages_have_the_same_frames(
    client: str, wave: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    (in_vi, people_vi), (in_en, people_en) = (opened(client, wave, one) for one in ("vi", "en"))
    assert in_vi.used and len(in_vi.used) == len(in_en.used)
    for vi, en in zip(in_vi.used, in_en.used, strict=True):
        assert_same(frames_of(vi), frames_of(en))
        assert vi.labels == en.labels
    assert_same(frames_of(people_vi), frames_of(people_en))
    assert people_vi.labels == people_en.labels


def test_both_languages_have_the_same_frames_whatever_the_labels_are(shop: Path) -> None:
    (in_vi, people_vi), (in_en, people_en) = (opened("shop", "w1", one) for one in ("vi", "en"))
    for vi, en in zip(in_vi.used, in_en.used, strict=True):
        assert_same(frames_of(vi), frames_of(en))
    assert_same(frames_of(people_vi), frames_of(people_en))


def called(labels: Labels, codes: list[str]) -> dict[str, list[str]]:
    found = {}
    for language in ("vi", "en"):
        with language_in_use(language):
            found[language] = [labels.label(code) for code in codes]
    return found


def test_answers_that_are_called_the_same_in_every_language_are_one(shop: Path) -> None:
    sources, _people = opened("shop", "w1", "vi")
    plays = sources.survey.answers("plays")
    # 9 is called as 7 is; 8 in one language only; 10 and 11 are grouped, and "other" is not
    assert list(plays.cat.categories) == ["plays/7", "plays/8", "plays/other_", "plays/other"]
    assert plays.value_counts()["plays/7"] == plays.value_counts()["plays/other_"] == ROWS // 3
    assert called(sources.survey.labels, list(plays.cat.categories)) == {
        "vi": ["Cờ", "Cờ vua", "Khác", "Thẻ"],
        "en": ["Chess", "Chess", "Other", "Cards"],
    }


def test_items_bands_and_points_have_codes(shop: Path) -> None:
    sources, _people = opened("shop", "w1", "en")
    survey = sources.survey
    assert list(survey.answers("hears")) == ["hears/tv", "hears/zalo"]
    assert survey.answers("hears")["hears/tv"].mean() == pytest.approx(2 / 3)
    assert list(survey.answers("buys")) == ["buys/buys_1", "buys/buys_2"]
    assert list(survey.banded("years").cat.categories) == ["years/under", "years/2.5", "years/3"]
    assert survey.banded("nps").cat.categories[10] == "nps/10"
    assert list(survey.banner) == ["sex", "years"]
    codes = ["buys/buys_2", "years/under", "years/3", "nps/10", "sex", "sex/2", "sex=2", "new"]
    assert called(survey.labels, codes) == {
        "vi": ["Milk", "Dưới 2,5", "Từ 3,0 trở lên", "10", "Giới tính", "Nữ", "Giới tính: Nữ",
               "new"],
        "en": ["Milk", "Under 2.5", "3.0 and over", "10", "Gender", "Female", "Gender: Female",
               "new"],
    }  # fmt: skip


def test_targets_name_an_answer_in_either_language(shop: Path) -> None:
    sources, _people = opened("shop", "w1", "en")
    assert sources.survey.weighting_targets == {"sex": {"sex/1": 0.5, "sex/2": 0.5}}


def test_brands_are_called_as_the_client_file_calls_its_own(shop: Path) -> None:
    sources, _people = opened("shop", "w1", "vi")
    stages = sources.survey.brand_stages
    assert list(stages) == ["aware", "tried"]
    assert list(stages["aware"]) == ["Our shop", "Quán B"]
    assert called(sources.survey.labels, ["Our shop", "Quán B"]) == {
        "vi": ["Quán ta", "Quán B"],
        "en": ["Our shop", "Shop B"],
    }


def test_words_of_files_are_their_own_codes(shop: Path) -> None:
    sources, _people = opened("shop", "w1", "en")
    assert set(sources.source("web_analytics").frame["channel"]) == {"FB", "mail", "sms"}
    assert called(sources.source("web_analytics").labels, ["FB", "sms"]) == {
        "vi": ["Phây", "sms"],
        "en": ["Facebook", "sms"],
    }
    ward = sources.source("customers").frame["ward"]
    assert list(ward.cat.categories) == ["ward/A", "ward/B", "ward/C"]  # A, Ba, C
    assert list(sources.source("customers").frame["member"].cat.categories) == [
        "member/1",
        "member/0",
    ]
    assert called(sources.source("customers").labels, ["ward/B", "member/1"]) == {
        "vi": ["Ba", "Có"],
        "en": ["Three", "Yes"],
    }


def test_a_word_that_is_the_name_of_a_question_is_another_thing(shop: Path) -> None:
    (shop / "w1" / "web.csv").write_text("channel\n" + "FB\nsex\n" * 30, "utf-8")
    sources, _people = opened("shop", "w1", "en")
    assert set(sources.source("web_analytics").frame["channel"]) == {"FB", "=sex"}
    assert called(sources.source("web_analytics").labels, ["=sex"])["en"] == ["sex"]
    assert called(sources.survey.labels, ["sex"])["en"] == ["Gender"]


def test_segments_are_made_of_codes(shop: Path) -> None:
    _sources, people = opened("shop", "w1", "vi")
    assert list(people.basis) == [
        "sex=1", "sex=2", "hears/tv", "hears/zalo", "buys/buys_1", "buys/buys_2",
    ]  # fmt: skip
    assert list(people.answers)[:2] == ["sex", "hears/tv"]
    assert people.keys["sex=2"] == people.keys["sex"] == "sex"
    assert list(people.descriptors) == ["years", "nps"]


def test_items_with_the_same_words_say_which_question_they_belong_to(shop: Path) -> None:
    codebook = CODEBOOK.replace("Bread", "Zalo")
    (shop / "w1" / "codebook.csv").write_text(codebook, "utf-8")
    _sources, people = opened("shop", "w1", "en")
    assert called(people.labels, ["hears/zalo", "buys/buys_1"])["en"] == ["Zalo", "Buys: Zalo"]


def test_errors_of_methods_call_columns_as_the_study_does(shop: Path) -> None:
    from analysis.report.opening import open_study
    from analysis.topics.segments.basis.method_usable_variables import refuse_constant

    study = open_study("segmentation", client="shop", wave="w1", language="vi")
    alike = study.people.basis.assign(**{"sex=2": 1.0})
    with pytest.raises(NotEnoughData, match="Giới tính: Nữ"):
        refuse_constant(alike)


def test_signs_of_codes_in_names_are_encoded(shop: Path) -> None:
    named = re.sub(r"\bsex\b(?=[:,\]])", "sex/x=%2F", CLIENT).replace(" ward:", " a=b:")
    (shop / "client.yml").write_text(named, "utf-8")
    assert not check_client("shop").problems
    sources, people = opened("shop", "w1", "en")
    code = "sex%2Fx%3D%252F"
    assert key_code("sex/x=%2F") == code and written_key(code) == "sex/x=%2F"
    assert list(people.basis)[:2] == [f"{code}=1", f"{code}=2"]
    assert called(people.labels, [f"{code}=1"])["en"] == ["Gender: Male"]
    assert "a%3Db" in sources.source("customers").frame
    assert list(sources.survey.answers("sex/x=%2F").cat.categories) == [f"{code}/1", f"{code}/2"]


NAMED_WITH_SIGNS = re.sub(r"\bsex\b(?=[:,\]])", "sex/x", CLIENT).replace(
    "      buys: {", "      a/b: {type: text, column: plays, label: Said}\n      buys: {"
)


@pytest.mark.parametrize(
    ("right", "wrong", "place", "told"),
    [
        ("banner: [sex/x", "banner: [sex/y", "banner[1]", ("got: sex/y", "mean sex/x?")),
        ("sex/x: {Nam", "sex/y: {Nam", "targets.sex/y", ("got: sex/y", "mean sex/x?")),
        ("Female: 0.5", "Female: 0.6", "targets.sex/x", ("sum to 1",)),
        ("{Nam: 0.5", "{Nan: 0.5", "targets.sex/x", ("got: Nan",)),
        ("[sex/x, hears", "[sex/y, hears", "behavioural[1]", ("one of sex/x, plays", "sex/x?")),
        ("[sex/x, hears", "[a/b, hears", "behavioural[1]", ("open text (a/b)",)),
        ("  source: survey", "  source: survey\n  compare_with: sex/y", "with", ("sex/x?",)),
        ("column: sex\n", "column: sax\n", "questions.sex/x.column", ("got: sax",)),
        ("      sex/x:\n        type: single", "      sex/x:\n        type: one", "sex/x.type", ()),
    ],
)
def test_problems_call_questions_as_the_client_file_does(
    shop: Path, right: str, wrong: str, place: str, told: tuple[str, ...]
) -> None:
    assert NAMED_WITH_SIGNS.count(right) == 1
    (shop / "client.yml").write_text(NAMED_WITH_SIGNS.replace(right, wrong), "utf-8")
    with language_in_use("en"):
        try:
            problems = check_client("shop").problems
        except ClientError as error:
            problems = error.problems
    text = "\n".join(map(str, problems))
    assert "%2F" not in text
    assert all(part in text for part in (place, *told)), text


def test_a_question_asked_for_is_called_as_the_client_file_does(shop: Path) -> None:
    (shop / "client.yml").write_text(NAMED_WITH_SIGNS, "utf-8")
    sources, _people = opened("shop", "w1", "en")
    with language_in_use("en"), pytest.raises(ClientError, match=r"got: sex/y.*mean sex/x\?"):
        sources.survey.answers("sex/y")


def test_a_percent_sign_by_itself_stays_as_it_is() -> None:
    names = ["discount_%", "50%25", "a%2Fb", "a/b", "a%252Fb"]
    assert key_code(names[0]) == names[0]
    assert len({key_code(name) for name in names}) == len(names)
    assert [written_key(key_code(name)) for name in names] == names


def test_an_answer_may_have_any_sign_in_its_code(shop: Path) -> None:
    _sources, people = opened("shop", "w1", "en")
    there = people.recoded({"sex/1": "sex/n/a="})
    assert list(there.basis)[:2] == ["sex=n/a=", "sex=2"]
    assert called(there.labels, ["sex=n/a="])["en"] == ["Gender: Male"]
    assert list(there.recoded({"sex/n/a=": "sex/3"}).basis)[:2] == ["sex=3", "sex=2"]


def test_a_later_wave_has_the_codes_of_what_is_called_the_same(shop: Path) -> None:
    from analysis.report.opening import open_study

    swapped = "variable,label,code,value\nbuys_1,Milk,,\nbuys_2,Cheese,,\n"
    (shop / "w2" / "codebook.csv").write_text(swapped, "utf-8")
    study = open_study("segmentation", client="shop", wave="w2", language="en")
    assert list(study.people.basis)[-2:] == ["buys/buys_2", "buys/buys_2'"]
    assert called(study.people.labels, list(study.people.basis)[-2:])["en"] == ["Milk", "Cheese"]
    assert list(study.people_as_read.basis)[-2:] == ["buys/buys_1", "buys/buys_2"]
