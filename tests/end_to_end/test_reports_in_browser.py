"""The HTML reports in a real browser: nothing fetched, nothing broken, readable on a phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from published_product import REPORTS, SAMPLES, Product, Published

from analysis.values.media import BRIEF_MIME, CHART_MIME, FINDING_MIME

PHONE, SCREEN = 390, 1280
SMALLEST_TEXT = 11  # pixels
CHECKED = {
    Published("ca_phe_may", "market_research", "vi"): SCREEN,
    Published("ca_phe_may", "competitor_analysis", "vi"): PHONE,
    Published("bakery", "segmentation", "vi"): PHONE,
    Published("hoc_vien_so", "personas", "en"): SCREEN,
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no browser here; on Debian and Ubuntu: apt-get install chromium")
    # here: not every worker that collects these tests has to import it
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Opened:
    """A report's page in the browser, and what happened while it was open."""

    report: Published | None
    page: object
    told: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def widen(self, width: int) -> None:
        """Give the window another width."""
        self.page.set_viewport_size({"width": width, "height": 900})


def opened(browser, path, report: Published | None) -> Iterator[Opened]:
    # the page's own policy forbids scripts; the checker for accessibility is one
    context = browser.new_context(bypass_csp=True, viewport={"width": SCREEN, "height": 900})
    found = Opened(report, context.new_page())
    found.page.on("console", lambda message: found.told.append(f"{message.type}: {message.text}"))
    found.page.on("pageerror", lambda error: found.told.append(str(error)))
    found.page.on("request", lambda request: found.requests.append(request.url))
    found.page.goto(path.as_uri())
    yield found
    context.close()


@pytest.fixture(scope="module", params=REPORTS)
def view(request: pytest.FixtureRequest, browser, product: Product) -> Iterator[Opened]:
    report: Published = request.param
    yield from opened(browser, product.path(report, "html"), report)


@pytest.fixture(scope="module")
def index(browser, product: Product) -> Iterator[Opened]:
    yield from opened(browser, product.reports / "index.html", None)


def own_requests(view: Opened) -> list[str]:
    """Return what was asked for besides the page itself; inlined data are no request."""
    others = [url for url in view.requests if not url.startswith("data:")]
    return others[1:]


def assert_accessible(view: Opened) -> None:
    from axe_playwright_python.sync_playwright import Axe

    violations = (
        Axe().run(view.page, options={"resultTypes": ["violations"]}).response["violations"]
    )
    told = [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]
    assert not told, "\n".join(told)


def overflowing(view: Opened) -> str:
    """Return what makes the page wider than the window, by tag and class; empty if nothing."""
    return view.page.evaluate(
        """() => {
          const root = document.documentElement, wide = root.clientWidth;
          if (root.scrollWidth <= wide) return "";
          const scrolls = e => e && (getComputedStyle(e).overflowX !== "visible"
                                     || scrolls(e.parentElement));
          return [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e.parentElement))
            .map(e => `${e.tagName}.${e.getAttribute("class")}: ${e.textContent.slice(0, 60)}`)
            .slice(0, 5).join("\\n") || `${root.scrollWidth} px`;
        }"""
    )


def bare(text: str) -> str:
    """Return a text with plain single spaces: a page may bind words by other ones."""
    return " ".join(text.split())


def text_of(view: Opened) -> str:
    return bare(view.page.evaluate("document.body.textContent"))


def test_nothing_is_fetched_and_nothing_told(view: Opened) -> None:
    assert own_requests(view) == [] and view.told == []


def test_there_is_no_script_and_the_language_is_said(view: Opened) -> None:
    assert view.page.locator("script").count() == 0
    assert view.page.evaluate("document.documentElement.lang") == view.report.language
    handlers = "[...document.querySelectorAll('*')].filter(e => [...e.attributes]"
    assert view.page.evaluate(f"{handlers}.some(a => a.name.startsWith('on'))).length") == 0


