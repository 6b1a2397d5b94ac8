"""References: readable, linked, escaped, and never a reason to stop."""

import os
import subprocess
import sys

import msgspec
import pytest

from tests.builders import a_source, some_settings
from wellread.model import Source
from wellread.render.references import format_references, plain_reference, style_problem

STYLE = "elsevier-vancouver"


def formatted(source: Source, style: str = STYLE, language: str = "en") -> str:
    return format_references([source], style, language)[source.id]


def article(**csl: object) -> Source:
    record: dict[str, object] = {
        "id": "hiccup-study",
        "type": "article-journal",
        "title": "Hiccups & <em>singultus</em>: is it the same?",
        "author": [{"family": "Gulp", "given": "A. B."}, {"literal": "Hiccup Society"}],
        "container-title": "Journal of Breathing",
        "issued": {"date-parts": [[2019]]},
        "custom": {"read": "abstract"},
    }
    doi = csl.get("DOI")
    url = csl.get("URL")
    return a_source("hiccup-study", csl=record | csl, title=str(record["title"]), doi=doi or "", url=url or "", year=2019)


def test_a_paper_reads_as_papers_do_and_has_no_number() -> None:
    text = formatted(article())
    assert (
        text == "Gulp AB, Hiccup Society. Hiccups &amp; &lt;em&gt;singultus&lt;/em&gt;: is it the same? Journal of Breathing 2019."
    )


def test_a_doi_is_a_link() -> None:
    text = formatted(article(DOI="10.1000/abc(1)<2>", URL="https://example.org/abstract"))
    assert '<a href="https://doi.org/10.1000/abc(1)%3C2%3E" rel="external">https://doi.org/10.1000/abc(1)&lt;2&gt;</a>' in text
    assert "abstract" not in text


def test_an_address_is_a_link_even_where_the_style_does_not_print_it() -> None:
    text = formatted(article(URL="https://example.org/?a=1&b=2"))
    assert text.endswith('2019. <a href="https://example.org/?a=1&amp;b=2" rel="external">https://example.org/?a=1&amp;b=2</a>')


def test_a_web_page_says_when_it_was_read_in_words() -> None:
    csl = {
        "id": "x",
        "type": "webpage",
        "title": "Sunburn",
        "author": [{"literal": "Sun Office"}],
        "URL": "https://example.org/sun",
        "accessed": {"date-parts": [[2026, 11, 1]]},
    }
    text = formatted(a_source("x", csl=csl, title="Sunburn", url="https://example.org/sun"))
    assert "(accessed 1 November 2026)" in text
    assert text.count("<a ") == 1


@pytest.mark.parametrize(("style", "words"), [(STYLE, "Sun Office. Sunburn (no date)."), ("apa", "Sun Office. (no date).")])
def test_a_source_without_a_date_says_so_in_words(style: str, words: str) -> None:
    csl = {"id": "x", "type": "webpage", "title": "Sunburn", "author": [{"literal": "Sun Office"}]}
    assert formatted(a_source("x", csl=csl, title="Sunburn"), style).startswith(words)


def test_an_address_that_is_no_web_address_is_never_a_link() -> None:
    assert "<a" not in formatted(article(URL="javascript:alert(1)"))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ({"family": "Carvalho", "given": "Mamede", "non-dropping-particle": "de"}, "de Carvalho M."),
        ({"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}, "Humboldt A von."),
        ({"family": "Gulp", "given": "Ann", "suffix": "Jr"}, "Gulp A Jr."),
        ({"given": "Madonna"}, "Madonna."),
        ({"literal": "Hiccup Society", "family": "Gulp"}, "Hiccup Society."),
        ({"family": "Gulp\ue002", "given": "Ann\ue003"}, "Gulp A."),
    ],
)
def test_names_are_whole(name: dict[str, str], printed: str) -> None:
    assert formatted(article(author=[name])).startswith(f"{printed} Hiccups")
    assert "<b>" not in formatted(article(author=[name]), "no-such-style")


