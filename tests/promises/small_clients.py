"""Both sample clients made small: few rows, few numbers of segments, every part still there."""

from __future__ import annotations

import copy
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data"
RESPONDENTS = 160
CUSTOMERS = 80
_QUESTIONS = (
    "gioi_tinh", "nhom_tuoi", "nhan_biet", "tung_ghe", "thang_qua", "nps", "dong_co", "nguon_tin",
    "kho_khan", "rao_can", "chi_tieu", "y_kien",
)  # fmt: skip


@dataclass
class SmallClient:
    """A client as it is written to a project's folder.

    Attributes
    ----------
    settings : dict
        The client file.
    files : dict
        Raw files by wave and name: frames are written as CSV, bytes as they are.
    """

    settings: dict[str, Any]
    files: dict[str, dict[str, pd.DataFrame | bytes]] = field(default_factory=dict)

    def write(self, project: Path, name: str) -> Path:
        """Write the client into a project and return its folder."""
        folder = project / "data" / name
        for wave, files in self.files.items():
            (folder / wave).mkdir(parents=True, exist_ok=True)
            for file, content in files.items():
                if isinstance(content, pd.DataFrame):
                    content = content.to_csv(index=False).encode()
                (folder / wave / file).write_bytes(content)
        self.write_settings(project, name)
        return folder

    def write_settings(self, project: Path, name: str) -> None:
        """Write the client file alone."""
        with (project / "data" / name / "client.yml").open("w", encoding="utf-8") as file:
            _yaml().dump(self.settings, file)

    def with_settings(self, settings: dict[str, Any]) -> SmallClient:
        """Return the same files under another client file."""
        return SmallClient(settings, self.files)


def new_project(root: Path) -> Path:
    """Make a project's folder with the notebooks and no client in it."""
    (root / "data").mkdir(parents=True, exist_ok=True)
    shutil.copytree(
        ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*", "__pycache__")
    )
    shutil.copy2(ROOT / "requirements.lock", root / "requirements.lock")
    return root


def small_coffee(waves: tuple[str, ...] = ("2026-1", "2026-2")) -> SmallClient:
    """Return the coffee chain (B2C, survey, two waves), small."""
    settings = _settings("ca_phe_may")
    settings["waves"] = {wave: settings["waves"][wave] for wave in waves}
    settings["segmentation"] |= {"candidates": [2, 3], "typing_questions": 3}
    sources = settings["sources"]
    for name in ("customers", "competitors"):
        sources[name]["file"] = f"{name}.csv"
    sources["customers"].pop("sheet")
    sources["search_queries"].pop("encoding")
    _keep(sources["customers"]["attributes"], "gioi_tinh", "tuoi", "hang_the", "dong_y")
    survey = sources["survey"]
    _keep(survey["questions"], *_QUESTIONS)
    survey["banner"] = ["gioi_tinh", "nhom_tuoi"]
    survey["funnel"] = ["nhan_biet", "tung_ghe", "thang_qua"]
    brands = list(survey["image"]["brands"])[:4]
    survey["image"]["brands"] = {
        brand: [f"HA_{number}_{column}" for column in range(1, 5)]
        for number, brand in enumerate(brands, start=1)
    }
    survey["image"]["attributes"] = survey["image"]["attributes"][:4]
    segments = settings["segmentation"]
    segments["names"].pop(4)
    segments["descriptors"] = ["gioi_tinh", "nhom_tuoi", "chi_tieu", "nguon_tin"]
    settings["personas"]["demographics"] = ["gioi_tinh", "nhom_tuoi"]
    _shorten(survey["questions"]["dong_co"], 8)
    for question in ("nguon_tin", "kho_khan", "rao_can"):
        _shorten(survey["questions"][question], 4)
    return SmallClient(settings, {wave: dict(_coffee_files(wave)) for wave in waves})


