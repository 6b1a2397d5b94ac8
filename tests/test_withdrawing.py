"""Taking an article back is never held up: each of ours can be withdrawn as it stands, by its status alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ours import ROOT, TODAY, copy_ours
from wellread.model import Article
from wellread.pipeline import Order, build
from wellread.read import read_entry

ARTICLES = sorted((ROOT / "content/articles").glob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, memo_of_ours: Path) -> Path:
    """A copy of our site, with what it remembers of one build."""
    return copy_ours(tmp_path_factory.mktemp("withdrawing") / "site", memo_of_ours)


@pytest.mark.parametrize("article", ARTICLES, ids=[path.stem for path in ARTICLES])
def test_each_article_can_be_withdrawn_by_its_status_alone(site: Path, article: Path) -> None:
    file = site / "content/articles" / article.name
    written = file.read_text("utf-8")
    made = read_entry(f"content/articles/{article.name}", written.encode(), "en").value
    assert isinstance(made, Article)
    file.write_text(re.sub(r"^status: .*$", "status: withdrawn", written, count=1, flags=re.MULTILINE), "utf-8")
    try:
        order = Order(root=site, output=site.parent / "public", today=TODAY, jobs=1, memo=site / ".wellread")
        built = build(order)
    finally:
        file.write_text(written, "utf-8")
    assert [f"{each.place.path}: {each.message}" for each in built.problems if each.severity == "error"] == []
    notice = (order.output / "articles" / article.stem / "index.html").read_text("utf-8")
    for other in made.related:
        assert f'href="/articles/{other.id}/"' in notice
        assert other.why not in notice or not other.why
