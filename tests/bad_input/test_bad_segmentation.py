"""Settings and data that make no segments: told before a run, or said in one sentence."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.clients.loading import load_client
from analysis.errors import ClientError, DataError, NotEnoughData
from analysis.languages.catalog import language_in_use
from analysis.pipeline.classify import _refuse_overwriting
from analysis.report.opening import open_study
from analysis.sources.delivery import check_client
from analysis.sources.files.read import read_raw
from analysis.statistics.clustering.assignment_rules import ValueBands
from analysis.statistics.clustering.reference_clouds import compared_with_clouds
from analysis.statistics.sampling_error import respondent_weights
from analysis.topics.segments.basis.method_basis import basis_of_people, segmentation_basis
from analysis.topics.segments.number.method import segment_number
from analysis.topics.segments.solution.method import segment_solution
from analysis.topics.segments.solution.method_carried import carried_segments
from analysis.topics.segments.stability.method import segment_stability
from analysis.topics.segments.stability.method_across import segment_stability_across
from analysis.topics.segments.typing.method_trial import fewest_questions
from analysis.topics.segments.waves.method import segment_waves
from analysis.values.absent import Absent

NAME = "thin"
PEOPLE = 120
CLIENT = """\
name: Thin
kind: b2c
waves: {w1: {}}
sources:
  survey:
    file: survey.csv
    id: id
    weight: weight
    spend: spend
    questions:
      needs: {type: multiple, columns: N_*, label: Needs}
      rating: {type: scale, scale: [0, 10], column: rating, label: Rating}
      visits: {type: number, column: visits, label: Visits}
      city: {type: single, column: city, label: City}
      gender: {type: single, column: gender, label: Gender, values: {1: M, 2: F, 3: Other}}
      spend: {type: number, column: spend, label: Spending}
      opinion: {type: text, column: opinion, label: Opinion}
"""
SEGMENTATION = """\
segmentation:
  source: survey
  basis: {psychographic: [needs], behavioural: [visits]}
  descriptors: [gender]
  candidates: [2, 3]
"""
GIVEN = "segmentation: {source: survey, method: %s, descriptors: [gender]}\n"


def answers(seed: int = 1, people: int = PEOPLE) -> pd.DataFrame:
    """Return a survey with two planted groups; nobody says that the gender is another."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 2, people)
    needs = {f"N_{n}": rng.random(people) < np.where(group == n % 2, 0.9, 0.1) for n in range(4)}
    return pd.DataFrame(
        {
            "id": [f"R{n}" for n in range(people)],
            "weight": np.round(rng.uniform(0.5, 1.5, people), 3),
            **{name: values.astype(int) for name, values in needs.items()},
            "rating": rng.integers(0, 11, people),
            "visits": rng.poisson(np.where(group, 4, 9)),
            "city": rng.choice(["Huế", "Vinh"], people),
            "gender": rng.integers(1, 3, people),
            "spend": rng.integers(1, 900, people),
            "opinion": [f"Text {n}" for n in range(people)],
        }
    )


def write(root: Path, plan: str = SEGMENTATION, first=None, second=None, extra: str = "") -> None:
    """Write the client; columns of its first and, where there are any, second wave changed."""
    folder = root / "data" / NAME
    waves = {"w1": first or {}} | ({} if second is None else {"w2": second})
    for seed, (wave, change) in enumerate(waves.items(), start=1):
        (folder / wave).mkdir(parents=True, exist_ok=True)
        answers(seed).assign(**change).to_csv(folder / wave / "survey.csv", index=False)
    named = ", ".join(f"{wave}: {{}}" for wave in waves)
    text = CLIENT.replace("{w1: {}}", f"{{{named}}}")
    (folder / "client.yml").write_text(text + plan + extra, "utf-8")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_PROJECT", str(tmp_path))
    for folder in ("data", "notebooks"):
        (tmp_path / folder).mkdir()
    with language_in_use("en"):
        yield tmp_path


def refusals(project: Path, **changes) -> list[str]:
    write(project, **changes)
    return [str(problem) for problem in check_client(NAME).problems]


