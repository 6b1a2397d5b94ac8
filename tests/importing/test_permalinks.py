"""The addresses that Hugo and Jekyll make of patterns: for Hugo what its program made of the same texts, for Jekyll what its
documentation says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wellread.importing.addresses import main_address
from wellread.importing.front import read_front
from wellread.importing.survey import Generator, Original, Survey

DAY = "date: 2024-03-05"


def address(generator: Generator, path: str, front: str, settings: dict[str, Any]) -> str:
    """Return the address of a text, or "" if it isn't known."""
    text = Original(path, f"---\n{front}\n---\n", read_front(f"---\n{front}\n---\n"))
    files = frozenset((path, "content/posts/sub/_index.md"))
    content = "content/" if generator == "hugo" else ""
    found, is_known = main_address(text, Survey(Path("old"), generator, settings, content, (text,), {}, files, ()), "")
    return found if is_known else ""


HUGO = [
    ("/h/:slug/", "file.md", "title: Ear wax build-up", "/h/ear-wax-build-up/"),
    ("/h/:slug/", "bundle/index.md", "title: Ear wax build-up", "/h/ear-wax-build-up/"),
    ("/h/:slug/", "a.md", 'title: "Ear wax: Build-up & (more)!"', "/h/ear-wax-build-up-more/"),
    ("/h/:slug/", "a.md", "title: A\nslug: My Slug_X.y", "/h/my-slug_x.y/"),
    ("/h/:slug", "a.md", "title: What's up?", "/h/whats-up/"),
    ("/h/:slug/", "a.md", "nothing: here", ""),
    ("/h/:title/", "a.md", "title: A / b – “é” 100%\nslug: c", "/h/a-b-é-100/"),
    ("/h/:title/", "a.md", "title: Don’t & can't", "/h/dont-cant/"),
    ("/h/:title/", "a.md", "title: C++", "/h/c/"),
    ("/:filename/", "Ear Wax.md", "slug: b", "/ear-wax/"),
    ("/:filename/", "2020-01-02-dated.md", DAY, "/2020-01-02-dated/"),
    ("/:contentbasename/", "bundle/index.md", "slug: b", "/bundle/"),
    ("/:slugorcontentbasename/", "a.md", "title: T\nslug: b", "/b/"),
    ("/:slugorcontentbasename/", "bundle/index.md", "title: T", "/bundle/"),
    ("/:slugorfilename/", "a.md", "title: T", "/a/"),
    ("/:section/:filename/", "sub/a.md", DAY, "/posts/a/"),
    ("/:sections/:filename/", "sub/deep/a_b.md", DAY, "/posts/sub/a_b/"),
    ("/:sections[1:]/x/:filename/", "sub/a.md", DAY, "/sub/x/a/"),
    ("/:sections[1:]/x/:filename/", "a.md", DAY, "/x/a/"),
    ("/:sections[last]/x/:filename/", "sub/a.md", DAY, "/sub/x/a/"),
    ("/:sections[0]/x/:filename/", "sub/a.md", DAY, "/posts/x/a/"),
    ("/:year/:month/:monthname/:day/:filename/", "a.md", DAY, "/2024/03/march/05/a/"),
    ("/:weekday/:weekdayname/:yearday/:filename/", "a.md", DAY, "/2/tuesday/65/a/"),
    ("/:06/:1/:2/:Jan/:filename/", "a.md", DAY, "/24/3/5/mar/a/"),
    ("/:year/:filename/", "a.md", "title: no day", ""),
    ("/:unheard/:filename/", "a.md", DAY, ""),
    ("", "Ear Wax (2) & co!.md", "title: T", "/posts/ear-wax-2--co/"),
    ("", "bundle/index.md", "slug: New one", "/posts/new-one/"),
    ("", "a.md", f"url: /A B/:slug/:year/\nslug: S\n{DAY}", "/A B/s/2024/"),
]


@pytest.mark.parametrize(("pattern", "path", "front", "wanted"), HUGO)
def test_hugo(pattern: str, path: str, front: str, wanted: str) -> None:
    permalinks = {"permalinks": {"page": {"posts": pattern}}} if pattern else {}
    assert address("hugo", f"content/posts/{path}", front, {"title": "T"} | permalinks) == wanted
    if pattern:
        assert address("hugo", f"content/posts/{path}", front, {"permalinks": {"posts": pattern}}) == wanted


