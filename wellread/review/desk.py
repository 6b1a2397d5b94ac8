"""What lies on a reviewer's desk: the site as it was read, one of its articles, what was signed of it, and what changed since."""

from __future__ import annotations

from datetime import date

from wellread.approval import review_due
from wellread.clinical import SignedLine, clinical_hash, compare_lines, read_lines, signed_path, write_lines
from wellread.jobs import Workers
from wellread.model import Article, Review, find_person
from wellread.pipeline import Order, open_memo
from wellread.problems import Problem, SiteError, nearest
from wellread.read import scan
from wellread.review.citations import bases_of, citations_of
from wellread.review.views import Look, ReviewLine
from wellread.stages import clinical_of, read_all
from wellread.watch import Watch


class Desk:
    """A site that was read. Raises SiteError if there is none that can be."""

    def __init__(self, order: Order) -> None:
        self._root = order.root
        self._scan = scan(order.root)
        with open_memo(order) as memo:
            site, self._problems = read_all(self._scan, memo, Workers(order.jobs, Watch()))
        if site is None:
            raise SiteError(f"site.yaml can't be read: {_first(self._problems, 'site.yaml')}wellread check says more")
        self.site = site

    def content(self, path: str) -> bytes:
        """Return the bytes of a file as they were read."""
        return self._scan.files[path]

    def content_now(self, path: str) -> bytes:
        return (self._root / path).read_bytes()

    def find(self, name: str) -> Article:
        """Return an article by its id, the name of its file, or its path. Raises SiteError if there is none that can be read."""
        wanted = name.replace("\\", "/").rpartition("/")[2].removesuffix(".md")
        by_name = {_name(article): article for article in self.site.articles.values()}
        if wanted in by_name:
            return by_name[wanted]
        path = f"content/articles/{wanted}.md"
        if path in self._scan.files:
            raise SiteError(f"{path} can't be read: {_first(self._problems, path)}mend that first; wellread check says more")
        raise SiteError(f"there is no article “{name}”; {nearest(wanted, by_name) or 'see content/articles/ for what there is'}")

    def look(self, article: Article, today: date) -> Look:
        """Return what a reviewer of the article has to look at."""
        lines = clinical_of(article, self.site)
        now = clinical_hash(write_lines(lines))
        signed, kept, trouble = self._signed(article)
        sign_off = article.sign_off(self.site.people, now)
        due = review_due(article, sign_off)
        cites = citations_of(article, self.site, lines, self.content(article.origin.path).decode("utf-8", "replace"))
        return Look(
            path=article.origin.path,
            title=article.title,
            status=article.status,
            hash=now,
            lines=lines,
            cites=cites,
            bases=bases_of(cites, self.site),
            reviews=tuple(self._review_line(article, review, now) for review in article.reviewers),
            due=due,
            is_overdue=due is not None and today > due,
            lapse=sign_off.lapse,
            signed=signed,
            trouble=trouble,
            changes=compare_lines(kept, lines) if kept is not None and signed and signed.hash != now else (),
        )

    def _signed(self, article: Article) -> tuple[Review | None, tuple[SignedLine, ...] | None, str]:
        """Return the review whose text is to be compared with: the last approval with a hash, or else the last review with one; its
        text, and what is wrong with that."""
        hashed = [each for each in article.reviewers if each.hash]
        approvals = [each for each in hashed if each.decision == "approved"]
        if not hashed:
            return None, None, ""
        review = max(reversed(approvals or hashed), key=lambda each: each.date)
        path = signed_path(article, review.hash)
        text = self.site.signed.get(path)
        if text is None:
            return review, None, f"the text that was read then is not kept: {path} is missing; get it back from version control"
        if clinical_hash(text) != review.hash:
            return review, None, f"{path} was changed after it was signed, so it proves nothing; get it back from version control"
        return review, read_lines(text), ""

    def _review_line(self, article: Article, review: Review, now: str) -> ReviewLine:
        person = find_person(self.site.people, article.lang, review.person)
        name, credentials = (person.name, person.credentials) if person else (review.person, "")
        counts = review.decision != "approved" or article.can_be_approved_by(review.person, self.site.people)
        worth = "" if not review.hash else "of the text as it is now" if review.hash == now else "of an earlier text"
        return ReviewLine(
            review=review,
            name=f"{name}, {credentials}" if credentials else name,
            worth=worth if counts else "does not count: an approval needs a person with credentials who is no author",
        )


def _name(article: Article) -> str:
    return article.origin.path.rpartition("/")[2].removesuffix(".md")


def _first(problems: tuple[Problem, ...], path: str) -> str:
    found = next((each for each in problems if each.place.path == path and each.severity == "error"), None)
    return f"line {found.place.line}: {found.message} [{found.code}]; " if found else ""