@pytest.mark.parametrize("issued", [{"raw": "Spring 2019"}, {"literal": "Spring 2019"}])
@pytest.mark.parametrize("style", [STYLE, "no-such-style"])
def test_a_date_in_words_is_shown_as_it_was_written(issued: dict[str, str], style: str) -> None:
    source = msgspec.structs.replace(article(issued=issued), year=None)
    assert "Spring 2019." in formatted(source, style)
    assert "no date" not in formatted(source, style)


@pytest.mark.parametrize("longer", ["10.1000/123", "10.1000/12.3", "10.1000/12(3)", "110.1000/12", "https://e.org/10.1000/12"])
def test_a_doi_inside_a_longer_number_is_another_one(longer: str) -> None:
    text = formatted(article(DOI="10.1000/12", title=f"Correction of {longer} again"))
    assert f"Correction of {longer} again" in text
    assert text.count("<a ") == 1
    assert formatted(article(DOI="10.1000/12", title="Correction of 10.1000/12, again")).count("<a ") == 2


@pytest.mark.parametrize("style", [STYLE, "apa", "nature", "vancouver", "ieee"])
def test_other_styles_work_too(style: str) -> None:
    text = formatted(article(), style)
    assert "Gulp" in text
    assert "<em>" not in text
    assert not text.startswith(("[", "1"))


def test_italics_of_a_style_are_kept() -> None:
    assert "<i>Journal of Breathing</i>" in formatted(article(), "apa")


@pytest.mark.parametrize(
    "odd",
    [
        {"author": "A. Gulp"},
        {"author": ["A. Gulp"]},
        {"author": [{"family": "Gulp", "given": "A.", "orcid": "0"}]},
        {"type": 7},
        {"type": None},
        {"type": "web-page"},
        {"issued": {"date-parts": [[]]}},
        {"issued": {"date-parts": [["soon"]]}},
        {"issued": "2019"},
        {"issued": {"literal": "in press"}},
        {"volume": {"odd": 1}, "page": 12, "keyword": ["a"]},
    ],
)
def test_odd_values_never_stop_a_build(odd: dict[str, object]) -> None:
    text = formatted(article(**odd))
    assert "Hiccups &amp; &lt;em&gt;singultus" in text


def test_a_source_that_cannot_be_formatted_has_a_plain_line() -> None:
    source = article(type=None)
    assert plain_reference(source) == "Gulp A. B., Hiccup Society. Hiccups & <em>singultus</em>: is it the same? 2019."
    assert formatted(source).startswith("Gulp A. B., Hiccup Society. Hiccups &amp;")


def test_private_characters_cannot_smuggle_markup() -> None:
    assert "<b>" not in formatted(article(title="Hiccups \ue002bold\ue003"))


def test_an_unknown_style_is_a_problem_with_the_nearest_name() -> None:
    problem = style_problem(some_settings(citation_style="elsevier-vancuver"))
    assert problem
    assert (problem.code, problem.hint) == ("citation-style-unknown", "did you mean “elsevier-vancouver”?")
    assert style_problem(some_settings()) is None
    assert style_problem(some_settings(citation_style="../styles/apa"))
    assert formatted(article(), "no-such-style").startswith("Gulp A. B.")


def test_no_sources_import_no_citeproc_and_the_locale_does_not_matter() -> None:
    program = (
        "import sys\n"
        "from tests.builders import a_source\n"
        "from wellread.render.references import format_references\n"
        "assert format_references([], 'apa', 'en') == {} and 'citeproc' not in sys.modules\n"
        "csl = {'id': 'x', 'type': 'webpage', 'title': 'Straße', 'accessed': {'date-parts': [[2026, 3, 1]]}, 'URL': 'https://e.org'}\n"
        "text = format_references([a_source('x', csl=csl, title='Straße', url='https://e.org')], 'elsevier-vancouver', 'en')['x']\n"
        "sys.stdout.buffer.write(text.encode())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "LC_ALL": locale, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for locale, seed in (("C", "0"), ("C.UTF-8", "1"))
    }
    assert len(said) == 1
    assert "1 March 2026" in said.pop().decode()
