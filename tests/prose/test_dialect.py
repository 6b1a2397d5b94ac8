"""What editors write, and what becomes of it."""

from __future__ import annotations

import pytest

from wellread.prose import compose
from wellread.texts import Citation, Link


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param(
            "Hold your *breath* and **count**.", "<p>Hold your <em>breath</em> and <strong>count</strong>.</p>", id="stress"
        ),
        pytest.param(
            "Try:\n- water\n- sugar\n", "<p>Try:</p>\n<ul>\n<li>water</li>\n<li>sugar</li>\n</ul>", id="list right after text"
        ),
        pytest.param("- sip\n  - cold\n", "<ul>\n<li>sip<ul>\n<li>cold</li>\n</ul>\n</li>\n</ul>", id="nested with two spaces"),
        pytest.param("1. sip\n   - cold\n", "<ol>\n<li>sip<ul>\n<li>cold</li>\n</ul>\n</li>\n</ol>", id="nested with three spaces"),
        pytest.param("- sip\n    - cold\n", "<ul>\n<li>sip<ul>\n<li>cold</li>\n</ul>\n</li>\n</ul>", id="nested with four spaces"),
        pytest.param(
            "3. sip\n4. swallow\n", '<ol start="3">\n<li>sip</li>\n<li>swallow</li>\n</ol>', id="numbers begin where they begin"
        ),
        pytest.param("a sun_burn_scale", "<p>a sun_burn_scale</p>", id="underscores inside a word"),
        pytest.param("2 * 3 * 4", "<p>2 * 3 * 4</p>", id="stars among spaces"),
        pytest.param("Cool it\n---\n", '<h2 id="cool-it">Cool it</h2>', id="underlined heading"),
        pytest.param("> Hic\nhic\n", "<blockquote>\n<p>Hic\nhic</p>\n</blockquote>", id="quote that runs on"),
        pytest.param("    hic\n", "<pre><code>hic\n</code></pre>", id="indented code"),
        pytest.param(
            "    hic\n\n```\nhic\n```\n", "<pre><code>hic\n</code></pre>\n<pre><code>hic\n</code></pre>", id="code after code"
        ),
        pytest.param("Hic \\\\\nhic", "<p>Hic \\\nhic</p>", id="an escaped backslash breaks no line"),
        pytest.param("Hic  \nhic\\\nhic", "<p>Hic<br>\nhic<br>\nhic</p>", id="hard breaks"),
        pytest.param(
            "R&D, 1 < 2, &copy; `a < b`", "<p>R&amp;D, 1 &lt; 2, © <code>a &lt; b</code></p>", id="signs of HTML as themselves"
        ),
        pytest.param("[a][s]\n\n[s]: term:sunburn\n", '<p><a href="term:sunburn">a</a></p>', id="link by reference"),
        pytest.param("<nurse@example.org>", '<p><a href="mailto:nurse@example.org">nurse@example.org</a></p>', id="mail"),
        pytest.param("Sun {#burn}", "<p>Sun {#burn}</p>", id="an id is for headings only"),
        pytest.param("***Stop***", "<p><strong><em>Stop</em></strong></p>", id="both stresses"),
        pytest.param("~~gone~~", "<p>~~gone~~</p>", id="nothing is struck out"),
        pytest.param("", "", id="nothing"),
        pytest.param(" \n\n", "", id="only space"),
    ],
)
def test_markdown_is_read_as_in_the_previews_editors_look_at(markdown: str, html: str) -> None:
    prose = compose(markdown)
    assert prose.html == html
    assert not [remark for remark in prose.remarks if remark.code != "dialect-unknown"]


@pytest.mark.parametrize("kind", ["Note", "Tip", "Important", "Warning", "Caution"])
def test_callout(kind: str) -> None:
    prose = compose(f"> [!{kind.upper()}]\n> Two days: call.\n")
    assert prose.html == (
        f'<div class="callout {kind.lower()}" role="note"><p class="callout-title">{kind}</p>\n<p>Two days: call.</p>\n</div>'
    )
    assert not prose.remarks


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Do", "do"),
        ("Don't", "dont"),
        ("DON’T:", "dont"),
        ("Do not", "dont"),
        ("Do {#at-home}", "do"),
        ("**Dos**", "do"),
        ("Don’t do this:", "dont"),
        ("Don’ts …", "dont"),
    ],
)
def test_a_list_below_do_or_dont_is_advice(heading: str, kind: str) -> None:
    prose = compose(f"### {heading}\n\n- rest\n- drink\n\n1. first\n")
    assert f'</h3>\n<ul class="{kind}">\n<li>rest</li>\n<li>drink</li>\n</ul>\n<ol>' in prose.html
    assert not prose.remarks