def test_client_without_fault_passes(project: Path) -> None:
    assert refusals(project) == []


def plan(**changes: str) -> str:
    """Return the segmentation with some of its lines replaced or added."""
    lines = dict(line.strip().split(": ", 1) for line in SEGMENTATION.splitlines()[1:])
    lines |= changes
    return "segmentation:\n" + "".join(f"  {key}: {value}\n" for key, value in lines.items())


EVERYONE = {"N_2": 1}
NOBODY = {"N_2": ""}
SETTINGS = [
    (plan(method="kmeans"), "Did you mean k_means?"),
    (plan(basis="{psychographic: [opinion]}"), "basis.psychographic[1] must be a number, a yes/no"),
    (plan(descriptors="[opinion]"), "descriptors[1] must be a number, a yes/no or a choice"),
    (plan(candidates="[4, 2]"), "between 2 and 12, got: [4, 2]"),
    (plan(smallest_segment=".nan"), "smallest_segment must be a number, got: nan"),
    (plan(names="{7: Seven}"), "segmentation.names.7 must be one of the 3 segments"),
    (plan(reference_wave="w9"), "must be one of w1, got: w9"),
    (GIVEN % "rule, rule: opinion", "must have answers to choose from, got: text. Give a number"),
    (GIVEN % "rule, rule: needs", "must have one answer a person, got: multiple"),
    (plan(choice="{fit: {x: {judgement: {3: 11}}}}"), "judgement.3 must be 10.0 or less, got: 11"),
    (plan(method="latent_classes"), "at most 10 whole numbers for latent classes (“Visits”)"),
]


@pytest.mark.parametrize(("settings", "told"), SETTINGS)
def test_settings_have_one_message(project: Path, settings: str, told: str) -> None:
    messages = refusals(project, plan=settings)
    assert len(messages) == 1 and told in messages[0], messages
    assert messages[0].startswith(f"data/{NAME}/client.yml, line ")


def test_bands_need_money_and_two_of_them(project: Path) -> None:
    write(project, plan=GIVEN % "value_bands")
    path = project / "data" / NAME / "client.yml"
    path.write_text(path.read_text("utf-8").replace("    spend: spend\n", ""), "utf-8")
    (told,) = check_client(NAME).problems
    assert "must not be value_bands: there is no money. Name the question" in str(told)
    value = "  transactions: {file: t.csv, columns: {customer: id, date: d, amount: a}}\n"
    extra = "value: {source: transactions, bands: {All: 0}}\n"
    messages = refusals(project, plan=value + GIVEN % "value_bands", extra=extra)
    assert "value.bands must be 2 to 12 to make segments, got: 1" in messages[0]


FIFTEEN = {"city": np.arange(PEOPLE) % 15}
DATA = [
    ({"first": EVERYONE}, "must tell people apart, got: the same answer of everyone to “N_2”"),
    ({"first": NOBODY}, "must be answered, got: no answer of anyone to “N_2”"),
    ({"first": {"visits": 3}}, "at least two different values, got: 3.0 only"),
    ({"first": {"visits": [1e300, *range(119)]}}, "of at most 15 digits, got: 1e+300, 1 row"),
    ({"first": {"visits": np.inf}}, "each cell must be a number, got: inf"),
    ({"first": {f"N_{n}": ["yes", "no"] * 60 for n in range(4)}}, "the file has: no, yes."),
    ({"first": {"weight": [1e6, *[1] * 119]}}, "effective base of at least 10, got: 1.0"),
    ({"first": {"weight": [0, *[1] * 119]}}, "each weight must be a number over 0, got: 0, 1 row"),
    ({"first": {"weight": "heavy"}}, "each cell must be a number, got: heavy, 120 rows"),
    ({"first": {"id": "R1"}}, "each id must stand in one row only, got: R1, 119 rows"),
    (
        {"plan": GIVEN % "rule, rule: city", "first": FIFTEEN, "second": FIFTEEN},
        "segmentation.rule must have 2 to 12 different answers, got: 15",
    ),
    (
        {"plan": GIVEN % "rule, rule: city", "second": {"city": ["Đà Lạt", "Cần Thơ"] * 60}},
        "must have the reference wave's answers in wave w2, got: Cần Thơ, Đà Lạt",
    ),
]


