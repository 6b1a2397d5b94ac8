"""The benchmarks' articles are a site that we would publish. (Nothing is timed in tests.)"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks.corpus import LAYOUTS, make_article, make_articles, read_registries, write_article, write_wellread
from wellread.pipeline import Order, build


def test_made_up_articles_pass_our_own_checks(tmp_path: Path) -> None:
    registries = read_registries()
    write_wellread(make_articles(20, registries), registries, tmp_path / "site")
    checked = build(Order(root=tmp_path / "site", output=tmp_path / "public", today=date(2026, 12, 1)), publish=False)
    assert [each.message for each in checked.problems if each.severity == "error"] == []


def test_the_same_number_and_seed_make_the_same_article() -> None:
    registries = read_registries()
    assert make_article(7, 20, registries, seed=3) == make_article(7, 20, registries, seed=3)
    assert make_article(7, 20, registries, seed=3) != make_article(7, 20, registries, seed=4)


def test_every_layout_says_the_same_words(tmp_path: Path) -> None:
    registries = read_registries()
    article = make_article(0, 20, registries)
    for layout, (folder, _) in LAYOUTS.items():
        write_article(layout, article, registries, tmp_path / layout)
        text = (tmp_path / layout / folder / f"{article.id}.md").read_text(encoding="utf-8")
        assert article.edition in text
        assert all(flag.sign in text for flag in article.flags if not flag.use)
        assert layout == "wellread" or not any(mark in text for mark in ("[@", "](article:", "[!NOTE]", "{#"))
