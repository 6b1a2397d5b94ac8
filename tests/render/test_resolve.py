"""Symbolic links and citations become addresses and numbers; what leads nowhere becomes plain text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_heading, a_page, a_site, a_source, a_term, an_article, some_prose
from wellread.render.addresses import addresses_of
from wellread.render.images import ImageInfo
from wellread.render.resolve import Numbering, Resolver, contents_of, to_text

SITE = a_site(
    articles=[an_article("hiccups")],
    terms=[a_term("diaphragm")],
    pages=[a_page("about")],
    sources=[a_source("a", title="Book A"), a_source("b", title="Book B", read="abstract"), a_source("c")],
)
IMAGES = {
    "img/ribs.png": ImageInfo(url="/assets/ribs.0123.png", width=300, height=200),
    "img/a b.png": ImageInfo(url="/assets/a%20b.0123.png"),
}
FORMATTED = {"a": "<i>Book A</i>.", "b": "Book B."}


def page(here: str = "/articles/sunburn/") -> tuple[Resolver, Numbering]:
    numbering = Numbering(SITE.sources, FORMATTED)
    addresses = addresses_of("https://example.org/", SITE)
    return Resolver(addresses, numbering, "en", here, IMAGES), numbering


def resolved(html: str, here: str = "/articles/sunburn/") -> str:
    return page(here)[0].resolve(some_prose(html))


def test_links_to_entries_get_their_addresses() -> None:
    assert resolved('<p><a href="article:hiccups#causes">why</a></p>') == '<p><a href="/articles/hiccups/#causes">why</a></p>'
    assert resolved('<a href="list:glossary">words</a>') == '<a href="/glossary/">words</a>'


def test_a_glossary_link_is_marked() -> None:
    assert resolved('the <a href="term:diaphragm"><em>dia</em>phragm</a>') == (
        'the <a href="/glossary/diaphragm/" class="term"><em>dia</em>phragm</a>'
    )


def test_where_a_page_explains_its_words_a_term_leads_there_and_can_be_led_back_to() -> None:
    text = some_prose(
        '<a href="term:diaphragm">It</a>, <a href="term:diaphragm">again</a>, <a href="term:diaphragm#more">more</a>.'
    )
    html, said = page()[0].resolve_with_words(text)
    assert said == ("diaphragm",)
    assert html == (
        '<a href="#word-diaphragm" id="said-diaphragm" class="term">It</a>, '
        '<a href="#word-diaphragm" class="term">again</a>, <a href="/glossary/diaphragm/#more" class="term">more</a>.'
    )


def test_a_page_explains_no_word_that_is_not_in_the_glossary_and_each_text_begins_anew() -> None:
    resolver, _ = page()
    assert resolver.resolve_with_words(some_prose('<a href="term:diafragm">it</a>')) == ("it", ())
    assert resolver.resolve_with_words(None) == ("", ())
    once = some_prose('<a href="term:diaphragm">it</a>')
    assert resolver.resolve_with_words(once) == resolver.resolve_with_words(once)


def test_what_leads_nowhere_is_plain_text() -> None:
    assert resolved('see <a href="article:hicups">this <strong>page</strong></a>.') == "see this <strong>page</strong>."
    assert resolved('<a href="../other/">x</a> <a href="#">y</a> <a>z</a> <a href="javascript:alert(1)">w</a>') == "x y z w"


def test_a_page_does_not_link_to_itself() -> None:
    assert resolved('<a href="term:diaphragm">diaphragm</a>', here="/glossary/diaphragm/") == "diaphragm"
    assert "#origin" in resolved('<a href="term:diaphragm#origin">below</a>', here="/glossary/diaphragm/")


def test_outside_links_say_so_and_keep_what_they_had() -> None:
    assert resolved('<a href="https://example.com/?a=1&amp;b=2" title="T">x</a>') == (
        '<a href="https://example.com/?a=1&amp;b=2" title="T" rel="external">x</a>'
    )
    assert resolved('<a href="HTTPS://example.com">x</a>') == '<a href="HTTPS://example.com" rel="external">x</a>'
    assert "rel" not in resolved('<a href="https://example.org/feed.xml">ours</a>')
    assert "rel" not in resolved('<a href="HTTPS://EXAMPLE.org">ours</a>')
    assert "external" in resolved('<a href="https://example.org.evil.example/">theirs</a>')


def test_mail_telephone_and_fragments_stay() -> None:
    for href in ("mailto:a@example.org", "tel:112", "#causes"):
        assert resolved(f'<a href="{href}">x</a>') == f'<a href="{href}">x</a>'


def test_citations_are_numbered_in_the_order_of_the_page() -> None:
    resolver, numbering = page()
    first = resolver.resolve(some_prose('Short <a href="cite:b"></a>.'))
    assert first == 'Short<sup class="cite"><a href="#ref-1" id="cite-1-1" aria-label="reference 1">1</a></sup>.'
    second = resolver.resolve(some_prose('More <a href="cite:a;b"></a>.'))
    assert 'id="cite-2-1"' in second
    assert 'id="cite-1-2"' in second
    assert "</a>, <a" in second
    one, two = numbering.references()
    assert (one.number, one.id, one.text_html, one.read) == (1, "ref-1", "Book B.", "abstract")
    assert [link.url for link in one.backlinks] == ["#cite-1-1", "#cite-1-2"]
    assert two.text_html == "<i>Book A</i>."


def test_a_locator_belongs_to_its_own_citation() -> None:
    html = resolved('x<a href="cite:a;b" title=";p. 4 &amp; 5"></a>')
    assert 'aria-label="reference 1">1<' in html
    assert 'aria-label="reference 2 (p. 4 &amp; 5)">2 <span class="cite-where">(p. 4 &amp; 5)</span></a>' in html


def test_a_source_cited_twice_at_once_has_one_number_and_all_its_locators() -> None:
    html = resolved('x<a href="cite:a;a;nobody;b;a" title="p. 1;p. 9;p. 2;p. 3;"></a>')
    assert re.findall(r'aria-label="([^"]*)"', html) == ["reference 1 (p. 1; p. 9)", "reference 2 (p. 3)"]
    assert to_text(html) == "x1 (p. 1; p. 9), 2 (p. 3)"


def test_an_unknown_source_is_left_out() -> None:
    assert resolved('x <a href="cite:nobody"></a>.') == "x."
    assert resolved('x <a href="cite:nobody;a"></a>.').count("<a ") == 1


def test_sources_that_are_not_cited_are_numbered_on() -> None:
    resolver, numbering = page()
    resolver.resolve(some_prose('x<a href="cite:b"></a>'))
    (listed,) = numbering.uncited(("b", "a", "a", "nobody"))
    assert (listed.number, listed.id, listed.backlinks) == (2, "ref-2", ())


def test_without_a_formatted_reference_there_is_its_title() -> None:
    _, numbering = page()
    numbering.cite("c")
    assert numbering.references()[0].text_html == "C"


def test_a_table_can_be_scrolled_with_the_keyboard() -> None:
    box = '<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table><tr><td>1</td></tr></table></div>'
    assert resolved("<table><tr><td>1</td></tr></table>") == box
    assert (
        resolved("<blockquote><div><table><tr><td>1</td></tr></table></div></blockquote>")
        == f"<blockquote><div>{box}</div></blockquote>"
    )


def test_an_image_gets_the_address_of_its_file_or_leaves_its_description() -> None:
    late = 'loading="lazy" decoding="async"'
    ribs = f'<img alt="Ribs" src="/assets/ribs.0123.png" width="300" height="200" {late}>'
    assert resolved('<img src="/static/img/ribs.png" alt="Ribs">') == ribs
    assert resolved('<img src="/static/img/a%20b.png" alt="">') == f'<img alt="" src="/assets/a%20b.0123.png" {late}>'
    assert resolved('<p><img src="/static/img/gone.png" alt="Ribs &lt; 12"></p>') == "<p>Ribs &lt; 12</p>"


def test_an_image_that_is_a_paragraph_of_its_own_is_a_figure_with_its_title_as_caption() -> None:
    late = 'loading="lazy" decoding="async"'
    ribs = f'<img alt="Ribs" src="/assets/ribs.0123.png" width="300" height="200" {late}>'
    figure = f'<figure class="picture">{ribs}<figcaption>Where it &lt;hurts&gt;</figcaption></figure>'
    assert resolved('<p><img src="/static/img/ribs.png" alt="Ribs" title="Where it &lt;hurts&gt;"></p>') == figure
    assert resolved('<p>\n<img src="/static/img/ribs.png" alt="Ribs">\n</p>') == f'<figure class="picture">{ribs}</figure>'
    among_words = resolved('<p><img src="/static/img/ribs.png" alt="Ribs" title="Twelve"> on each side</p>')
    assert among_words.startswith('<p><img alt="Ribs"')
    assert 'title="Twelve"' in among_words
    assert among_words.endswith("> on each side</p>")


def test_contents_have_two_levels_and_no_links_inside() -> None:
    headings = (
        a_heading("Lost", level=3),
        a_heading("Causes", html='<a href="term:diaphragm">Causes</a> <a href="cite:a"></a>'),
        a_heading("Food", level=3),
        a_heading("Deep", level=4),
        a_heading("Help"),
    )
    causes, help_ = contents_of(headings)
    assert (causes.id, causes.text_html, [child.id for child in causes.children]) == ("causes", "Causes", ["food"])
    assert help_.children == ()


def test_one_heading_needs_no_contents() -> None:
    assert contents_of((a_heading("Causes"),), parts=("references",)) == ()


def test_contents_end_with_the_page_s_own_parts() -> None:
    items = contents_of((a_heading("Causes"), a_heading("Help")), parts=("compare", "references"))
    assert [(item.id, item.text_html) for item in items[2:]] == [("compare", "Compare"), ("references", "References")]


def test_text_has_no_tags_and_no_citations() -> None:
    assert to_text('A <em>quick</em> twitch <a href="cite:a"></a> &amp; <a href="term:x">more</a>') == "A quick twitch & more"


@given(st.lists(st.sampled_from(["a", "b", "c", "nobody"]), max_size=12))
def test_every_citation_has_a_reference_that_leads_back_to_it(cited: list[str]) -> None:
    resolver, numbering = page()
    html = resolver.resolve(some_prose("".join(f'<p>x <a href="cite:{id}"></a></p>' for id in cited)))  # noqa: A001
    references = numbering.references()
    assert [reference.number for reference in references] == list(range(1, len(references) + 1))
    backlinks = [link.url.removeprefix("#") for reference in references for link in reference.backlinks]
    assert len(backlinks) == len([id for id in cited if id != "nobody"]) == len(set(backlinks))  # noqa: A001
    assert all(f'id="{id}"' in html for id in backlinks)  # noqa: A001
