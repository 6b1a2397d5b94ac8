"""Glossary terms at their first mention."""

from __future__ import annotations

import pytest

from wellread.prose import LinkedTerms, compose, link_terms, plain_text, term_names

NAMES = term_names(
    [
        ("hiccup", "hiccup"),
        ("hiccup", "hiccups"),
        ("diaphragm", "diaphragm"),
        ("phrenic-nerve", "phrenic nerve"),
        ("nerve", "nerve"),
        ("who", "WHO"),
        ("uv", "UV"),
        ("uv-index", "UV index"),
        ("spf", "SPFs"),
        ("r-and-d", "R&D"),
        ("moll", "Moll's gland"),
        ("sun", "Sonne"),
        ("ueber", "über"),
    ]
)


def linked(html: str, **more: tuple[str, ...]) -> str:
    return link_terms(html, NAMES, **more).html


def a(term: str, text: str) -> str:
    return f'<a href="term:{term}">{text}</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>A hiccup.</p>", f"<p>A {a('hiccup', 'hiccup')}.</p>", id="a word"),
        pytest.param("<p>HICCUP Hiccups</p>", f"<p>{a('hiccup', 'HICCUP')} Hiccups</p>", id="once a term, capitals or not"),
        pytest.param("<p>hiccuping unhiccup</p>", "<p>hiccuping unhiccup</p>", id="whole words"),
        pytest.param("<p>überall Sonnenbrand</p>", "<p>überall Sonnenbrand</p>", id="whole words in any alphabet"),
        pytest.param("<p>nerve\u0301s</p>", "<p>nerve\u0301s</p>", id="an accent belongs to its letter"),
        pytest.param("<p>ÜBER</p>", f"<p>{a('ueber', 'ÜBER')}</p>", id="capitals in any alphabet"),
        pytest.param(
            "<p>The phrenic\nnerve, a nerve</p>",
            '<p>The <a href="term:phrenic-nerve">phrenic\nnerve</a>, a <a href="term:nerve">nerve</a></p>',
            id="longest name first, over a line's end",
        ),
        pytest.param("<p>phrenic&nbsp;nerve</p>", f"<p>{a('phrenic-nerve', 'phrenic&nbsp;nerve')}</p>", id="a space that holds"),
        pytest.param("<p>who? The WHO.</p>", f"<p>who? The {a('who', 'WHO')}.</p>", id="an abbreviation in capitals only"),
        pytest.param(
            "<p>uv Index, UV</p>", f"<p>{a('uv-index', 'uv Index')}, {a('uv', 'UV')}</p>", id="an abbreviation in a longer name"
        ),
        pytest.param("<p>spfs SPFs</p>", f"<p>spfs {a('spf', 'SPFs')}</p>", id="an abbreviation's plural"),
        pytest.param("<p>R&amp;D</p>", f"<p>{a('r-and-d', 'R&amp;D')}</p>", id="signs of HTML"),
        pytest.param("<p>Moll’s gland</p>", f"<p>{a('moll', 'Moll’s gland')}</p>", id="either apostrophe"),
        pytest.param("<p>the hiccup's end</p>", f"<p>the {a('hiccup', 'hiccup')}'s end</p>", id="of the term"),
        pytest.param("<h2>Hiccup</h2><p>hiccup</p>", f"<h2>Hiccup</h2><p>{a('hiccup', 'hiccup')}</p>", id="not in a heading"),
        pytest.param("<pre><code>hiccup</code></pre>", "<pre><code>hiccup</code></pre>", id="not in code"),
        pytest.param(
            '<p><a href="#x" title="a > b">the <em>hiccup</em> page</a> hiccup</p>',
            f'<p><a href="#x" title="a > b">the <em>hiccup</em> page</a> {a("hiccup", "hiccup")}</p>',
            id="not in a link",
        ),
        pytest.param(
            "<table><tr><th>hiccup</th></tr><tr><td>hiccup</td></tr></table>",
            f"<table><tr><th>hiccup</th></tr><tr><td>{a('hiccup', 'hiccup')}</td></tr></table>",
            id="not in a header cell",
        ),
        pytest.param(
            f"<p>hiccup {a('hiccup', 'this')}</p>", f"<p>hiccup {a('hiccup', 'this')}</p>", id="the editor's own link is the one"
        ),
        pytest.param("<p><em>hiccup</em></p>", f"<p><em>{a('hiccup', 'hiccup')}</em></p>", id="in stressed words"),
    ],
)
def test_terms(html: str, expected: str) -> None:
    assert linked(html) == expected


def test_terms_are_named_in_the_order_of_the_text() -> None:
    html = compose("A nerve, [this](term:hiccup), the diaphragm, a nerve, [that](term:hiccup).").html
    assert link_terms(html, NAMES).terms == ("nerve", "hiccup", "diaphragm")


def test_a_term_is_not_linked_on_its_own_page() -> None:
    assert link_terms("<p>hiccup</p>", NAMES, skip=("hiccup",)) == LinkedTerms(html="<p>hiccup</p>", terms=())


def test_a_name_that_two_terms_share_is_the_firsts() -> None:
    names = term_names([("second", "sun"), ("first", "Sun"), ("first", "sun")])
    assert link_terms("<p>sun Sun</p>", names).terms == ("second",)


def test_an_abbreviation_goes_before_the_word_it_looks_like() -> None:
    names = term_names([("word", "who"), ("abbreviation", "WHO")])
    assert link_terms("<p>Who? The WHO.</p>", names).terms == ("word", "abbreviation")


def test_no_names() -> None:
    assert link_terms("<p>hiccup</p>", term_names(())).html == "<p>hiccup</p>"


def test_text_alone() -> None:
    html = compose("## Sun\n\nHic [@a]. R&D *and*\\\nmore\n\n- a\n- b\n\n|a|b|\n|-|-|\n|1|2|\n").html
    assert plain_text(html) == "Sun Hic. R&D and more a b a b 1 2"