@pytest.mark.parametrize(("changes", "told"), DATA, ids=[told for _, told in DATA])
def test_data_have_one_message(project: Path, changes: dict, told: str) -> None:
    messages = refusals(project, **changes)
    assert len(messages) == 1 and told in messages[0], messages


def test_target_of_nothing_for_people_who_are_there(project: Path) -> None:
    write(project)
    path = project / "data" / NAME / "client.yml"
    targets = "weighting: {targets: {city: {Huế: 1, Vinh: 0}}}"
    path.write_text(path.read_text("utf-8").replace("weight: weight", targets), "utf-8")
    told = str(check_client(NAME).problems[0])
    assert "must be over 0 for an answer of the sample, got: 0 for Vinh" in told


def test_later_wave_with_a_segment_of_its_own_only(project: Path) -> None:
    """Half of the later wave lives elsewhere, and nobody in one of the segments any more."""
    second = {"city": ["Vinh", "Đà Lạt"] * 60}
    basis, _number, solution, carried, here, study = made(
        project, GIVEN % "rule, rule: city", wave="w2", second=second
    )
    anew = segment_solution(here, 2, **study.segment_making)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        held = segment_waves(
            solution.labels, basis.values, carried.labels, anew.labels, here.values
        )
    assert not isinstance(held, Absent)


def test_item_that_a_later_wave_lacks(project: Path) -> None:
    write(project, second={})
    frame = answers(2).drop(columns="N_3")
    frame.to_csv(project / "data" / NAME / "w2" / "survey.csv", index=False)
    (told,) = check_client(NAME).problems
    assert "must be asked in wave w2 as in the reference wave, got: no “N_3”" in str(told)
    with language_in_use("vi"):
        assert "phải được hỏi trong đợt w2" in str(check_client(NAME).problems[0])


def test_check_tells_everything_at_once_and_changes_nothing(project: Path) -> None:
    write(project, first={"N_1": 0, "N_2": 1}, plan=plan(names="{9: Nine}"))
    published = project / "reports" / NAME / "w1" / "client" / "en" / "segmentation.html"
    published.parent.mkdir(parents=True)
    published.write_text("the last good one")
    found = CliRunner().invoke(app, ["--messages", "en", "check", NAME])
    assert found.exit_code == 1 and isinstance(found.exception, SystemExit)
    assert "names.9" in found.stderr
    write(project, first={"N_1": 0, "N_2": 1})
    found = CliRunner().invoke(app, ["--messages", "en", "check", NAME])
    assert found.exit_code == 1 and "“N_1”" in found.stderr and "“N_2”" in found.stderr
    assert published.read_text() == "the last good one"


def made(project: Path, settings: str, wave: str = "w1", **changes):
    """Make segments by the notebook's own calls; return them with their stability."""
    assert refusals(project, plan=settings, **changes) == []
    study = open_study("segmentation", client=NAME, wave=wave, language="en")
    way, settings = study.segment_making, load_client(NAME).segmentation
    basis = basis_of_people(study.reference.people, settings.method)
    number = segment_number(basis, settings.candidates, settings.segments, **way)
    solution = segment_solution(basis, number.segments, **way)
    here = basis_of_people(study.people, settings.method)
    carried = carried_segments(solution, here)
    return basis, number, solution, carried, here, study


@pytest.mark.parametrize(("method", "segments"), [("rule, rule: city", 2), ("value_bands", 3)])
def test_given_segments_are_not_looked_for_again(project: Path, method: str, segments: int) -> None:
    basis, number, solution, carried, _here, _study = made(project, GIVEN % method)
    assert number.segments == solution.segments == segments and carried is solution
    name = method.split(",")[0]
    stability = segment_stability(basis, solution.labels, method=name)
    across = segment_stability_across(basis, (2, 3), method=name, final=solution.labels)
    for found in (stability, across):
        assert isinstance(found, Absent) and not found.gap and "not looked for" in found.reason


