"""What the site's own templates make of a small site: what is there is shown, and what is not leaves no trace."""

from urllib.parse import unquote

import msgspec
import pytest
from lxml import html

from tests.builders import some_prose, some_settings
from tests.render.small_site import SITE, STATIC, TEMPLATE_FILES, TEXTS, built
from wellread.charts import Chart, ChartRow, Zone
from wellread.model import Site
from wellread.texts import Composed

TEMPLATES = {
    file.relative_to(TEMPLATE_FILES).as_posix(): file.read_bytes() for file in TEMPLATE_FILES.rglob("*.*") if file.is_file()
}


def pages(site: Site = SITE, texts: Composed = TEXTS, static: dict[str, bytes] = STATIC) -> dict[str, html.HtmlElement]:
    outputs, problems = built(site, texts, "https://example.org/health", TEMPLATES, static)
    assert problems == ()
    return {path: html.fromstring(output.content) for path, output in outputs.items() if path.endswith(".html")}


def test_everything_a_fragment_leads_to_is_there() -> None:
    made = pages()
    own = "//a/@href[contains(., '#')][not(starts-with(., 'http'))]"
    links = [(path, link) for path, page in made.items() for link in page.xpath(own)]
    assert ("articles/hiccups/index.html", "/health/about/#person-editorial-team") in links
    for path, link in links:
        where, _, fragment = str(link).partition("#")
        target = made[f"{where.removeprefix('/health/')}index.html" if where else path]
        assert fragment in target.xpath("//@id"), f"{path}: {link}"


def test_a_chart_says_all_that_it_draws() -> None:
    zones = (Zone(label="Normal: below 38", to=38), Zone(label="High: 38 or more"))
    heat = ChartRow(label="Heat", value=39, low=36, high=42, zones=zones)
    bars = (ChartRow(label="After an hour", value=50, words="about half", cite=("study",)), ChartRow(label="After a day", value=4))
    charts = (
        Chart(id="heat", title="Where 39 lies", kind="scale", unit="°C", place="start", rows=(heat,), cite=("handbook",)),
        Chart(id="stop", title="Still hiccuping", kind="bars", unit="of 100 people", whole=100, rows=bars),
    )
    key = ("en", "hiccups")
    articles = {**SITE.articles, key: msgspec.structs.replace(SITE.articles[key], charts=charts)}
    page = pages(msgspec.structs.replace(SITE, articles=articles))["articles/hiccups/index.html"]
    (scale,), (table,) = page.xpath("//figure[@id='chart-heat']"), page.xpath("//figure[@id='chart-stop']/table")
    assert not [each for each in page.xpath("//*[@id='chart-heat' or @id='chart-stop']//svg") if not hides(each)]
    for drawing in page.xpath("//*[@id='chart-heat' or @id='chart-stop']//svg"):
        drawing.drop_tree()
    heat_words = "Where 39 lies 1 °C Heat: 39 Normal: below 38 High: 38 or more (39 is here)"
    assert words_of(scale).replace("lies 2", "lies 1") == heat_words
    assert " ".join(table.getparent().xpath("string(figcaption)").split()) == "Still hiccuping of 100 people"
    said = [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in table.xpath(".//tr")]
    assert [row[1] for row in said] == ["about half", "4"]
    assert [row[0].rstrip("123") for row in said] == ["After an hour", "After a day"]
    assert not page.xpath("//*[@style]")


def words_of(element: html.HtmlElement) -> str:
    """Return what stands in an element, with space between its parts: not all that are apart on a screen have some in the file."""
    return " ".join(" ".join(element.itertext()).split())


def hides(drawing: html.HtmlElement) -> bool:
    """Say whether screen readers pass over a drawing: it, or one around it, says so."""
    return bool(drawing.xpath("ancestor-or-self::*[@aria-hidden='true']"))


def test_people_are_presented_in_their_own_words() -> None:
    (nurse,) = pages()["about/index.html"].xpath("//li[@id='person-nurse']")
    assert words_of(nurse) == "A. Nurse RN Writes the pages A nurse. Articles"


def test_a_site_without_emergency_numbers_does_not_speak_of_them() -> None:
    site = msgspec.structs.replace(SITE, settings=some_settings(emergency_numbers=()))
    traces = "//*[@id='emergency-numbers'] | //a[@href='#emergency-numbers'] | //ul[contains(@class, 'call')]"
    for path, page in pages(site).items():
        assert page.xpath(traces) == [], path
        assert "In an emergency, call:" not in page.text_content()
        assert "one of the numbers" not in page.text_content()


def test_a_site_with_emergency_numbers_has_them_on_every_page() -> None:
    assert all(page.xpath("//section[@id='emergency-numbers']//a") for page in pages().values())


def test_a_symptom_s_page_leads_to_the_signs_it_leaves_out() -> None:
    page = pages()["symptoms/hiccuping/index.html"]
    assert page.xpath("//*[@class='care-more']") == []
    listed = SITE.articles["en", "hiccups"].symptoms
    moved = msgspec.structs.replace(SITE.articles["en", "hiccups"], symptoms=(*[listed[1]] * 3, listed[0]))
    site = msgspec.structs.replace(SITE, articles={**SITE.articles, moved.known_as: moved})
    (more,) = pages(site)["symptoms/hiccuping/index.html"].xpath("//*[@class='care-more']")
    assert more.xpath(".//a/@href") == ["/health/articles/hiccups/#care"]
    assert "Less urgent signs are listed in:" in more.text_content()


@pytest.mark.parametrize("name", ["img/a#b.png", "img/two words.png", "img/Rücken 50%.png"])
def test_a_file_may_have_any_name(name: str) -> None:
    texts = Composed(bodies={("page", "en", "about"): some_prose(f'<img src="/static/{name}" alt="">')}, terms={}, inline={})
    outputs, _ = built(texts=texts, templates=TEMPLATES, static={**STATIC, name: b"picture"})
    (src,) = html.fromstring(outputs["about/index.html"].content).xpath("//main//img/@src")
    assert str(src).isascii()
    assert not set(str(src)) & set("# ?")
    assert outputs[unquote(str(src)).removeprefix("/")].content == b"picture"