def small_academy() -> SmallClient:
    """Return the training academy (B2B, customers, deals, leads), small."""
    settings = _settings("hoc_vien_so")
    settings["segmentation"] |= {"candidates": [2, 3], "typing_questions": 3}
    customers = settings["sources"]["customers"]
    customers["file"] = "customers.csv"
    needs = list(settings["segmentation"]["basis"]["psychographic"])[:8]
    traits = ["nganh", "nhan_vien", "vai_tro", "biet_qua", "kho_khan", "tro_ngai"]
    _keep(customers["attributes"], *traits, *needs)
    settings["segmentation"]["basis"] = {"psychographic": needs}
    settings["segmentation"]["descriptors"] = ["nganh", "nhan_vien", "vai_tro", "biet_qua"]
    settings["personas"] = {
        "demographics": ["nganh", "nhan_vien", "vai_tro"],
        "goals": needs[:4],
        "information": ["biet_qua"],
        "pains": ["kho_khan"],
        "barriers": ["tro_ngai"],
    }
    folder = SAMPLES / "hoc_vien_so" / "2026-1"
    companies = pd.read_excel(folder / "customers.xlsx").head(CUSTOMERS)
    deals = pd.read_csv(folder / "deals.csv", dtype=str)
    files = {
        "customers.csv": companies,
        "deals.csv": deals[deals["Mã DN"].isin(companies["Mã DN"])],
        "leads.csv": pd.read_csv(folder / "leads.csv", dtype=str).head(200),
        "competitors.csv": (folder / "competitors.csv").read_bytes(),
        "prices.csv": (folder / "prices.csv").read_bytes(),
    }
    return SmallClient(settings, {"2026-1": files})


def _keep(named: dict[str, Any], *names: str) -> None:
    for name in [name for name in named if name not in names]:
        del named[name]


def _shorten(question: dict[str, Any], items: int) -> None:
    """Keep a question's first items, which are named one by one then."""
    question["items"] = dict(list(question["items"].items())[:items])
    question["columns"] = list(question["items"])


@cache
def _coffee_files(wave: str) -> dict[str, pd.DataFrame | bytes]:
    folder = SAMPLES / "ca_phe_may" / wave
    members = pd.concat(pd.read_excel(folder / "customers.xlsx", sheet_name=None).values())
    members = members.sort_values("Mã KH").head(CUSTOMERS)
    lines = _delimited(folder / "transactions.csv")
    visits = _delimited(folder / "web_analytics.csv")
    return {
        "survey.sav": _survey(folder / "survey.sav"),
        "transactions.csv": lines[lines["Mã KH"].isin(members["Mã KH"])],
        "customers.csv": members,
        "competitors.csv": pd.read_excel(folder / "competitors.xlsx"),
        "prices.csv": (folder / "prices.csv").read_bytes(),
        "reviews.csv": (folder / "reviews.csv").read_bytes(),
        "web_analytics.csv": visits.head(150),
        "search_queries.csv": _delimited(folder / "search_queries.csv", "cp1258").head(60),
    }


def _delimited(path: Path, encoding: str = "utf-8-sig") -> pd.DataFrame:
    try:
        return pd.read_csv(path, sep=None, engine="python", dtype=str, encoding=encoding)
    except UnicodeDecodeError:
        return pd.read_csv(path, sep=None, engine="python", dtype=str, encoding="cp1258")


def _survey(path: Path) -> bytes:
    """Return the SPSS file's first respondents, with its labels and refused answers."""
    frame, about = pyreadstat.read_sav(path, user_missing=True)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "survey.sav"
        pyreadstat.write_sav(
            frame.head(RESPONDENTS),
            small,
            column_labels=about.column_names_to_labels,
            variable_value_labels=about.variable_value_labels,
            missing_ranges=about.missing_ranges,
        )
        return small.read_bytes()


def _settings(client: str) -> dict[str, Any]:
    text = (SAMPLES / client / "client.yml").read_text("utf-8")
    return copy.deepcopy(_yaml().load(text))


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    yaml.width = 10_000
    yaml.sort_base_mapping_type_on_output = False
    return yaml