def test_contents_lead_to_every_section(view: Opened, product: Product) -> None:
    view.widen(SCREEN)
    links = view.page.locator("nav.contents.wide a")
    targets = [link.get_attribute("href") for link in links.all()]
    headings = product.headings(view.report)
    assert len(targets) >= len(headings) > 3
    assert all(re.fullmatch(r"#[a-z0-9-]+", target) for target in targets), targets
    assert view.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)") == (
        view.page.evaluate("[...new Set([...document.querySelectorAll('[id]')].map(e => e.id))]")
    ), "an id stands twice"
    view.page.add_style_tag(content="html{scroll-behavior:auto!important}")
    tops = view.page.evaluate(
        """() => [...document.querySelectorAll("nav.contents.wide a")].map(link => {
          window.scrollTo(0, 0);
          link.click();
          const there = document.getElementById(link.hash.slice(1));
          return there && there.getBoundingClientRect().height ? there.getBoundingClientRect().top
                                                               : null;
        })"""
    )
    places = dict(zip(targets, tops, strict=True))
    assert all(top is not None and -5 <= top < 900 for top in tops), places
    assert max(tops) > 0 and view.page.evaluate("window.scrollY") > 900
    view.page.evaluate("window.scrollTo(0, 0)")


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_nothing_is_wider_than_the_window(view: Opened, width: int) -> None:
    view.widen(width)
    assert overflowing(view) == ""
    view.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert overflowing(view) == ""
    view.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")


@pytest.mark.parametrize(("view", "width"), CHECKED.items(), indirect=["view"], ids=str)
def test_no_serious_barrier_to_reading(view: Opened, width: int) -> None:
    """The checker is slow and languages differ in words only: one a study, one width each."""
    view.widen(width)
    assert_accessible(view)


@pytest.mark.parametrize("width", [PHONE, SCREEN])
def test_every_figure_says_its_message(view: Opened, product: Product, width: int) -> None:
    """Where there are two drawings of a chart, one of them shows."""
    view.widen(width)
    figures = product.bundles(view.report, CHART_MIME)
    names = view.page.evaluate(
        "[...document.querySelectorAll('figure svg[role=img]')]"
        ".filter(e => e.getClientRects().length).map(e => e.getAttribute('aria-label'))"
    )
    assert [bare(name) for name in names] == [bare(figure["alt"]) for figure in figures]
    assert all(names)


def test_drawings_for_a_phone_are_read_without_turning_it(view: Opened, product: Product) -> None:
    narrow = [one for one in product.bundles(view.report, CHART_MIME) if one.get("narrow")]
    view.widen(PHONE)
    sizes = view.page.evaluate(
        """() => [...document.querySelectorAll("svg.narrow")].map(svg => {
          const frame = svg.getBoundingClientRect();
          return [...svg.querySelectorAll("text")].map(text => {
            const place = text.getBoundingClientRect();
            const turn = text.getScreenCTM();
            const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(turn.a, turn.b);
            return [text.textContent, size, place.left - frame.left, frame.right - place.right];
          });
        })"""
    )
    assert len(sizes) == len(narrow) and all(sizes)
    small = [text for drawing in sizes for text in drawing if text[1] < SMALLEST_TEXT]
    cut = [text for drawing in sizes for text in drawing if min(text[2:]) < -2]
    assert (small, cut) == ([], [])


def test_every_figure_shows_its_data(view: Opened, product: Product) -> None:
    figures = product.bundles(view.report, CHART_MIME)
    titles = view.page.locator("figure.chart > figcaption > strong").all_text_contents()
    assert [bare(title) for title in titles] == [bare(figure["title"]) for figure in figures]
    with_data = sum(figure["data"] is not None for figure in figures)
    assert view.page.locator("figure.chart details table").count() == with_data


def test_every_finding_is_there(view: Opened, product: Product) -> None:
    text = text_of(view)
    (brief,) = product.bundles(view.report, BRIEF_MIME)
    findings = [*brief["findings"], *product.bundles(view.report, FINDING_MIME)]
    assert findings
    for finding in findings:
        assert bare(finding["text"]) in text
    for reason in brief["unanswered"]:
        assert bare(reason) in text


def test_sample_data_say_so(view: Opened) -> None:
    words = {"vi": "Dữ liệu mô phỏng", "en": "Synthetic data"}[view.report.language]
    assert (words.lower() in text_of(view).lower()) == (view.report.client in SAMPLES)


def test_page_prints_whole(view: Opened) -> None:
    view.page.emulate_media(media="print")
    assert view.page.locator("main").is_visible()
    view.page.emulate_media(media="screen")


def test_index_page_reads_well(index: Opened) -> None:
    assert own_requests(index) == [] and index.told == []
    assert index.page.locator("script").count() == 0
    for width in (PHONE, SCREEN):
        index.widen(width)
        assert overflowing(index) == ""
        assert_accessible(index)
    index.page.click("label[for=show-en]")
    assert index.page.locator("main[lang=en]").is_visible()
    assert not index.page.locator("main[lang=vi]").is_visible()
    assert_accessible(index)
