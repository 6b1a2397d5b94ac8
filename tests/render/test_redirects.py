"""The file that tells hosts where old addresses lead. The pages that stand there for all others are tested with the plan."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.builders import TODAY, a_site, an_article, composed
from tests.render.small_site import SITE, STATIC, TEMPLATES, TEXTS
from wellread.model import Site
from wellread.render import plan_outputs
from wellread.texts import Composed


def files(
    site: Site = SITE, texts: Composed = TEXTS, base_url: str = "https://example.org/", *, drafts: bool = False, own: bytes = b""
) -> Mapping[str, bytes]:
    static = {**STATIC, **({"root/_redirects": own} if own else {})}
    plan = plan_outputs(site, texts, TEMPLATES, static, TODAY, base_url, drafts)
    return {asset.path: asset.content for asset in plan.assets}


def test_it_holds_each_old_address_and_the_new_one() -> None:
    assert files()["_redirects"].decode().splitlines() == [
        "/hiccup-cure/ /articles/hiccups/ 301",
        "/old.html /articles/hiccups/ 301",
        "/who/ /about/ 301",
    ]


def test_addresses_below_a_path_are_whole() -> None:
    lines = files(base_url="https://example.org/health")["_redirects"].decode().splitlines()
    assert lines[0] == "/health/hiccup-cure/ /health/articles/hiccups/ 301"


@pytest.mark.parametrize(
    ("old", "line"),
    [
        ("/café/", "/caf%C3%A9/ /articles/a-page/ 301"),
        ("/caf%C3%A9/", "/caf%C3%A9/ /articles/a-page/ 301"),
        ("/a/b/index.html", "/a/b/ /articles/a-page/ 301"),
        ("/a/b", "/a/b/ /articles/a-page/ 301"),
        ("/a.htm", "/a.htm /articles/a-page/ 301"),
        ("/a#b/", ""),
    ],
)
def test_an_address_is_written_as_browsers_send_it(old: str, line: str) -> None:
    site = a_site(articles=[an_article("a-page", redirect_from=(old,))])
    assert files(site, composed()).get("_redirects", b"").decode().removesuffix("\n") == line


def test_drafts_are_no_secret_let_out_by_their_old_addresses() -> None:
    assert b"draft-old" not in files()["_redirects"]
    assert b"/draft-old/ /articles/draft-page/ 301" in files(drafts=True)["_redirects"]


def test_nothing_moved_makes_no_file() -> None:
    assert "_redirects" not in files(a_site(articles=[an_article("a-page")]), composed())


def test_a_file_of_the_site_s_own_takes_its_place() -> None:
    assert files(own=b"/x /y 302\n")["_redirects"] == b"/x /y 302\n"