def test_answers_nobody_gives_make_no_variable(project: Path) -> None:
    settings = plan(basis="{psychographic: [needs], demographic: [gender]}", descriptors="[city]")
    basis, *_rest = made(project, settings)
    assert {"gender=1", "gender=2"} < set(basis.values) and "gender=3" not in basis.values


def test_later_wave_in_which_all_answer_alike_is_carried(project: Path) -> None:
    settings = plan(segments="2", candidates="[2, 2]")
    _basis, _number, solution, carried, here, study = made(
        project, settings, wave="w2", second={"N_2": 0}
    )
    assert len(carried.labels) == PEOPLE and set(carried.labels) == {1, 2}
    assert np.isfinite(here.matrix).all()
    anew = segment_solution(here, 2, **study.segment_making)
    assert isinstance(anew, Absent) and "everyone answers alike: N_2" in anew.reason
    assert carried.rule is solution.rule


def test_one_band_is_no_segmentation() -> None:
    money = pd.DataFrame({"Money": np.linspace(1, 9, 40)})
    basis = segmentation_basis(money, method="value_bands")
    for bands in ({"All": 0.0}, {"Low": 50.0, "High": 90.0}):
        found = segment_solution(basis, 1, "value_bands", bands=bands)
        assert isinstance(found, Absent) and "same band of money" in found.reason
    assert ValueBands((0.0,)).assigned(money, money).tolist() == [0] * 40
    assert ValueBands((6.0, 3.0, 0.0)).assigned(money, money)[[0, 20, 39]].tolist() == [2, 1, 0]


def test_someone_too_light_to_be_drawn_leaves_clouds_of_the_others() -> None:
    rng = np.random.default_rng(4)
    values = (rng.random((60, 4)) < 0.5).astype(float)
    values[:, 3] = 0
    values[0, 3] = 1
    weights = np.r_[1e-9, np.ones(59)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = compared_with_clouds(
            values, weights, rng.integers(0, 2, 60), people=60, starts=1, seed=0
        )
        assert 0 < found.tightness < 2
        alone = np.r_[1.0, np.full(59, 1e-12)]
        none = compared_with_clouds(
            values, alone, rng.integers(0, 2, 60), people=60, starts=1, seed=0
        )
    assert not none.tighter and not none.gaps


def test_everyone_placed_rightly_needs_no_more_questions() -> None:
    weight = np.random.default_rng(3).uniform(0.1, 3, 400)
    right = np.ones((3, 400), dtype=bool)
    right[0, :40] = False
    rounded = [weight * scale for scale in (1, 1.1, 1.3, 1.7, 1 / 3, 1e-3)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert {fewest_questions(right, weights) for weights in rounded} == {2}


def test_weights_that_are_none_are_told() -> None:
    index = pd.RangeIndex(3)
    for wrong in ([1.0, -1.0, 1.0], [1.0, np.nan, 1.0], [1.0, np.inf, 1.0]):
        with pytest.raises(DataError, match=r"negative or missing, 1 rows.*Correct or trim"):
            respondent_weights(index, pd.Series(wrong))
    with pytest.raises(NotEnoughData, match="above zero"):
        respondent_weights(index, pd.Series([0.0, 0.0, 0.0]))


@pytest.mark.parametrize("name", ["survey.csv", "client.yml", "folder"])
def test_classify_overwrites_only_its_own_results(tmp_path: Path, name: str) -> None:
    path, file = tmp_path / name, tmp_path / "new.csv"
    path.mkdir() if name == "folder" else path.write_text("id,a\n1,2\n")
    with pytest.raises(ClientError, match="only a result from before may be overwritten"):
        _refuse_overwriting(path, file, force=True)


def test_spss_file_that_is_none(project: Path) -> None:
    write(project)
    path = project / "survey.sav"
    path.write_bytes(b"$FL2junk")
    with pytest.raises(DataError, match="must be readable as SPSS"):
        read_raw(path, load_client(NAME).sources.survey, "survey")