@pytest.mark.parametrize(
    "text",
    [
        "### What to do\n\n- rest\n",
        "### Do\n\nThis helps:\n\n- rest\n",
        "### Do\n\n1. rest\n",
        "Do\n\n- rest\n",
        "**Do**\n\n- rest\n",
    ],
)
def test_other_lists_are_no_advice(text: str) -> None:
    assert "class=" not in compose(text).html


@pytest.mark.parametrize("first", ["[!WARNING] Call.", "[!DANGER]", "[!Hint]"])
def test_a_callout_that_will_not_become_one_is_remarked(first: str) -> None:
    prose = compose(f"> {first}\n> Call.\n")
    assert prose.html.startswith("<blockquote>")
    assert [(remark.code, remark.severity) for remark in prose.remarks] == [("dialect-unknown", "warning")]
    assert "> [!NOTE]" in prose.remarks[0].hint


@pytest.mark.parametrize(
    ("markdown", "says"),
    [
        ("It ~~burns~~ hurts.", "struck-out"),
        ("Hic.[^1]", "footnotes"),
        ("See https://example.org.", "bare address"),
        ("See www.example.org.", "bare address"),
        ("- [ ] sip\n", "boxes"),
        ("Hiccups pass [1, 2]. They do [3].", "a number in brackets is no citation"),
        ("Hic.[^1]\n\n[^1]: note\n", "footnotes don't exist here"),
        ("Hic @hic-nhs.", "a citation stands in brackets"),
        ("##Deep", "a heading has a space behind its #; this will be shown as it is written"),
        ("Hic.\n##Deep", "a heading has a space behind its #; this will be shown as it is written"),
        ("- #Deep", "a heading has a space behind its #; this will be shown as it is written"),
        ("Hic [this](article:x and more", "a link that is not closed; this will be shown as it is written"),
        ("Hic [*this*](https://example.org and", "a link that is not closed; this will be shown as it is written"),
        ("Hic [this] (term:x).", "a space keeps this from being a link; this will be shown as it is written"),
    ],
)
def test_what_only_github_shows_is_remarked(markdown: str, says: str) -> None:
    (remark,) = compose(markdown).remarks
    assert (remark.code, remark.severity) == ("dialect-unknown", "warning")
    assert says in remark.message


@pytest.mark.parametrize(
    "markdown",
    [
        "Day #1",
        "\\##Deep",
        "`##Deep`",
        "# 1",
        "a | b",
        "nurse@example-site.org",
        "`@hic-nhs`",
        "call(112)",
        "[a](term:b) (see",
        "#1",
    ],
)
def test_what_only_looks_like_a_slip_needs_no_remark(markdown: str) -> None:
    assert [remark for remark in compose(markdown).remarks if remark.code != "heading-first-level"] == []


@pytest.mark.parametrize(
    ("markdown", "message", "hint"),
    [
        ("[N](www.nhs.uk/h)", "“www.nhs.uk/h” is not a whole address", "write https://www.nhs.uk/h"),
        ("[N](nhs.uk)", "“nhs.uk” is not a whole address", "write https://nhs.uk"),
        ("[N](https:/nhs.uk)", "“https:/nhs.uk” is not a whole address", "write https://nhs.uk"),
        ("[N](HTTPS:nhs.uk)", "“HTTPS:nhs.uk” is not a whole address", "write https://nhs.uk"),
        ("[](term:x)", "a link without words: nobody could see it or press on it", "write [words for it](term:x)"),
        ("[ ](term:x)", "a link without words: nobody could see it or press on it", "write [words for it](term:x)"),
    ],
)
def test_a_link_that_is_almost_one_is_an_error(markdown: str, message: str, hint: str) -> None:
    (remark,) = compose(markdown).remarks
    assert (remark.code, remark.severity, remark.message, remark.hint) == ("link-malformed", "error", message, hint)


@pytest.mark.parametrize("href", ["hiccups.md", "leaflet.pdf", "/articles/hiccups/", "articles/hiccups.md", "notes.txt"])
def test_a_file_is_not_taken_for_another_site(href: str) -> None:
    prose = compose(f"[x]({href})")
    assert (prose.remarks, prose.links[0].kind) == ((), "unknown")


def test_a_link_to_a_kind_that_is_misspelt() -> None:
    (remark,) = compose("[x](articles:hiccups)").remarks
    assert (remark.code, remark.hint) == ("link-unsafe", "did you mean “article:hiccups”?")


def test_an_address_in_a_link_is_nothing_to_remark() -> None:
    assert not compose("[https://example.org](https://example.org) <https://example.org> `~~a~~`").remarks


