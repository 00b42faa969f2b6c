"""Banner tables against R's expss and survey packages, and what must hold for any table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.statistics.independence import independence_test
from analysis.topics.survey.banner.method_crosstab import TOTAL, crosstab
from analysis.values.absent import Absent

EXPSS_RUNS = [  # what expss was run for
    ("S1", "weighted_none"),
    ("S1", "weighted_bonf"),
    ("S1", "unweighted_none"),
    ("S1", "unweighted_bonf"),
    ("S2", "weighted_none"),
]


@pytest.fixture(scope="module")
def burger(shared_data) -> pd.DataFrame:
    path = shared_data / "sav_burger_tracking" / "Burger_Brand_Tracking_Dec_2017.sav"
    columns = [f"Q1_{number}" for number in range(1, 16)]
    frame, meta = pyreadstat.read_sav(path, usecols=[*columns, "S1", "S2", "wgt"])
    frame = frame.rename(columns={name: meta.column_names_to_labels[name] for name in columns})
    for name in ("S1", "S2"):
        labels = {code: text.strip() for code, text in meta.variable_value_labels[name].items()}
        order = sorted(labels) if name == "S1" else sorted(labels, key=labels.__getitem__)
        frame[name] = pd.Categorical(
            frame[name].map(labels), [labels[code] for code in order if code in set(frame[name])]
        )
    return frame


def brands(burger: pd.DataFrame) -> pd.DataFrame:
    return burger.drop(columns=["S1", "S2", "wgt"])


def split(cell: str) -> tuple[float, str]:
    share, _, letters = cell.strip().partition(" ")
    return (float(share) if share else 0.0), letters.strip()


@pytest.mark.parametrize(("by", "variant"), EXPSS_RUNS)
def test_banner_equals_r_expss_on_burger(burger, reference, by, variant):
    weighting, test = variant.split("_")
    correction = {"bonf": "bonferroni", "none": "none"}[test]
    known = reference("banner_tables")[f"burger_Q1_by_{by}"][variant]
    weights = burger["wgt"] if weighting == "weighted" else None
    # expss tests weighted shares on the first total of its table: the unweighted cases
    table = crosstab(
        brands(burger), burger[[by]], weights, correction=correction, basis="unweighted"
    )
    shares, letters = table.wide("share"), table.wide("letters")
    expected = dict(zip(known["rows"], known["cells"], strict=True))
    bases = expected.pop("#Total cases")
    weighted_bases = expected.pop("#Total wtd. cases")
    assert list(expected) == list(table.items)
    for name, row in expected.items():
        cells = [split(cell) for cell in row]
        assert (100 * shares.loc[name]).tolist() == pytest.approx(
            [share for share, _ in cells], abs=6e-5
        )
        assert letters.loc[name].tolist() == [text for _, text in cells], name
    assert table.columns["base"].tolist() == [int(split(cell)[0]) for cell in bases]
    assert table.columns["weighted_base"].tolist() == pytest.approx(
        [split(cell)[0] for cell in weighted_bases], abs=6e-5
    )


def test_effective_bases_and_letters_equal_r_on_burger(burger, reference):
    known = reference("column_proportions")
    table = crosstab(brands(burger)[["Burger Shack"]], burger[["S1"]], burger["wgt"])
    bases = table.columns.loc["S1", "effective_base"]
    assert bases.tolist() == pytest.approx(list(known["burger_neff_by_S1"].values()), rel=1e-9)
    for basis, name in (
        ("effective", "burger_q1_by_S1_kish_neff"),
        ("weighted", "burger_q1_by_S1_weighted_counts"),
    ):
        for correction in ("none", "bonferroni"):
            letters = known[name][f"letters_{correction}"]["values"][1]
            table = crosstab(
                brands(burger)[["Burger Shack"]], burger[["S1"]], burger["wgt"],
                basis=basis, correction=correction,
            )  # fmt: skip
            assert table.wide("letters")["S1"].iloc[0].tolist() == letters
            adjusted = [
                value
                for place, row in enumerate(
                    known[name]["p_bonf" if correction == "bonferroni" else "p_none"][1]
                )
                for value in row[place + 1 :]
            ]
            assert table.pairs["adjusted_p_value"].tolist() == pytest.approx(
                adjusted, abs=1e-9, rel=1e-9
            )


def test_rao_scott_equals_r_svychisq_on_burger(burger, reference):
    known = reference("survey_weighting")["burger"]
    for by in ("S1", "S2"):
        row = known[f"q1_by_{by}_F"]
        test = independence_test(burger["Burger Shack"], burger[by], burger["wgt"])
        assert test.statistic == pytest.approx(row["statistic"], rel=1e-9)
        assert [test.numerator_df, test.denominator_df] == pytest.approx(row["param"], rel=1e-9)
        assert test.p_value == pytest.approx(row["p"], rel=1e-7)
    table = crosstab(brands(burger)[["Burger Shack"]], burger[["S1"]], burger["wgt"])
    assert table.tests.loc[("S1", "Burger Shack"), "statistic"] == pytest.approx(
        known["q1_by_S1_F"]["statistic"], rel=1e-9
    )


def test_rao_scott_without_weights_is_pearsons_test(burger, reference):
    known = reference("survey_weighting")["burger"]["unweighted_pearson"]
    test = independence_test(burger["Burger Shack"], burger["S1"])
    assert test.statistic * 6 == pytest.approx(known["statistic"], rel=1e-3)
    assert test.numerator_df == pytest.approx(6, rel=1e-6)


def test_rao_scott_takes_tables_with_empty_cells():
    answers = pd.Series(list("abc") * 20)
    other = pd.Series(list("abc") * 19 + list("bca"))
    test = independence_test(answers, other, pd.Series(np.linspace(0.5, 2, 60)))
    assert 0 < test.p_value < 1e-6
    assert isinstance(independence_test(answers, pd.Series(["x"] * 60)), Absent)


@pytest.fixture
def sample() -> pd.DataFrame:
    random = np.random.default_rng(5)
    return pd.DataFrame(
        {
            "answer": random.choice(["có", "không", "chưa biết"], 500, p=[0.5, 0.3, 0.2]),
            "sex": random.choice(["Nam", "Nữ"], 500),
            "city": pd.Categorical(
                random.choice(["Hà Nội", "TP.HCM", "Huế", "Vinh"], 500, p=[0.5, 0.44, 0.04, 0.02]),
                ["TP.HCM", "Hà Nội", "Huế", "Vinh"],
            ),
            "weight": random.uniform(0.4, 2.5, 500),
        }
    )


def test_columns_have_bases_letters_and_marks(sample):
    sample.loc[sample["city"] == "Vinh", "city"] = None
    sample.loc[sample.index[:6], "city"] = "Vinh"
    table = crosstab(sample["answer"], sample[["sex", "city"]], sample["weight"])
    assert list(table.columns.index) == [
        (TOTAL, TOTAL), ("sex", "Nam"), ("sex", "Nữ"),
        ("city", "TP.HCM"), ("city", "Hà Nội"), ("city", "Huế"), ("city", "Vinh"),
    ]  # fmt: skip
    assert table.columns["letter"].tolist() == ["", "A", "B", "A", "B", "C", "D"]
    assert table.columns.loc[("city", "Huế"), "small"]
    assert table.columns.loc[("city", "Vinh"), "suppressed"]
    assert table.wide("share")[("city", "Vinh")].isna().all()
    assert "Vinh" not in set(table.pairs["column"]) | set(table.pairs["other"])
    assert table.columns.loc[(TOTAL, TOTAL), "base"] == 500
    assert table.wide("share")[(TOTAL, TOTAL)].sum() == pytest.approx(1)


def test_single_answer_question_has_one_test_a_spanner(sample):
    table = crosstab(sample["answer"], sample[["sex", "city"]], sample["weight"])
    assert list(table.tests.index) == [("sex", ""), ("city", "")]


def test_scale_of_weights_and_row_order_do_not_matter(sample):
    def numbers(frame: pd.DataFrame, factor: float) -> np.ndarray:
        table = crosstab(frame["answer"], frame[["sex", "city"]], frame["weight"] * factor)
        cells = table.cells[["share", "standard_error", "low", "high", "effective_base"]]
        return np.concatenate([cells.to_numpy().ravel(), table.tests.to_numpy().ravel()])

    first = numbers(sample, 1)
    np.testing.assert_allclose(numbers(sample, 250), first, rtol=1e-9)
    np.testing.assert_allclose(numbers(sample.sample(frac=1, random_state=1), 1), first, rtol=1e-9)


def test_duplicating_the_sample_keeps_shares_and_doubles_bases(sample):
    twice = pd.concat([sample, sample], ignore_index=True)
    one = crosstab(sample["answer"], sample[["sex"]], sample["weight"])
    two = crosstab(twice["answer"], twice[["sex"]], twice["weight"])
    np.testing.assert_allclose(two.cells["share"], one.cells["share"])
    np.testing.assert_allclose(two.columns["effective_base"], 2 * one.columns["effective_base"])
    assert two.tests["statistic"].iloc[0] == pytest.approx(
        2 * one.tests["statistic"].iloc[0], rel=5e-3
    )


def test_relabelling_the_banner_moves_its_letters_with_it(sample):
    yes = (sample["sex"] == "Nam") & (np.arange(500) % 4 > 0)
    sample["answer"] = np.where(yes, "có", sample["answer"])
    one = crosstab(sample["answer"], sample[["sex"]])
    sample["sex"] = pd.Categorical(sample["sex"], ["Nữ", "Nam"])
    two = crosstab(sample["answer"], sample[["sex"]])
    assert one.wide("letters").loc["có", ("sex", "Nam")] == "B"
    assert two.wide("letters").loc["có", ("sex", "Nam")] == "A"


def test_question_nobody_was_asked_is_absent(sample):
    nobody = pd.Series([None] * 500, dtype="str")
    assert isinstance(crosstab(nobody, sample[["sex"]]), Absent)


def test_item_nobody_in_a_column_was_asked_stays_empty(sample):
    items = pd.DataFrame({"A": np.ones(500), "B": np.ones(500)})
    items.loc[::2, "A"] = 0.0
    items.loc[sample["sex"] == "Nam", "B"] = np.nan
    table = crosstab(items, sample[["sex"]])
    assert np.isnan(table.wide("share").loc["B", ("sex", "Nam")])
    assert table.wide("base").loc["B", ("sex", "Nam")] == 0
