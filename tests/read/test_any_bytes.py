"""Whatever bytes a file holds, reading it gives problems or an entry, never an exception, and the same answer each time."""

from __future__ import annotations

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.read.written import ARTICLE, PATH, article, read
from wellread.read import read_red_flags, read_settings, read_sources, read_topics

SIGNS = "\n\n\n   :-[]{},&*!|>'\"%@`#?~\t\\éx0😀\u2028"
WORDS = (
    "---\n",
    "--\n",
    "title: ",
    "status: draft\n",
    "red_flags:\n",
    "  - ",
    "- id: a\n",
    "<<: ",
    "...",
    "\\x",
    "\\u12",
    "[[",
    "]]",
)
YAML_BITS = st.sampled_from([*SIGNS, *WORDS])
YAMLISH = st.lists(YAML_BITS, max_size=40).map("".join)
BLOCKS = st.builds(lambda block, body: f"---\n{block}\n---\n{body}", YAMLISH, YAMLISH)
SPOILT = st.builds(
    lambda at, length, bit: ARTICLE[:at] + bit + ARTICLE[at + length :], st.integers(0, len(ARTICLE)), st.integers(0, 12), YAMLISH
)


@settings(deadline=None)  # other programs share the computer
@given(st.binary() | (YAMLISH | BLOCKS | SPOILT).map(str.encode))
@example(b"\xef\xbb\xbf")
@example(b"---\n? ? ?\n---\n")
@example(b"---\n!<!%FF> x: y\n---\n")
def test_an_entry_or_problems(content: bytes) -> None:
    reading = read(content)
    assert (reading.value is None) == bool(reading.problems)
    assert reading == read(content)
    msgspec.json.encode(reading)
    for each in reading.problems:
        assert each.place.path == PATH
        assert each.place.line >= 1
        assert each.place.column >= 1
        assert each.message


@settings(deadline=None)  # other programs share the computer
@given(st.binary() | YAMLISH.map(str.encode))
def test_lists_and_settings_too(content: bytes) -> None:
    for reading in (
        read_settings("site.yaml", content),
        read_topics("content/topics.yaml", content),
        read_red_flags("content/red-flags.yaml", content),
        read_sources("content/sources.yaml", content),
        read_sources("content/sources.json", content),
    ):
        msgspec.json.encode(reading.problems)


CSL_BITS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["date-parts", "raw", "family", "literal", "given", "x"]), inside, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None)  # other programs share the computer
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "type", "title", "issued", "author", "URL", "DOI", "custom", "volume", "citation-key", "x"]),
            CSL_BITS,
        ),
        max_size=3,
    )
)
def test_any_json_gives_sources_or_problems(records: list[dict[str, object]]) -> None:
    reading = read_sources("content/sources.json", msgspec.json.encode(records))
    msgspec.json.encode(reading)


@settings(deadline=None)  # other programs share the computer
@given(
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.lists(st.sampled_from(["", " ", "\t", "  "]), min_size=3, max_size=3),
)
def test_what_can_not_be_seen_changes_nothing(ending: str, bom: bytes, blanks: list[str]) -> None:
    opening, value, closing = blanks
    text = ARTICLE.replace("---", f"---{opening}", 1).replace("none\n---", f"none{value}\n---{closing}")
    found = article(bom + text.replace("\n", ending).encode())
    plain = article(ARTICLE)
    assert msgspec.structs.replace(found, origin=plain.origin) == plain
    assert found.origin.body_line == plain.origin.body_line
