"""The sample clients: made again they are the same, and what is planted can be found in them."""

from __future__ import annotations

import importlib.util
import io
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from pandas.testing import assert_frame_equal
from ruamel.yaml import YAML
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from analysis.clients.model import Client

DATA = Path(__file__).parents[2] / "data"
COFFEE, TRAINING = DATA / "ca_phe_may", DATA / "hoc_vien_so"
WAVES = ("2026-1", "2026-2")
OWN = "Cà phê Mây"


def _script():
    spec = importlib.util.spec_from_file_location("make_samples", DATA / "make_samples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAMPLES = _script()
FILES = dict(SAMPLES.raw_files())


@cache
def made(place: Path) -> bytes:
    return FILES[place]()


@cache
def survey(wave: str) -> pd.DataFrame:
    return pyreadstat.read_sav(COFFEE / wave / "survey.sav", user_missing=True)[0]


def csv(path: Path, delimiter: str = ",") -> pd.DataFrame:
    return pd.read_csv(path, sep=delimiter, encoding="utf-8-sig")


def money(texts: pd.Series) -> pd.Series:
    return texts.str.replace(r"[^\d-]", "", regex=True).astype(int)


# -- made again --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [p for p in FILES if p.suffix == ".csv"], ids=str)
def test_csv_made_again_has_the_same_bytes(place: Path) -> None:
    assert made(place) == (DATA / place).read_bytes()


@pytest.mark.parametrize("place", [p for p in FILES if p.suffix == ".xlsx"], ids=str)
def test_workbook_made_again_has_the_same_cells(place: Path) -> None:
    if made(place) == (DATA / place).read_bytes():
        return  # another machine's zlib may pack the same cells into other bytes
    again = pd.read_excel(io.BytesIO(made(place)), sheet_name=None)
    committed = pd.read_excel(DATA / place, sheet_name=None)
    assert list(again) == list(committed)
    for sheet, frame in committed.items():
        assert_frame_equal(again[sheet], frame)


@pytest.mark.parametrize("wave", WAVES)
def test_survey_made_again_has_the_same_answers_and_labels(wave: str, tmp_path: Path) -> None:
    again = tmp_path / "survey.sav"
    again.write_bytes(made(Path("ca_phe_may", wave, "survey.sav")))
    frame, meta = pyreadstat.read_sav(again, user_missing=True)
    old, labels = pyreadstat.read_sav(COFFEE / wave / "survey.sav", user_missing=True)
    assert_frame_equal(frame, old)
    assert meta.column_labels == labels.column_labels
    assert meta.variable_value_labels == labels.variable_value_labels
    assert meta.missing_ranges == labels.missing_ranges


def test_files_carry_no_clock() -> None:
    for place, make in FILES.items():
        if place.suffix in (".xlsx", ".sav"):
            assert make() == made(place), place


def test_committed_samples_are_small_and_complete() -> None:
    folders = [path for client in (COFFEE, TRAINING) for path in client.glob("2026-*/*")]
    assert {path.relative_to(DATA) for path in folders} == set(FILES)
    assert sum(path.stat().st_size for path in folders) < 3_000_000


@pytest.mark.parametrize("client", [COFFEE, TRAINING], ids=lambda path: path.name)
def test_client_files_are_valid_and_say_synthetic(client: Path) -> None:
    values = YAML(typ="safe").load((client / "client.yml").read_text("utf-8"))
    settings = Client.model_validate(values)
    assert settings.synthetic
    for wave in settings.waves:
        for source in settings.sources.given().values():
            assert (client / wave / source.file).is_file()


@pytest.mark.long  # the run of tests/end_to_end goes through the same gate
@pytest.mark.parametrize("client", [COFFEE, TRAINING], ids=lambda path: path.name)
def test_data_gate_finds_no_problem(client: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.sources.delivery import check_client

    monkeypatch.setenv("ANALYSIS_PROJECT", str(DATA.parent))
    assert check_client(client.name).problems == ()


# -- coffee ------------------------------------------------------------------------------------


@pytest.mark.parametrize("wave", WAVES)
def test_weights_have_mean_one_and_a_usual_design_effect(wave: str) -> None:
    weights = survey(wave)["trong_so"]
    assert weights.mean() == pytest.approx(1, abs=1e-4)
    assert 1.1 < (weights**2).mean() / weights.mean() ** 2 < 1.3


@pytest.mark.parametrize("wave", WAVES)
def test_weights_bring_back_the_population(wave: str) -> None:
    frame = survey(wave)
    shares = frame.groupby("nhom_tuoi")["trong_so"].sum() / len(frame)
    assert shares.to_numpy() == pytest.approx([0.22, 0.34, 0.27, 0.17], abs=1e-3)


@pytest.mark.parametrize("wave", WAVES)
def test_motives_hold_the_four_planted_segments(wave: str) -> None:
    motives = survey(wave)[[f"Q_dc_{i}" for i in range(1, 13)]]
    truth = SAMPLES.coffee_survey.planted_segments(wave)
    found = KMeans(4, n_init=50, random_state=1).fit_predict(motives)
    assert adjusted_rand_score(truth, found) >= 0.9


@pytest.mark.parametrize("wave", WAVES)
def test_cup_details_hold_nothing(wave: str) -> None:
    frame = survey(wave)
    cup = frame[[f"Q_ly_{i}" for i in range(1, 13)]]
    between = np.corrcoef(cup.to_numpy().T)[np.triu_indices(12, 1)]
    assert np.abs(between).mean() < 1.5 * np.sqrt(2 / np.pi / len(cup))  # what chance gives
    truth = SAMPLES.coffee_survey.planted_segments(wave)
    found = KMeans(4, n_init=20, random_state=1).fit_predict(cup)
    assert abs(adjusted_rand_score(truth, found)) < 0.03


def test_family_segment_grows_from_20_to_28_percent() -> None:
    for wave, share in zip(WAVES, (0.20, 0.28), strict=True):
        family = SAMPLES.coffee_survey.planted_segments(wave) == 4
        assert np.average(family, weights=survey(wave)["trong_so"]) == pytest.approx(
            share, abs=0.015
        )


def test_panel_are_people_of_both_waves_who_mostly_stay_in_their_segment() -> None:
    first, second = (survey(wave).set_index("ma_pv") for wave in WAVES)
    assert first.index.is_unique and second.index.is_unique
    panel = SAMPLES.coffee_survey.planted_panel()
    both = first.index.intersection(second.index)
    assert len(both) == 240 and set(both) == set(panel.index)
    then, now = first.loc[panel.index], second.loc[panel.index]
    for kept in ("gioi_tinh", "thanh_pho"):
        assert (then[kept] == now[kept]).all()
    assert (now["nhom_tuoi"] - then["nhom_tuoi"]).between(0, 1).all()
    assert (then["hoc_van"] == now["hoc_van"]).mean() > 0.95
    flows = pd.crosstab(panel["before"], panel["now"], normalize="index").to_numpy()
    assert np.diag(flows) == pytest.approx([0.74, 0.75, 0.75, 0.86], abs=0.015)
    left = flows[:3] * (1 - np.eye(4)[:3])
    assert (left.argmax(axis=1) == 3).all()
    for wave, column, frame in ((WAVES[0], "before", first), (WAVES[1], "now", second)):
        planted = pd.Series(SAMPLES.coffee_survey.planted_segments(wave), index=frame.index)
        assert (planted[panel.index] == panel[column]).all()


def test_own_awareness_rises_by_8_points_and_others_stay() -> None:
    first, second = (
        np.average(frame[[f"Q_nb_{b}" for b in range(1, 7)]], axis=0, weights=frame["trong_so"])
        for frame in map(survey, WAVES)
    )
    assert second[0] - first[0] == pytest.approx(0.08, abs=0.03)
    assert np.abs(second - first)[1:].max() < 0.03


def test_net_promoter_falls_by_10_points() -> None:
    scores = []
    for frame in map(survey, WAVES):
        asked = frame[frame["nps"] <= 10]
        points = (asked["nps"] >= 9).astype(int) - (asked["nps"] <= 6).astype(int)
        scores.append(100 * np.average(points, weights=asked["trong_so"]))
    assert scores[0] == pytest.approx(32, abs=4)
    assert scores[1] - scores[0] == pytest.approx(-10, abs=3)


@pytest.mark.parametrize("wave", WAVES)
def test_funnel_is_nested_and_filters_hold(wave: str) -> None:
    frame = survey(wave)
    for b in range(1, 7):
        stages = frame[[f"{stem}_{b}" for stem in ("Q_nb", "Q_tg", "Q_tq", "Q_tx")]].to_numpy()
        assert (np.diff(stages, axis=1) <= 0).all()
        asked = frame[[f"HA_{b}_{i}" for i in range(1, 11)]].notna()
        assert (asked.all(axis=1) == (stages[:, 0] == 1)).all()
    assert (frame[[f"Q_tx_{b}" for b in range(1, 7)]].sum(axis=1) <= 1).all()
    assert (frame["nps"].notna() == (frame["Q_tg_1"] == 1)).all()


@pytest.mark.parametrize("wave", WAVES)
def test_transactions_are_concentrated_and_have_returns(wave: str) -> None:
    lines = csv(COFFEE / wave / "transactions.csv", ";")
    bought = money(lines["Thành tiền"]).groupby(lines["Mã KH"]).sum().sort_values(ascending=False)
    assert 0.6 < bought.iloc[: len(bought) // 5].sum() / bought.sum() < 0.8
    assert 20 < (lines["SL"] < 0).sum() < 100
    assert not lines.duplicated().any()
    sheets = pd.read_excel(COFFEE / wave / "customers.xlsx", sheet_name=None)
    members = pd.concat(sheets.values())
    assert members["Mã KH"].is_unique
    assert set(lines["Mã KH"]) < set(members["Mã KH"])
    since = members.set_index("Mã KH")["Ngày đăng ký"].reindex(lines["Mã KH"]).to_numpy()
    assert (pd.to_datetime(lines["Ngày"], format="%d/%m/%Y").to_numpy() >= since).all()


@pytest.mark.parametrize("wave", WAVES)
def test_lapsed_members_stopped_coming(wave: str) -> None:
    lines = csv(COFFEE / wave / "transactions.csv", ";")
    days = pd.to_datetime(lines["Ngày"], format="%d/%m/%Y").groupby(lines["Mã KH"]).max()
    groups = SAMPLES.coffee_sales.planted_groups(wave)
    lapsed = [f"K{i + 1:04d}" for i, group in enumerate(groups) if group == "lapsed"]
    end = pd.Timestamp(SAMPLES.coffee_sales.PERIODS[wave][1])
    assert ((end - days[lapsed]).dt.days >= 75).all()


def test_own_prices_stand_10_percent_above_and_rise_by_5() -> None:
    means = []
    for wave in WAVES:
        offers = csv(COFFEE / wave / "prices.csv", ";")
        own = offers["Thương hiệu"] == OWN
        means.append((money(offers["Giá"])[own].mean(), money(offers["Giá"])[~own].mean()))
    assert means[0][0] / means[0][1] == pytest.approx(1.10, abs=0.01)
    assert means[1][0] / means[0][0] == pytest.approx(1.05, abs=0.01)
    assert means[1][1] == means[0][1]


def test_reviews_of_the_own_brand_get_worse_in_one_branch_above_all() -> None:
    first, second = (csv(COFFEE / wave / "reviews.csv") for wave in WAVES)
    stars = [
        r[r["Thương hiệu"] == OWN].groupby("Chi nhánh")["Số sao"].mean() for r in (first, second)
    ]
    assert (stars[0] > 3.9).all()
    assert stars[1].idxmin() == "Bến Thành" and stars[1].min() < 3.2


@pytest.mark.parametrize("wave", WAVES)
def test_other_raw_files_of_the_coffee_chain_are_readable(wave: str) -> None:
    queries = pd.read_csv(COFFEE / wave / "search_queries.csv", encoding="cp1258")
    assert len(queries) > 140 and queries["CTR"].str.endswith("%").all()
    assert (queries.iloc[:, 1] <= queries.iloc[:, 2]).all()
    visits = csv(COFFEE / wave / "web_analytics.csv", "\t")
    assert (visits["Chuyển đổi"] <= visits["Phiên"]).all()
    rivals = pd.read_excel(COFFEE / wave / "competitors.xlsx")
    assert {OWN, "Pha ở nhà"} < set(rivals["Tên"])


# -- training ----------------------------------------------------------------------------------


@cache
def companies() -> pd.DataFrame:
    return pd.read_excel(TRAINING / "2026-1" / "customers.xlsx").set_index("Mã DN")


def test_bronze_brings_two_thirds_though_it_is_smallest() -> None:
    deals = csv(TRAINING / "2026-1" / "deals.csv")
    won = deals[deals["Kết quả"] == "Thắng"]
    by_package = won.groupby("Gói")["Giá trị"]
    assert 0.60 < by_package.sum()["Bronze"] / won["Giá trị"].sum() < 0.72
    assert by_package.mean().idxmin() == "Bronze"
    assert len(deals) == 420 and deals["Mã DN"].isin(companies().index).all()
    paid = won.groupby("Mã DN")["Giá trị"].sum().reindex(companies().index).fillna(0)
    assert (paid == companies()["Đã chi (đồng)"]).all()
    closed = deals["Kết quả"] != "Đang mở"
    assert (deals["Ngày đóng"].notna() == closed).all()
    assert (deals["Ngày đóng"] >= deals["Ngày tạo"])[closed].all()


def test_ideal_companies_buy_most_often_and_look_as_planted() -> None:
    frame = companies()
    ideal = SAMPLES.training.companies()["ideal"]
    deals = csv(TRAINING / "2026-1" / "deals.csv")
    won = deals[deals["Kết quả"] == "Thắng"]["Mã DN"].value_counts().reindex(frame.index).fillna(0)
    assert won[ideal].mean() > 4 * won[~ideal].mean()
    assert frame["Số nhân viên"][ideal].between(20, 50).all()
    assert set(frame["Thứ bậc so với CEO"][ideal]) == {"N-1"}


def test_needs_hold_the_three_planted_groups() -> None:
    needs = companies()[SAMPLES.training.words.NEEDS] == "Có"
    found = KMeans(3, n_init=50, random_state=1).fit_predict(needs.astype(float))
    assert adjusted_rand_score(SAMPLES.training.planted_groups(), found) >= 0.9


def test_leads_convert_with_bant_and_best_through_zalo_and_referrals() -> None:
    leads = csv(TRAINING / "2026-1" / "leads.csv", ";")
    won = leads["Thành khách hàng"] == "Có"
    met = (
        (leads["Ngân sách (triệu đồng)"] >= 5).astype(int)
        + leads["Người liên hệ"].isin(["Giám đốc", "Trưởng phòng"])
        + (leads["Nhu cầu"] == "Có")
        + leads["Bao giờ cần"].isin(["Tháng này", "Trong quý"])
    )
    assert won.groupby(met).mean().is_monotonic_increasing
    assert set(won.groupby(leads["Kênh"]).mean().nlargest(2).index) == {"Zalo", "Giới thiệu"}
    assert leads["Ngân sách (triệu đồng)"].isna().mean() > 0.1


def test_other_raw_files_of_the_academy_are_readable() -> None:
    assert len(csv(TRAINING / "2026-1" / "competitors.csv")) == 6
    offers = csv(TRAINING / "2026-1" / "prices.csv", ";")
    assert offers["Đơn vị"].nunique() == 5 and (money(offers["Học phí"]) > 0).all()


def test_no_module_of_the_samples_hides_another() -> None:
    assert Path(sys.modules["synthetic"].__file__).parent == DATA / "synthetic"