@pytest.mark.parametrize(
    ("markdown", "html", "ids", "locators"),
    [
        ("[@hic-2020]", '<a href="cite:hic-2020"></a>', ("hic-2020",), ("",)),
        ("[ @hic-nhs ]", '<a href="cite:hic-nhs"></a>', ("hic-nhs",), ("",)),
        ("[@a; @b]", '<a href="cite:a;b"></a>', ("a", "b"), ("", "")),
        ("[@a, p. 4]", '<a href="cite:a" title="p. 4"></a>', ("a",), ("p. 4",)),
        ("[@a; @b, table 2;@c]", '<a href="cite:a;b;c" title=";table 2;"></a>', ("a", "b", "c"), ("", "table 2", "")),
        ("[@a,\np. 4]", '<a href="cite:a" title="p. 4"></a>', ("a",), ("p. 4",)),
        ('[@a, "x" & <y]', '<a href="cite:a" title="&quot;x&quot; &amp; &lt;y"></a>', ("a",), ('"x" & <y',)),
    ],
)
def test_citation(markdown: str, html: str, ids: tuple[str, ...], locators: tuple[str, ...]) -> None:
    prose = compose(f"Hic {markdown}.")
    assert prose.html == f"<p>Hic {html}.</p>"
    assert prose.remarks == ()
    lines = markdown.split("\n")
    end = (len(lines), len(lines[-1]) + (5 if len(lines) == 1 else 1))
    assert prose.citations == (Citation(ids=ids, locators=locators, mark=(1, 5, *end)),)


@pytest.mark.parametrize(
    "markdown", ["[@ ]", "[@]", "[@A b]", "[@a,@b]", "[@a;]", "[@a, ]", "[@a @b]", "[@a; b]", "[@Éa]", "[@a][@b]", "[see][@b]"]
)
def test_a_citation_that_cannot_be_read_is_an_error_with_a_hint(markdown: str) -> None:
    (remark,) = compose(f"Hic {markdown}.").remarks
    assert (remark.code, remark.severity) == ("citation-malformed", "error")
    assert remark.hint == "write [@a; @b]" if markdown == "[@a,@b]" else "[@first; @second]" in remark.hint
    assert remark.mark == (1, 5, 1, 5 + len(markdown))


@pytest.mark.parametrize("markdown", ["`[@a]`", "\\[@a]", "    [@a]", "```\n[@a]\n```", "someone@example.org [at]"])
def test_what_only_looks_like_a_citation_stays_text(markdown: str) -> None:
    prose = compose(markdown)
    assert prose.citations == ()
    assert prose.remarks == ()


@pytest.mark.parametrize(
    ("href", "kind", "target", "fragment"),
    [
        ("article:hiccups", "article", "hiccups", ""),
        ("article:hiccups#causes", "article", "hiccups", "causes"),
        ("term:diaphragm", "term", "diaphragm", ""),
        ("symptom:sore-skin", "symptom", "sore-skin", ""),
        ("topic:sun", "topic", "sun", ""),
        ("page:about", "page", "about", ""),
        ("list:symptoms", "list", "symptoms", ""),
        ("source:hic-2020", "source", "hic-2020", ""),
        ("#causes", "fragment", "", "causes"),
        ("https://example.org/a?b=c#d", "web", "https://example.org/a?b=c", "d"),
        ("mailto:nurse@example.org", "mail", "mailto:nurse@example.org", ""),
        ("tel:999", "phone", "tel:999", ""),
        ("", "unknown", "", ""),
        ("other.md", "unknown", "other.md", ""),
        ("/articles/hiccups/", "unknown", "/articles/hiccups/", ""),
    ],
)
def test_link(href: str, kind: str, target: str, fragment: str) -> None:
    prose = compose(f"See [*this* one]({href}).")
    mark = (1, 5, 1, 5 + len(f"[*this* one]({href})"))
    assert prose.links == (Link(kind=kind, target=target, fragment=fragment, text="this one", mark=mark),)
    assert f'<a href="{href}"><em>this</em> one</a>' in prose.html


@pytest.mark.parametrize(
    ("markdown", "code"),
    [
        ("![](/static/img/a.png)", "image-alt"),
        ("![*](/static/img/a.png)", None),
        ("![hand](https://example.org/a.png)", "image-elsewhere"),
        ("![hand](//example.org/a.png)", "image-elsewhere"),
        ("![hand](/\\example.org/a.png)", "image-elsewhere"),
        ("![hand](a.png)", "image-elsewhere"),
        ("![hand](/static/img/a.png)", None),
    ],
)
def test_picture(markdown: str, code: str | None) -> None:
    prose = compose(markdown)
    assert [remark.code for remark in prose.remarks if remark.severity == "error"] == ([code] if code else [])
    assert ("<img" in prose.html) == (code != "image-elsewhere")


def test_lists_nested_beyond_reason_are_laid_out_flat() -> None:
    prose = compose("> " * 400 + "hic")
    assert "hic" in prose.html
    assert [(remark.code, remark.severity) for remark in prose.remarks] == [("blocks-too-deep", "error")]
