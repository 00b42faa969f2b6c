"""Forms of raw files that docs/client-file.md promises: each says what the plain form says."""

from __future__ import annotations

import copy
import io
import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from product import FINDING, TABLE, Asked, ask, research
from small_clients import SmallClient, new_project

from analysis.drawing.figure import nothing_drawn

ROWS = 24
LEFT_OUT = {"source", "svg", "text/html", "text/plain", "image/svg+xml"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project whose clients are asked for numbers and sentences: nothing of them is drawn."""
    with nothing_drawn():
        yield new_project(tmp_path_factory.mktemp("forms"))


def said(
    project: Path, small: SmallClient, study: str, name: str = "acme", language: str = "en"
) -> Asked:
    """Return what a study says of a client whose check must be clean."""
    small.write(project, name)
    checked = research(project, "check", name)
    assert checked.code == 0, checked.err
    return ask(project, study, name, language=language)


def substance(asked: Asked) -> str:
    """Return the numbers and sentences, without pictures and without what is said of files."""
    kept = [bundle for section, bundle in asked.shown if section != "Data and sources"]
    return json.dumps(_without_files(kept), default=str, sort_keys=True)


def _without_files(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_files(one) for k, one in value.items() if k not in LEFT_OUT}
    return [_without_files(one) for one in value] if isinstance(value, list | tuple) else value


def client(source: str, settings: dict[str, Any], files: dict[str, Any], **more: Any):
    whole = {
        "name": "Acme", "kind": "b2c", "languages": ["en"], "currency": "USD", "own_brand": "Acmé",
        "waves": {"w1": {}}, "sources": {source: settings}, **more,
    }  # fmt: skip
    return SmallClient(whole, {"w1": files})


# -- kinds of files, code pages, delimiters, marks --------------------------------------------

OFFERS = pd.DataFrame({"Nhãn": ["Acmé", "Bôlt"] * 12, "Giá": [10.25 + n for n in range(ROWS)]})


def offers(content: bytes, file: str = "p.csv", **settings: Any) -> SmallClient:
    columns = {"brand": "Nhãn", "price": "Giá"}
    return client("prices", {"file": file, "columns": columns, **settings}, {file: content})


def csv(sign: str = ",", encoding: str = "utf-8", change: Callable[[str], str] = str) -> bytes:
    text = change(OFFERS.to_csv(index=False, sep=sign))
    if encoding == "cp1258":  # it has no such letter: the mark stands behind
        text = text.replace("ã", "a\u0303")
    return text.encode(encoding)


def book(**sheets: pd.DataFrame) -> bytes:
    content = io.BytesIO()
    with pd.ExcelWriter(content, engine="openpyxl") as writer:
        for sheet, frame in sheets.items():
            frame.to_excel(writer, sheet_name=sheet, index=False)
    return content.getvalue()


def decimal_comma(text: str) -> str:
    return text.replace(".25", ",25").replace(".5", ",5")


def parquet() -> bytes:
    content = io.BytesIO()
    OFFERS.to_parquet(content)
    return content.getvalue()


def spss(folder: Path, suffix: str) -> bytes:
    path = folder / f"p.{suffix}"
    frame = OFFERS.rename(columns={"Nhãn": "nhan", "Giá": "gia"})
    pyreadstat.write_sav(frame, path, compress=suffix == "zsav")
    return path.read_bytes()


FORMS: dict[str, Callable[[], SmallClient]] = {
    "TSV": lambda: offers(csv("\t"), "p.tsv"),
    "TXT": lambda: offers(csv("|"), "p.txt"),
    "XLSX": lambda: offers(book(All=OFFERS), "p.xlsx"),
    "XLSM": lambda: offers(book(All=OFFERS), "p.xlsm"),
    "Parquet": lambda: offers(parquet(), "p.parquet"),
    "the first sheet that holds anything": lambda: offers(
        book(Empty=pd.DataFrame(), All=OFFERS, More=OFFERS.head(11)), "p.xlsx"
    ),
    "a sheet by its name": lambda: offers(
        book(More=OFFERS.head(11), All=OFFERS), "p.xlsx", sheet="All"
    ),
    "two sheets with one header": lambda: offers(
        book(A=OFFERS.head(11), B=OFFERS.tail(13), C=OFFERS), "p.xlsx", sheet=["A", "B"]
    ),
    "semicolons, found": lambda: offers(csv(";")),
    "semicolons, told": lambda: offers(csv(";"), delimiter=";"),
    "bars, found": lambda: offers(csv("|")),
    "tabs, told": lambda: offers(csv("\t"), delimiter="\t"),
    "UTF-8 with its mark": lambda: offers(csv(encoding="utf-8-sig")),
    "windows-1252, found": lambda: offers(csv(encoding="cp1252")),
    "windows-1252, told": lambda: offers(csv(encoding="cp1252"), encoding="windows-1252"),
    "latin-1, told": lambda: offers(csv(encoding="latin-1"), encoding="latin-1"),
    "windows-1258, told": lambda: offers(csv(encoding="cp1258"), encoding="windows-1258"),
    "letters in pieces": lambda: offers(csv(change=lambda t: unicodedata.normalize("NFD", t))),
    "a decimal comma, found": lambda: offers(csv(";", change=decimal_comma)),
    "a decimal comma, told": lambda: offers(csv(";", change=decimal_comma), decimal=","),
    "a decimal point, told": lambda: offers(csv(), decimal="."),
    "dollars": lambda: offers(csv(change=lambda t: t.replace(",1", ",$1").replace(",2", ",$2"))),
    "blanks round cells": lambda: offers(csv(change=lambda t: t.replace(",", " , "))),
    "lines that end as on Windows": lambda: offers(csv(change=lambda t: t.replace("\n", "\r\n"))),
}


@pytest.fixture(scope="module")
def plain(project: Path) -> str:
    return substance(said(project, offers(csv()), "competitor_analysis"))


@pytest.mark.parametrize("form", FORMS)
def test_form_of_a_file_says_what_the_plain_one_says(project: Path, plain: str, form: str) -> None:
    assert substance(said(project, FORMS[form](), "competitor_analysis")) == plain


@pytest.mark.parametrize("suffix", ["sav", "zsav"])
def test_spss_files_of_other_sources(
    project: Path, plain: str, suffix: str, tmp_path: Path
) -> None:
    small = offers(spss(tmp_path, suffix), f"p.{suffix}")
    small.settings["sources"]["prices"]["columns"] = {"brand": "nhan", "price": "gia"}
    assert substance(said(project, small, "competitor_analysis")) == plain


def test_numbers_that_may_be_thousands_or_decimals(project: Path) -> None:
    frame = OFFERS.assign(Giá=[f"{1 + n % 7}.{100 + n}" for n in range(ROWS)])
    content = frame.to_csv(index=False).encode()
    offers(content).write(project, "acme")
    refused = research(project, "check", "acme")
    assert refused.code == 1 and "decimal" in refused.err and "Giá" in refused.err
    in_dong = offers(content)
    in_dong.settings["currency"] = "VND"
    prices = {
        mark: said(project, one, "competitor_analysis").headline["reference_price"]
        for mark, one in {
            "dong": in_dong, ".": offers(content, decimal="."), ",": offers(content, decimal=","),
        }.items()
    }  # fmt: skip
    assert (
        float(prices["dong"])
        == float(prices[","])
        == pytest.approx(1000 * float(prices["."]), rel=1e-3)
    )


def test_what_always_means_no_answer(project: Path) -> None:
    nothing = ["", "NA", "NULL", "#N/A", "#DIV/0!", "null", "Select"]
    rated = OFFERS.assign(sao=["4"] * (ROWS - len(nothing)) + nothing)
    settings = {"missing": ["Select"]}
    small = offers(rated.to_csv(index=False).encode(), **settings)
    small.settings["sources"]["prices"]["columns"]["rating"] = "sao"
    asked = said(project, small, "competitor_analysis")
    assert "4.0" in repr(asked.shown)
    small.settings["sources"]["prices"]["missing"] = []
    small.write_settings(project, "acme")
    assert "Select" in research(project, "check", "acme").err


# -- a survey's codes, patterns, sets and bands ------------------------------------------------


def survey_frame() -> pd.DataFrame:
    frame = pd.DataFrame({"id": range(40), "S1": [1, 2] * 20, "age": [18, 30, 31, 45] * 10})
    for item in range(1, 13):
        frame[f"Q5_{item}"] = [1 if (n + item) % (item + 1) == 0 else 0 for n in range(40)]
    frame["heard"] = ["tv, web", "web", "tv", "friend"] * 10
    return frame


def survey(frame: pd.DataFrame, *, written_as: str = "csv", **changes: Any) -> SmallClient:
    questions: dict[str, Any] = {
        "sex": {"type": "single", "column": "S1", "label": "Sex", "values": {1: "Man", 2: "Woman"}},
        "age": {"type": "number", "column": "age", "label": "Age", "bands": [30, 45]},
        "seen": {"type": "multiple", "columns": "Q5_*", "label": "Seen",
                 "items": {f"Q5_{n}": f"Brand {n}" for n in range(1, 13)}},
    }  # fmt: skip
    for key, change in changes.items():
        questions[key] = questions.get(key, {}) | change
    settings = {"file": f"s.{written_as}", "id": "id", "questions": questions,
                "banner": ["sex", "age"], "funnel": ["seen"]}  # fmt: skip
    content = book(All=frame) if written_as == "xlsx" else frame
    return client("survey", settings, {f"s.{written_as}": content})


def with_codes(codes: dict[int, str]) -> pd.DataFrame:
    frame = survey_frame()
    return frame.assign(S1=frame["S1"].map(codes))


SURVEYS: dict[str, Callable[[], SmallClient]] = {
    "codes as text in the client file": lambda: survey(
        survey_frame(), sex={"values": {"1": "Man", "2": "Woman"}}
    ),
    "codes with decimals in the client file": lambda: survey(
        survey_frame(), sex={"values": {1.0: "Man", 2.0: "Woman"}}
    ),
    "codes with decimals in the file": lambda: survey(with_codes({1: "1.0", 2: "2.0"})),
    "codes as text in a workbook": lambda: survey(
        with_codes({1: "1", 2: "2"}), written_as="xlsx"
    ),
    "numbers in a workbook": lambda: survey(survey_frame(), written_as="xlsx"),
    "columns one by one": lambda: survey(
        survey_frame(), seen={"columns": [f"Q5_{n}" for n in range(1, 13)]}
    ),
    "a pattern over columns in another order": lambda: survey(survey_frame().iloc[:, ::-1]),
    "a set of 1 and blanks": lambda: survey(
        survey_frame().replace({f"Q5_{n}": {0: None} for n in range(1, 13)})
    ),
    "another code for chosen": lambda: survey(
        survey_frame().replace({f"Q5_{n}": {1: 7, 0: 3} for n in range(1, 13)}),
        seen={"selected": [7]},
    ),
    "words for chosen": lambda: survey(
        survey_frame().replace({f"Q5_{n}": {1: "x", 0: "o"} for n in range(1, 13)}),
        seen={"selected": ["x"]},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def plain_survey(project: Path) -> str:
    return substance(said(project, survey(survey_frame()), "market_research"))


@pytest.mark.parametrize("form", SURVEYS)
def test_form_of_a_survey_says_what_the_plain_one_says(
    project: Path, plain_survey: str, form: str
) -> None:
    assert substance(said(project, SURVEYS[form](), "market_research")) == plain_survey


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_codebook_labels_what_the_client_file_does_not(
    project: Path, plain_survey: str, kind: str
) -> None:
    names = ("variable", "label", "code", "value")
    lines = pd.DataFrame([("S1", "Sex", 1, "Man"), ("S1", "", 2, "Woman")], columns=names)
    small = survey(survey_frame())
    del small.settings["sources"]["survey"]["questions"]["sex"]["values"]
    small.settings["sources"]["survey"]["codebook"] = f"codes.{kind}"
    small.files["w1"][f"codes.{kind}"] = book(All=lines) if kind == "xlsx" else lines
    assert substance(said(project, small, "market_research")) == plain_survey


def rows_of(asked: Asked, name: str) -> dict[str, list[Any]]:
    (table,) = asked.of(TABLE, name)
    return {row["label"]: [cell["text"] for cell in row["cells"]] for row in table["rows"]}


def test_band_begins_with_its_bound_and_pattern_goes_in_natural_order(project: Path) -> None:
    (banner,) = said(project, survey(survey_frame()), "market_research").of(TABLE, "banner")
    labels = [column["label"] for column in banner["columns"]]
    assert [label for label in labels if "3" in label or "4" in label] == [
        "Under 30", "30–44", "45 and over",
    ]  # fmt: skip
    items = [row["label"] for row in banner["rows"] if row["label"].startswith("Brand")]
    assert sorted(items, key=lambda item: int(item.split()[1])) == [
        f"Brand {n}" for n in range(1, 13)
    ]


def test_blank_rows_and_columns_of_a_delivery_do_not_count(project: Path, plain: str) -> None:
    content = csv() + b"\n\n,\n"
    assert substance(said(project, offers(content), "competitor_analysis")) == plain


# -- dates, orders, returns ----------------------------------------------------------------------


def sales_frame() -> pd.DataFrame:
    days = pd.date_range("2026-01-03", periods=60, freq="16h").normalize()  # too few to forecast
    # some buy often, and some stop: a model of repeat buying that data do not settle takes long
    first, then = [0, 1, 2, 3, 0, 4, 0, 1, 5, 6, 0, 7], [0, 1, 8, 0, 9, 10]
    who = [first[n % 12] if n < 30 else then[n % 6] for n in range(60)]
    frame = pd.DataFrame({"who": [f"K{one}" for one in who], "day": days})
    frame["amount"] = [10 + n % 17 for n in range(60)]
    return frame


def sales(day: Callable[[pd.Timestamp], str] | None = None, **settings: Any) -> SmallClient:
    frame = sales_frame()
    frame["day"] = [day(one) for one in frame["day"]] if day else frame["day"].dt.strftime("%F")
    columns = {"customer": "who", "date": "day", "amount": "amount"}
    source = {"file": "t.csv", "columns": columns, **settings}
    return client("transactions", source, {"t.csv": frame}, value={"source": "transactions"})


DATES: dict[str, Callable[[], SmallClient]] = {
    "day first": lambda: sales(lambda one: f"{one:%d/%m/%Y}"),
    "day first without zeros": lambda: sales(lambda one: f"{one.day}/{one.month}/{one.year}"),
    "day first with dots": lambda: sales(lambda one: f"{one:%d.%m.%Y}"),
    "day first with hyphens": lambda: sales(lambda one: f"{one:%d-%m-%Y}"),
    "month first, told": lambda: sales(lambda one: f"{one:%m/%d/%Y}", day_first=False),
    "with an hour": lambda: sales(lambda one: f"{one:%Y-%m-%d} 14:05:00"),
    "day first with an hour": lambda: sales(lambda one: f"{one:%d/%m/%Y} 14:05"),
}


@pytest.fixture(scope="module")
def plain_sales(project: Path) -> str:
    return substance(said(project, sales(), "segmentation"))


@pytest.mark.parametrize("form", DATES)
def test_form_of_dates_says_what_the_plain_one_says(
    project: Path, plain_sales: str, form: str
) -> None:
    assert substance(said(project, DATES[form](), "segmentation")) == plain_sales


def test_amount_may_be_units_times_price(project: Path, plain_sales: str) -> None:
    small = sales()
    frame = small.files["w1"]["t.csv"]
    small.files["w1"]["t.csv"] = frame.assign(units=2, price=frame["amount"] / 2)
    columns = small.settings["sources"]["transactions"]["columns"]
    del columns["amount"]
    columns |= {"quantity": "units", "price": "price"}
    told = said(project, small, "segmentation").headline
    plain = said(project, sales(), "segmentation").headline
    assert told["best_fifth"] == plain["best_fifth"]


def test_lines_without_customer_are_left_out_and_told(project: Path, plain_sales: str) -> None:
    small = sales()
    frame = small.files["w1"]["t.csv"]
    small.files["w1"]["t.csv"] = pd.concat([frame, frame.head(5).assign(who=None)])
    asked = said(project, small, "segmentation")
    assert substance(asked) == plain_sales
    assert "5" in repr(asked.of(TABLE, "repairs"))


# -- other sources -----------------------------------------------------------------------------


def test_brand_terms_are_found_whatever_their_case_and_accents(project: Path) -> None:
    queries = [f"{word} {n}" for n in range(5) for word in ("ca phe may", "Cà Phê Mây", "trà")]
    frame = pd.DataFrame({"query": queries, "clicks": 10, "impressions": 100})
    columns = {name: name for name in frame}
    clicks = {}
    for term in ("cà phê mây", "CA PHE MAY", unicodedata.normalize("NFD", "cà phê mây")):
        source = {"file": "q.csv", "columns": columns, "brand_terms": [term]}
        asked = said(project, client("search_queries", source, {"q.csv": frame}), "market_research")
        clicks[term] = asked.of(FINDING, "search_queries")[0]["text"]
    assert len(set(clicks.values())) == 1 and "66.7%" in clicks["cà phê mây"] + repr(asked.shown)


def test_visits_may_be_rows_and_conversions_words(project: Path) -> None:
    rows = pd.DataFrame(
        {"channel": ["Search", "Social"] * 40, "won": ["yes", "no", "no", "no"] * 20}
    )
    summed = pd.DataFrame({"channel": ["Search", "Social"] * 5, "n": 8, "won": [4, 0] * 5})
    shares = []
    for frame, columns in ((rows, {}), (summed, {"sessions": "n"})):
        columns = {"channel": "channel", "conversions": "won", **columns}
        source = {"file": "w.csv", "columns": columns}
        asked = said(project, client("web_analytics", source, {"w.csv": frame}), "market_research")
        shares.append(asked.headline["conversion_rate"])
    assert shares == ["0.25", "0.25"]


def test_first_named_of_several_brands_counts(project: Path) -> None:
    names = ["Case for iPhone by Bolt", "Bolt cover for iPhone", "Apple pen"] * 8
    frame = pd.DataFrame({"name": names, "price": range(10, 34)})
    words = {"Apple": ["Apple", "iPhone"], "Bolt": ["bolt"]}
    source = {"file": "p.csv", "columns": {"price": "price"},
              "brand_words": {"column": "name", "words": words}}  # fmt: skip
    small = client("prices", source, {"p.csv": frame})
    asked = said(project, small, "competitor_analysis")
    assert "(n = 16" in asked.text or "16" in json.dumps(asked.shown, default=str)
    told = copy.deepcopy(small.settings)
    told["sources"]["prices"]["brand_words"]["words"] = {"Bolt": ["bolt"], "Apple": ["x-apple"]}
    assert said(project, small.with_settings(told), "competitor_analysis").text != asked.text
