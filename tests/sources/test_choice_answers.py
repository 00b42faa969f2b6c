"""The answers that a choice of segments asks for, from a small survey and customer file."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.clients.loading import load_client
from analysis.errors import ClientError
from analysis.languages.catalog import language_in_use
from analysis.sources.choice_answers import choice_answers, choice_problems
from analysis.sources.wave import load_wave
from analysis.values.absent import Absent

CLIENT = """\
name: Shop
kind: b2c
own_brand: Ours
waves: {w1: {}}
sources:
  survey:
    file: survey.csv
    id: id
    questions:
      sex:
        type: single
        column: sex
        label: {vi: Giới tính, en: Gender}
        values: {1: {vi: Nam, en: Male}, 2: {vi: Nữ, en: Female}}
      hears: {type: multiple, columns: hears_*, label: Hears, items: {hears_1: Zalo, hears_2: TV}}
      price: {type: scale, column: price, scale: [1, 5], label: Price}
      years: {type: number, column: years, label: Years, bands: [3]}
      nps: {type: scale, column: nps, scale: [0, 10], label: Recommend}
      aware: {type: multiple, columns: aware_*, label: Aware, items: {aware_1: Ours, aware_2: B}}
      tried: {type: multiple, columns: tried_*, label: Tried, items: {tried_1: Ours, tried_2: B}}
    funnel: [aware, tried]
    net_promoter: nps
  customers:
    file: customers.csv
    columns: {customer: customer}
    attributes:
      member: {column: member, label: Member, family: behavioural, type: yes_no}
      spent: {column: spent, label: Spent, family: behavioural, type: number, bands: [50]}
segmentation:
  source: SOURCE
  basis: {behavioural: [BASIS]}
  choice:
    fit:
"""
LINE = len(CLIENT.splitlines()) + 1  # of the first criterion
SURVEY = "id,sex,hears_1,hears_2,price,years,nps,aware_1,aware_2,tried_1,tried_2\n" + "".join(
    f"{n},{1 + n % 2},{n % 2},{1 - n % 2},{1 + n % 5},{n % 7},{n % 11},{n % 2},1,"
    f"{n % 2 if n % 2 else ''},{n % 2}\n"
    for n in range(60)
)
CUSTOMERS = "customer,member,spent\n" + "".join(f"c{n},{n % 2},{n}\n" for n in range(60))


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a client with these criteria of fit and read it, in English."""
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    folder = tmp_path / "data" / "shop" / "w1"
    folder.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (folder / "survey.csv").write_text(SURVEY, "utf-8")
    (folder / "customers.csv").write_text(CUSTOMERS, "utf-8")

    def write(*criteria: str, source: str = "survey"):
        basis = "hears" if source == "survey" else "spent"
        text = CLIENT.replace("SOURCE", source).replace("BASIS", basis)
        text += "".join(f"      {line}\n" for line in criteria)
        (folder.parent / "client.yml").write_text(text, "utf-8")
        found = load_client("shop")
        return found, load_wave(found, "w1")

    with language_in_use("en"):
        yield write


@pytest.mark.parametrize("answer", ["Female", "Nữ", "2", "'2'"])
def test_an_answer_is_named_by_code_or_in_either_language(client, answer) -> None:
    found, sources = client(f"women: {{share_of: {{question: sex, answer: {answer}}}}}")
    asked = choice_answers(found, sources).criteria["fit", "women"]
    assert (asked.code, asked.kind) == ("sex=2", "share")
    assert sources.survey.labels.label(asked.code) == "Gender: Female"
    assert asked.values.tolist()[:4] == [0, 1, 0, 1]


def test_items_scales_and_bands_have_answers(client) -> None:
    found, sources = client(
        "zalo: {share_of: {question: hears, answer: Zalo}}",
        "top: {share_of: {question: price, answer: 5}}",
        "new: {share_of: {question: years, answer: Under 3}}",
        "mean: {mean_of: price}",
    )
    criteria = choice_answers(found, sources).criteria
    label = sources.survey.labels.label
    assert {name: label(one.code) for (_part, name), one in criteria.items()} == {
        "zalo": "Hears: Zalo", "top": "Price: 5", "new": "Years: Under 3", "mean": "Price",
    }  # fmt: skip
    assert criteria["fit", "top"].values.mean() == pytest.approx(0.2)
    assert criteria["fit", "mean"].values.mean() == pytest.approx(3)


def test_own_brand_is_the_stage_after_awareness(client) -> None:
    found, sources = client("own_brand: {}")
    answers = choice_answers(found, sources)
    assert answers.own_brand.code == "tried=Ours"
    assert sources.survey.labels.label("tried=Ours") == "Tried: Ours"
    # who does not know it was not asked, and has not tried it
    assert answers.own_brand.values.tolist()[:4] == [0, 1, 0, 1]
    assert answers.recommendation_scale == (0, 10)
    assert answers.recommendation.tolist()[:3] == [0, 1, 2]


def test_customers_have_attributes(client) -> None:
    found, sources = client(
        "members: {share_of: {question: member, answer: true}}",
        "large: {share_of: {question: spent, answer: 50 and over}}",
        "spent: {mean_of: spent}",
        source="customers",
    )
    answers = choice_answers(found, sources)
    means = {name: one.values.mean() for (_part, name), one in answers.criteria.items()}
    assert means == pytest.approx({"members": 0.5, "large": 1 / 6, "spent": 29.5})
    assert isinstance(answers.own_brand, Absent) and isinstance(answers.recommendation, Absent)


def test_an_answer_nobody_could_give_is_told_with_its_line(client) -> None:
    found, sources = client("women: {share_of: {question: sex, answer: Femal}}")
    with pytest.raises(ClientError, match=rf"line {LINE}: .*Did you mean Female"):
        choice_answers(found, sources)
    (problem,) = choice_problems(found, sources.survey)
    assert problem.where == f"data/shop/client.yml, line {LINE}"
    assert problem.what.startswith(
        "segmentation.choice.fit.women.share_of.answer must be an answer"
    )


def test_an_unknown_question_is_told_with_its_line(client) -> None:
    with pytest.raises(ClientError) as caught:
        client("price: {mean_of: prise}")
    assert (
        f"data/shop/client.yml, line {LINE}: segmentation.choice.fit.price.mean_of must be one of"
        in (str(caught.value))
    )
    assert "Did you mean price?" in str(caught.value)


def test_without_choice_nothing_is_asked(client) -> None:
    found, sources = client("size: {}")
    assert choice_answers(found, sources).criteria == {}
    bare = found.model_copy(update={"segmentation": None})
    assert isinstance(choice_answers(bare, sources), Absent)
