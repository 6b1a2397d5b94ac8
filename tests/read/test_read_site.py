"""All files together: every problem of every file in one run, unique ids, and the same site in whatever order they come."""

from __future__ import annotations

import subprocess
import sys

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.written import ARTICLE, PATH, SITE, instead, read
from wellread.model import Article, Entry
from wellread.read import CODES, Readers, Reading, Scan, read_entry, read_site

TERM = "---\nname: Hiccup\ndefinition: A twitch of the diaphragm.\n---\n"
TOPICS = "- id: digestion\n  name: Digestion\n  description: The gut.\n"
SOURCE = "- id: hiccup-guide\n  type: webpage\n  title: Hiccups\n"


def scanned(**files: str) -> Scan:
    """Return a scan of site.yaml and these files; "articles__hiccups_md" stands for content/articles/hiccups.md."""
    paths = {
        f"content/{name.replace('__', '/').replace('_md', '.md').replace('_yaml', '.yaml')}": text for name, text in files.items()
    }
    return Scan(files={path: text.encode() for path, text in ({"site.yaml": SITE} | paths).items()})


def codes(scan: Scan) -> list[tuple[str, str]]:
    return [(p.place.path, p.code) for p in read_site(scan)[1]]


def test_a_site() -> None:
    site, problems = read_site(
        scanned(articles__hiccups_md=ARTICLE, terms__hiccup_md=TERM, topics_yaml=TOPICS, sources_yaml=SOURCE)
    )
    assert problems == ()
    assert site is not None
    assert list(site.articles) == [("en", "hiccups")]
    assert list(site.terms) == [("en", "hiccup")]
    assert (list(site.topics), list(site.sources), site.red_flags) == (["digestion"], ["hiccup-guide"], {})
    assert site.unread == frozenset()


def test_another_language_is_kept() -> None:
    scan = Scan(files={"site.yaml": SITE.encode(), PATH: ARTICLE.encode(), "content/articles/hiccups.es.md": ARTICLE.encode()})
    site, problems = read_site(scan)
    assert problems == ()
    assert site is not None
    assert list(site.articles) == [("en", "hiccups"), ("es", "hiccups")]


def test_the_site_language_is_that_of_files_that_name_none() -> None:
    scan = Scan(files={"site.yaml": f"{SITE}language: de\n".encode(), PATH: ARTICLE.encode()})
    site, _ = read_site(scan)
    assert site is not None
    assert list(site.articles) == [("de", "hiccups")]


def test_every_problem_of_every_file_is_told_in_one_run() -> None:
    scan = scanned(
        articles__hiccups_md=instead("status", "drafft"),
        articles__sunburn_md=instead("published", "2025-13-01"),
        terms__hiccup_md="",
        topics_yaml="- id: a\n",
    )
    files = {**scan.files, "site.yaml": SITE.replace("organisation", "organization").encode()}
    site, problems = read_site(Scan(files=files))
    assert site is None
    assert [(p.place.path, p.code) for p in problems] == [
        ("content/articles/hiccups.md", "choice-unknown"),
        ("content/articles/sunburn.md", "date-wrong"),
        ("content/terms/hiccup.md", "file-empty"),
        ("content/topics.yaml", "key-missing"),
        ("content/topics.yaml", "key-missing"),
        ("site.yaml", "key-unknown"),
    ]


def test_what_could_not_be_read_is_known_to_exist() -> None:
    site, _ = read_site(scanned(articles__hiccups_md=instead("status", "drafft"), topics_yaml="- id: a\n", sources_yaml=SOURCE))
    assert site is not None
    assert site.articles == {}
    assert site.unread == {("article", "en", "hiccups"), ("topic", "", "")}


def test_two_entries_with_one_id() -> None:
    files = {path: ARTICLE.encode() for path in (PATH, "content/articles/hiccups.en.md")} | {"site.yaml": SITE.encode()}
    _, problems = read_site(Scan(files=files))
    (found,) = problems
    assert (found.place.path, found.code) == ("content/articles/hiccups.md", "id-repeated")
    assert found.message == "there is another article with the id “hiccups” in the same language (en)"
    assert [related.place.path for related in found.related] == ["content/articles/hiccups.en.md"]


def test_two_entries_whose_ids_differ_in_capitals_only() -> None:
    files = {path: ARTICLE.encode() for path in (PATH, "content/articles/Hiccups.md")} | {"site.yaml": SITE.encode()}
    site, problems = read_site(Scan(files=files))
    assert [(p.place.path, p.code) for p in problems] == [
        ("content/articles/Hiccups.md", "id-repeated"),
        ("content/articles/Hiccups.md", "name-wrong"),
    ]
    assert site is not None
    assert list(site.articles) == [("en", "hiccups")], "the one with the proper name is kept"


def test_one_id_in_two_kinds_is_fine() -> None:
    assert codes(scanned(articles__hiccup_md=ARTICLE, terms__hiccup_md=TERM)) == []


def test_a_source_in_both_lists_is_told() -> None:
    exported = b'[{"id": "hiccup-guide", "type": "webpage", "title": "Hiccups"}]'
    files = {**scanned(sources_yaml=SOURCE).files, "content/sources.json": exported}
    _, problems = read_site(Scan(files=files))
    assert [(p.place.path, p.code) for p in problems] == [("content/sources.json", "id-repeated")]
    assert problems[0].related[0].place.path == "content/sources.yaml"


@settings(deadline=None)  # other programs share the computer
@given(st.permutations(["site.yaml", PATH, "content/articles/Hiccups.md", "content/terms/hiccup.md", "content/topics.yaml"]))
def test_the_order_of_the_files_does_not_matter(paths: list[str]) -> None:
    texts = {"site.yaml": SITE, "content/terms/hiccup.md": TERM, "content/topics.yaml": TOPICS}
    files = {path: texts.get(path, ARTICLE).encode() for path in paths}
    site, problems = read_site(Scan(files=files))
    assert (site, problems) == read_site(Scan(files=dict(sorted(files.items()))))
    assert site is not None
    assert list(site.topics) == ["digestion"]


def test_a_reader_that_remembers_can_be_given() -> None:
    asked: list[str] = []

    def remember(path: str, content: bytes, language: str) -> Reading[Entry]:
        asked.append(path)
        return read_entry(path, content, language)

    read_site(scanned(articles__hiccups_md=ARTICLE), Readers(entry=remember))
    assert asked == [PATH]


def test_a_reading_can_be_kept_as_json() -> None:
    reading = read(ARTICLE)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading[Article]) == reading


def test_importing_the_room_does_not_import_pydantic() -> None:
    code = "import sys, wellread.read; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_code_is_explained() -> None:
    import re
    from pathlib import Path

    import wellread.read

    folder = Path(wellread.read.__file__).parent
    text = "\n".join(path.read_text() for path in sorted(folder.glob("*.py")) if path.name != "codes.py")
    given_codes = set(re.findall(r'(?:code=|refuse\(\s*|_error\(\s*|wrong\(\s*|problem\(\s*)"([a-z0-9]+-[a-z-]+)"', text))
    assert given_codes | {"front-matter-late"} == set(CODES)
