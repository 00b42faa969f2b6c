"""The example clients, on the real public data they are made for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.clients.loading import load_client
from analysis.errors import DataError
from analysis.sources.delivery import check_client
from analysis.sources.examples import EXAMPLE_DATA, fetch_example
from analysis.sources.wave import WaveSources, load_wave
from analysis.values.absent import Absent

ROOT = Path(__file__).parents[2]
LARGE = ("ta_feng", "online_retail", "tiki", "burger_tracking", "b2b_crm")


@pytest.fixture(scope="module")
def project(shared_data: Path, tmp_path_factory: pytest.TempPathFactory):
    root = tmp_path_factory.mktemp("project")
    (root / "notebooks").mkdir()
    for name in EXAMPLE_DATA:
        (root / "data" / "examples" / name).mkdir(parents=True)
        file = Path("data", "examples", name, "client.yml")
        shutil.copyfile(ROOT / file, root / file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANALYSIS_PROJECT", str(root))
        for name in EXAMPLE_DATA:
            fetch_example(name, shared_data)
        yield root


def wave_of(name: str) -> WaveSources:
    client = load_client(name)
    return load_wave(client, next(iter(client.waves)))


@pytest.mark.parametrize(
    "name",
    # large files take seconds: the others show that examples check cleanly
    [
        pytest.param(name, marks=pytest.mark.long) if name in LARGE else name
        for name in sorted(EXAMPLE_DATA)
    ],
)
def test_examples_check_cleanly(project: Path, name: str) -> None:
    result = check_client(name)
    assert result.problems == ()
    assert {p.file for p in result.provenance} == {f.name for f in EXAMPLE_DATA[name].files}
    assert [p.sha256 for p in result.provenance]


@pytest.mark.long  # its weighted awareness: tests/end_to_end/test_real_data.py
def test_burger_tracker(project: Path, reference) -> None:
    survey = wave_of("burger_tracking").survey
    expected = reference("survey_weighting")["burger"]["aware_Q1_1"]["est"]
    aware = survey.brand_stages["aware"]["Burger Shack"]
    assert (aware * survey.weights).sum() / survey.weights.sum() == pytest.approx(expected)
    assert survey.weights.mean() == pytest.approx(1)
    assert survey.questions["spend"].asked == 1265
    assert [survey.labels.label(code) for code in survey.banner] == ["Gender", "Age"]
    assert {tuple(stage.columns) for stage in survey.brand_stages.values()}.__len__() == 1
    images = survey.brand_images
    assert len(images) == 10
    assert {frame.shape for frame in images.values()} == {(4853, 21)}
    assert isinstance(survey.net_promoter, Absent)


def test_marketing_campaign(project: Path) -> None:
    customers = wave_of("marketing_campaign").source("customers")
    frame = customers.frame
    assert len(frame) == 2240
    assert frame["income"].isna().sum() == 24
    assert (frame["household"].map(customers.labels.label) == "Single").sum() == 483
    assert frame["revenue"].sum() == 1_356_988


@pytest.mark.long
def test_online_retail(project: Path) -> None:
    source = wave_of("online_retail").source("transactions")
    assert len(source.frame) == 33_661
    assert sorted(repair.rows for repair in source.repairs) == [515, 590, 755]
    assert source.frame["customer"].str.fullmatch(r"\d{5}").all()


def test_b2b(project: Path) -> None:
    wave = wave_of("b2b_crm")
    counts = wave.source("deals").frame["outcome"].value_counts()
    assert counts.to_dict() == {"won": 4238, "lost": 2473, "open": 2089}
    leads = wave.source("leads").frame
    assert leads["converted"].sum() == 3561
    assert set(leads["budget"].unique()) == {"yes", "no", "unknown"}
    assert "city/Select" not in list(leads["city"].cat.categories)


@pytest.mark.long
def test_tiki(project: Path) -> None:
    wave = wave_of("tiki")
    prices = wave.source("prices").frame
    assert len(prices) == 4372
    assert prices.loc[0, ["price", "brand"]].tolist() == [3_639_000, "Samsung"]
    assert wave.source("reviews").frame["date"].dt.year.between(2017, 2026).all()
    assert isinstance(wave.survey, Absent)


def test_vacation_motives(project: Path, shared_data: Path) -> None:
    survey = wave_of("vacmot").survey
    motives = survey.answers("motives")
    published = pd.read_csv(shared_data / "vacmot" / "vacmot.csv", encoding="utf-8-sig")
    assert (motives.to_numpy() == published.to_numpy()).all()
    assert survey.respondents.tolist()[:2] == ["1", "2"]
    assert survey.answers("income").isna().sum() == 66


def test_winter_activities(project: Path, shared_data: Path) -> None:
    activities = wave_of("winter_activities").survey.answers("activities")
    file = shared_data / "winter_activities" / "winterActiv.csv"
    assert (activities.to_numpy() == pd.read_csv(file, encoding="utf-8-sig").to_numpy()).all()


@pytest.mark.long
def test_ta_feng(project: Path) -> None:
    lines = wave_of("ta_feng").source("transactions").frame
    assert len(lines) == 817_741
    assert lines["customer"].nunique() == 32_266
    assert lines["date"].min().isoformat() == "2000-11-01T00:00:00"


def test_another_file_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "marketing_campaign.csv").write_text("a;b\n", "utf-8")
    linked = project / "data" / "examples" / "marketing_campaign" / "2014-06"
    (linked / "marketing_campaign.csv").unlink()
    with pytest.raises(DataError, match="SHA-256"):
        fetch_example("marketing_campaign", tmp_path)
