"""The style guide shows every component, as the engine and the templates really make them, and leads no reader to itself."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from lxml import html

from tests.builders import some_settings
from tests.render.small_site import SITE, TEMPLATE_FILES, built
from wellread.model import Features
from wellread.prose import compose
from wellread.render.addresses import addresses_of
from wellread.render.resolve import Numbering, Resolver
from wellread.render.style_guide import COLOURS, SAMPLE_TEXT, SIZES

CSS = Path(__file__).parents[2] / "static/css"
TEMPLATES = {
    each.relative_to(TEMPLATE_FILES).as_posix(): each.read_bytes() for each in TEMPLATE_FILES.rglob("*.*") if each.is_file()
}
ON_EVERY_PAGE = {"skip_link", "site_header", "site_footer", "emergency_strip"}
ON_THEIR_PAGE = {"cover", "save_page", "saved_list", "search_box", "search_results"}
"""Components that only work on the page they are made for."""

SAMPLE = """\
A paragraph of a text. It has a [link](#text), a [word that is explained](term:diaphragm), **strong words**, *words that are
stressed*, `code` and a citation [@a; @b, p. 9].

- A point of a list
- Another point, which is long enough to go on in a second line on a phone
  - A point below it

1. First this
2. Then that

### Do

- What helps
- What helps too, in a sentence that is long enough to go on in a second line on a phone

### Don’t {#dont}

- What harms
- What harms too, in a sentence that is long enough to go on in a second line on a phone

### Callouts

> [!NOTE]
> What is good to know.

> [!TIP]
> What makes it easier.

> [!IMPORTANT]
> What must not be missed.

> [!WARNING]
> What can go wrong.

> [!CAUTION]
> What can do harm.

### A table, a quote {#tables}

| What | How many |
|---|---:|
| A line of a table | 1 |
| Another line | 20 |

> Somebody else’s words.

#### A heading of the fourth level {#small}

And its text.
"""


@pytest.fixture(scope="module")
def guide() -> html.HtmlElement:
    site = msgspec.structs.replace(SITE, settings=some_settings(features=Features(style_guide=True)))
    outputs, problems = built(site, base_url="https://example.org/health", templates=TEMPLATES)
    assert problems == ()
    assert b"style-guide" not in outputs["sitemap.xml"].content
    others = (output.content for path, output in outputs.items() if path.endswith(".html") and not path.startswith("style-guide"))
    assert not any(b"style-guide" in content for content in others)
    return html.fromstring(outputs["style-guide/index.html"].content)


def test_it_is_only_made_where_it_is_asked_for() -> None:
    assert "style-guide/index.html" not in built(templates=TEMPLATES)[0]


def test_search_engines_leave_it_alone(guide: html.HtmlElement) -> None:
    assert guide.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_it_shows_every_component() -> None:
    """A component that another one prints is shown with it."""
    sources = {name: text.decode() for name, text in TEMPLATES.items()}
    shown = {"style_guide.html"}
    while more := {used for name in shown for used in re.findall(r'from "(components/\w+\.html)"', sources[name])} - shown:
        shown |= more
    names = {name.removeprefix("components/").removesuffix(".html") for name in sources if name.startswith("components/")}
    assert names - {name.removeprefix("components/").removesuffix(".html") for name in shown} - ON_EVERY_PAGE <= ON_THEIR_PAGE


def test_ids_are_unique_and_every_fragment_is_there(guide: html.HtmlElement) -> None:
    ids = guide.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in guide.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_the_sample_text_is_what_the_engine_makes_of_markdown() -> None:
    resolver = Resolver(
        addresses_of("https://example.org/", SITE),
        Numbering({"a": SITE.sources["handbook"], "b": SITE.sources["handbook"]}, {}),
        "en",
        "/",
        {},
    )
    made, _ = resolver.resolve_with_words(compose(SAMPLE))
    assert unspaced(made.replace("diaphragm", "sample")) == unspaced(SAMPLE_TEXT)


def unspaced(text: str) -> str:
    """Return HTML without the space around tags, and with one space for each line end."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(text.split()))


def test_it_shows_every_colour_and_size_that_words_have() -> None:
    tokens = (CSS / "tokens.css").read_text("utf-8")
    known = set(re.findall(r"--([a-z-]+): #", tokens))
    assert {name for pair in COLOURS for name in pair} <= known
    assert {name for name in known if name.startswith("on-")} <= {words for _, words in COLOURS}
    assert set(SIZES) == set(re.findall(r"--text-([a-z0-9]+):", tokens))
    sheet = (CSS / "components/swatches.css").read_text("utf-8")
    assert {f"on-{ground}" for ground, _ in COLOURS} | {f"in-{words}" for _, words in COLOURS} == set(
        re.findall(r"\.((?:on|in)-[a-z-]+) ", sheet)
    )