def test_hugos_other_settings() -> None:
    front = "title: Été X"
    bare = {"removePathAccents": "true", "disablePathToLower": "true", "permalinks": {"posts": "/h/:title/"}}
    assert address("hugo", "content/posts/a.md", front, bare) == "/h/Ete-X/"
    assert address("hugo", "content/posts/a b.md", front, {"uglyURLs": "true"}) == "/posts/a-b.html"
    lists = {"permalinks": {"section": {"posts": "/articles/"}, "page": {"posts": "/h/:title/"}}}
    assert address("hugo", "content/posts/_index.md", front, lists) == "/articles/"
    assert address("hugo", "content/a.md", front, {"permalinks": {"/": "/r/:slug/"}}) == "/r/été-x/"
    named = {"frontmatter": {"date": [":filename", ":default"]}, "permalinks": {"posts": "/:year/:filename/"}}
    assert address("hugo", "content/posts/2020-01-02-a.md", front, named) == "/2020/a/"


POST = "_posts/2009-04-29-Slap_Chop.md"
JEKYLL = [
    ("", POST, "categories: [Infomercial, tv]", "/infomercial/tv/2009/04/29/Slap_Chop.html"),
    ("pretty", POST, "title: x", "/2009/04/29/Slap_Chop/"),
    ("ordinal", POST, "title: x", "/2009/119/Slap_Chop.html"),
    ("weekdate", POST, "title: x", "/2009/W18/Wed/Slap_Chop.html"),
    ("none", f"news/{POST}", "categories: a b", "/news/a/b/Slap_Chop.html"),
    ("/:month-:day-:year/:title:output_ext", POST, "title: x", "/04-29-2009/Slap_Chop.html"),
    ("/blog/:year/:i_month/:i_day/:slug", POST, "title: x", "/blog/2009/4/29/slap-chop"),
    ("/:short_year/:short_month/:long_month/:title/", POST, "slug: Other one", "/09/Apr/April/Other-one/"),
    ("/:w_year/:week/:w_day/:short_day/:long_day/:title", POST, "date: 2008-12-30", "/2009/01/2/Tue/Tuesday/Slap_Chop"),
    ("/:hour/:minute/:second/:title", POST, "date: 2009-04-29 10:09:08", "/10/09/08/Slap_Chop"),
    ("/:slugified_categories/:title", POST, "category: Ear Care", "/ear-care/Slap_Chop"),
    ("/:y_day/:name/", POST, "title: x", "/119/2009-04-29-slap-chop/"),
    ("/:unheard/:title/", POST, "title: x", ""),
    ("pretty", "about.md", "title: x", "/about/"),
    ("date", "a/about.md", "title: x", "/a/about.html"),
    ("/:title/", "about.md", "title: x", "/about/"),
    ("/:year/:title", "about.md", "title: x", "/about"),
    ("date", "a/index.md", "title: x", "/a/"),
    ("date", "a/b.md", "permalink: /my/:basename/", "/my/b/"),
    ("date", "_staff/Jane Doe.md", "title: x", "/staff/Jane Doe.html"),
    ("pretty", "_staff/sub/jane.md", "title: x", "/staff/sub/jane/"),
    ("date", "_guides/Big One.md", "title: x", "/g/guides/big-one/"),
    ("date", "_guides/Big One.md", "slug: small", "/g/guides/big-one/"),
    ("date", "_told/a.md", "title: x", "/t/a"),
]


@pytest.mark.parametrize(("style", "path", "front", "wanted"), JEKYLL)
def test_jekyll(style: str, path: str, front: str, wanted: str) -> None:
    settings: dict[str, Any] = {
        "title": "T",
        "collections": {"guides": {"permalink": "/g/:collection/:name/"}},
        "defaults": [{"scope": {"path": "", "type": "told"}, "values": {"permalink": "/t/:title"}}],
    }
    assert address("jekyll", path, front, settings | ({"permalink": style} if style else {})) == wanted
