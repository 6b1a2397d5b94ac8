"""signed-text-lost: the text that a reviewer read is not kept any more, is not what she read, or no review names it.

A review that `wellread review` recorded names a hash, and content/reviews/ keeps the text of that hash. With it anybody can see which
sentence changed since, years later and without any other tool. A text that was changed afterwards proves nothing, and would show a
reviewer words that she never signed; one that is missing shows her nothing. Where a text is kept
and no review names it, somebody has deleted a `hash:`, and a later change of a number would no longer be noticed; or a file was
renamed, and the text has to be renamed with it. The rule is the project's own.

Bad:

    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved, hash: c1-00000000000000000000000000000000}

Good:

    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

Severity: warning; an error for a text that was changed
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wellread.check.case import Case
from wellread.clinical import signed_path
from wellread.model import Article, Review
from wellread.problems import Place, Problem, Related


def signed_text_lost(case: Case) -> Iterator[Problem]:
    for path in sorted(case.composed.altered):
        yield Problem(
            code="signed-text-lost",
            severity="error",
            message="this text was changed after it was signed: it does not have the hash in the file's name",
            place=Place(path, 1, 1, 1, 1),
            hint="get the file back as it was from version control; a new text gets a review and a file of its own",
        )
    named = {signed_path(article, each.hash) for article in case.articles for each in article.reviewers if each.hash}
    unnamed = set(case.site.signed) - named - case.composed.altered
    by_hash = {_hash_in(path): path for path in sorted(unnamed)}
    for article in case.articles:
        for step, review in enumerate(article.reviewers):
            if review.hash and signed_path(article, review.hash) not in case.site.signed:
                elsewhere = by_hash.get(review.hash, "")
                unnamed.discard(elsewhere)
                yield _lost(article, step, review, elsewhere)
    by_name = {_article_in(signed_path(article, "")): article for article in case.articles}
    unread = {f"{id_}{tag}" for kind, lang, id_ in case.unread if kind == "article" for tag in ("", f".{lang}")}
    for path in sorted(unnamed):
        if _article_in(path) not in unread:
            yield _unnamed(path, by_name)


def _lost(article: Article, step: int, review: Review, elsewhere: str) -> Problem:
    """Return what is said of a text that is not there. `elsewhere` is where it is under the name that the article had before."""
    path = signed_path(article, review.hash)
    return Problem(
        code="signed-text-lost",
        severity="warning",
        message=f"the text that {review.person} read on {review.date} is not kept"
        + (" under the name that this article has now" if elsewhere else ""),
        place=article.origin.at("reviewers", step, "hash"),
        hint=f"rename {elsewhere} to {path.rpartition('/')[2]}"
        if elsewhere
        else f"get {path} back from version control; without it nobody can show what changed since",
    )


def _unnamed(path: str, by_name: Mapping[str, Article]) -> Problem:
    """Return what is said of a text that no review names: of the article's approval that has lost its hash, if there is one."""
    name, hash_ = _article_in(path), _hash_in(path)
    article = by_name.get(name)
    if article is None:
        return Problem(
            code="signed-text-lost",
            severity="warning",
            message=f"this text was signed for the article {name}.md, and that article is not there",
            place=Place(path, 1, 1, 1, 1),
            hint=f"if the article was renamed, give this file its new name too: NEW-NAME.{hash_}.txt; "
            "if the article is gone for good, delete this file",
        )
    bare = [step for step, each in enumerate(article.reviewers) if each.decision == "approved" and not each.hash]
    return Problem(
        code="signed-text-lost",
        severity="warning",
        message=f"a text that was signed for this article is kept in {path}, and no review here has its hash",
        place=article.origin.at("reviewers", bare[-1]) if bare else article.origin.at("reviewers"),
        hint=f"write hash: {hash_} into the review that it belongs to (version control has the review as it was): without it only "
        "dates protect the approval. If that review was taken back on purpose, delete the file",
        related=(Related(place=Place(path, 1, 1, 1, 1), message="the text that was signed"),),
    )


def _hash_in(path: str) -> str:
    return path.removesuffix(".txt").rpartition(".")[2]


def _article_in(path: str) -> str:
    """Return the name of the article's file, without .md: “hiccups” or “hiccups.es”."""
    return path.rpartition("/")[2].removesuffix(".txt").rpartition(".")[0]
