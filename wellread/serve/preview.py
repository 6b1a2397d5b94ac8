"""What the preview shows: the last good pages, what is wrong with the newest state of the site, and which browser must be told.

Builds the site, and reads what was built; knows no browser and no network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from time import perf_counter

import msgspec

from wellread.memo import digest_of
from wellread.model import Value
from wellread.pipeline import Built, Order, build
from wellread.problems import Problem, SiteError, show_summary
from wellread.serve.messages import list_problems
from wellread.serve.shelf import Shelf

Tell = Callable[[Built, str], None]
Say = Callable[[str], None]

ADDRESS_OF = {"articles": "articles/", "symptoms": "symptoms/", "terms": "glossary/", "pages": ""}
"""Where the pages of a folder of content/ stand."""
MOST_ELSEWHERE = 50
"""How many problems are shown that are not about the page in sight."""
STYLES = re.compile(
    rb"<style>.*?</style>|/assets/[\w.%-]+\.[0-9a-f]{12}\.css|<meta[^>]+http-equiv=[\"']?content-security-policy[^>]*>", re.DOTALL
)
"""What in a page is different when only its styles are: they themselves, the name of those for paper, the policy with its hash."""
NOT_YET = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not built yet: {summary}</title>
<link rel="stylesheet" href="/livereload/desk.css">
</head>
<body class="not-yet">
<main>
<h1>The site can’t be shown yet</h1>
<p>{summary}. Mend what stands below and save; this page goes as soon as the site can be built.</p>
{problems}
</main>
</body>
</html>
"""


NOT_FOUND = b"<!doctype html><title>Not found</title><p>There is no such page."


class Result(Value, frozen=True, kw_only=True):
    """What came of a build, and after how many seconds; without one, why there can be none."""

    built: Built | None = None
    seconds: float = 0.0
    why_not: str = ""

    @property
    def is_good(self) -> bool:
        return self.built is not None and not self.built.stopped


class Found(Value, frozen=True, kw_only=True):
    """The page at an address: the status, and its bytes as they were built."""

    status: int
    content: bytes


class Sight(Value, frozen=True, kw_only=True):
    """What somebody sees at an address: hashes of the page, of the page whatever its styles, and of the messages."""

    page: str
    shape: str
    messages: str = ""


class Messages(Value, frozen=True, kw_only=True):
    """What there is to say to whoever looks at a page. `mark` is the same for the same messages; `is_stopped` means that what was
    saved last is not shown. `here` and `elsewhere` are lists in HTML: about this page, and about the rest of the site."""

    is_stopped: bool
    title: str
    badge: str
    mark: str
    here: str
    elsewhere: str


class Preview:
    """The site as it is shown: the pages of the last good build, or a page of problems as long as there was none.

    `hurry` is called in the middle of a build, as soon as there are new pages. `day` is asked before each build which day it is: a
    preview may run over midnight. Without it the order's own day stays.
    """

    def __init__(self, order: Order, tell: Tell, say: Say, day: Callable[[], date] | None = None) -> None:
        self._order = order
        self._day = day or (lambda: order.today)
        self._tell = tell
        self._say = say
        self._shelf = Shelf(lambda: self.hurry())
        self.hurry: Callable[[], object] = lambda: None
        self._built = Built(problems=(), texts={})
        self._why_not = ""
        self._mark = ""
        self._has_pages = False

    # --- building ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Build and show the site for the first time. Raises SiteError for what no editor can mend."""
        started = perf_counter()
        built = build(self._order_of_the_day(), keeper=self._shelf)
        self._show(built, perf_counter() - started)
        self._order = msgspec.structs.replace(self._order, jobs=1)  # a program with threads had better not fork

    def build(self) -> Result:
        """Build the site as it is now. Nothing is told of it yet, so this may be done beside the rest of the program."""
        started = perf_counter()
        try:
            built = build(self._order_of_the_day(), keeper=self._shelf)
        except SiteError as error:
            return Result(why_not=str(error))
        return Result(built=built, seconds=perf_counter() - started)

    @property
    def is_of_today(self) -> bool:
        """Say whether the last build was asked for on this day: with the date alone reviews fall due."""
        return self._order.today == self._day()

    def _order_of_the_day(self) -> Order:
        self._order = msgspec.structs.replace(self._order, today=self._day())
        return self._order

    def take(self, result: Result) -> None:
        """Tell of what is new in a result. What would stop the program at its start leaves the pages as they are."""
        if result.built is not None:
            self._show(result.built, result.seconds)
        elif result.why_not != self._why_not:
            self._why_not = self._mark = result.why_not
            self._say(f"{result.why_not}. What was shown before stays.")

    def _show(self, built: Built, seconds: float) -> None:
        before, self._built = self._built, built
        was_lost, self._why_not = bool(self._why_not), ""
        if built.problems != before.problems:
            self._tell(built, _closing(built, seconds))
        elif was_lost or built.stopped != before.stopped or (built.written and (built.written.written or built.written.removed)):
            self._say(_closing(built, seconds))
        self._has_pages = self._has_pages or not built.stopped
        self._mark = digest_of((built.stopped, built.problems)).hex() if built.problems else ""

    # --- what is at an address --------------------------------------------------------------------------------------

    def page_at(self, address: str) -> Found | None:
        """Return the page that is shown at an address ("/articles/hiccups/"); None for what is no page."""
        if not self._has_pages:
            return Found(status=503, content=self._not_yet())
        path = address.lstrip("/")
        path = f"{path}index.html" if path == "" or path.endswith("/") else path
        content = self.file_at(path)
        if content is not None:
            return Found(status=200, content=content) if path.endswith((".html", ".htm")) else None
        return Found(status=404, content=self.file_at("404.html") or NOT_FOUND)

    def file_at(self, path: str) -> bytes | None:
        """Return a file that was built, by its path; there are no others here."""
        return self._shelf.read(path)

    def _not_yet(self) -> bytes:
        if self._why_not:
            return NOT_YET.format(summary=escape(self._why_not), problems="").encode()
        summary = show_summary(self._built.problems)
        return NOT_YET.format(summary=escape(summary), problems=list_problems(self._built.problems, self._built.texts)).encode()

    # --- what there is to say ---------------------------------------------------------------------------------------

    def sight_of(self, content: bytes) -> Sight:
        """Return what somebody sees to whom this page was sent."""
        shape = digest_of(STYLES.sub(b"", content)).hex()
        return Sight(page=digest_of(content).hex(), shape=shape, messages=self._mark)

    def messages_for(self, address: str) -> Messages:
        """Return what there is to say to whoever looks at this address. What is for information only is said of this page alone."""
        if self._why_not:
            told = f"<p>{escape(self._why_not)}.</p>"
            title = "The site can’t be built"
            return Messages(is_stopped=True, title=title, badge="1 error", mark=self._mark, here="", elsewhere=told)
        problems, texts = self._built.problems, self._built.texts
        if self._built.stopped:
            problems = tuple(each for each in problems if each.severity == "error") or problems
        here = tuple(each for each in problems if _is_about(each, address))
        elsewhere = tuple(each for each in problems if each not in here and each.severity != "info")
        more = len(elsewhere) - MOST_ELSEWHERE
        return Messages(
            is_stopped=self._built.stopped,
            title="What you saved can’t be shown yet" if self._built.stopped else "What to look at",
            badge=_count((*here, *elsewhere)),
            mark=self._mark,
            here=list_problems(here, texts),
            elsewhere=list_problems(elsewhere[:MOST_ELSEWHERE], texts)
            + (f"<p>And {more} more: the window in which the preview was started lists all.</p>" if more > 0 else ""),
        )


def _is_about(problem: Problem, address: str) -> bool:
    places = (problem.place, *(other.place for other in problem.related))
    return any(address.strip("/") == page for place in places for page in _pages_of(place.path))


def _pages_of(path: str) -> Iterator[str]:
    """Yield the addresses at which the page of an entry's file may be: in the site's own language, and in its file's."""
    folder, _, name = path.removeprefix("content/").partition("/")
    if path.startswith("content/") and folder in ADDRESS_OF and name.endswith(".md"):
        id, _, lang = name.removesuffix(".md").partition(".")  # noqa: A001
        yield f"{ADDRESS_OF[folder]}{id}"
        if lang:
            yield f"{lang}/{ADDRESS_OF[folder]}{id}"
    elif path == "content/sources.yaml":
        yield "sources"
    elif path == "site.yaml":
        yield ""


def warm_up() -> None:
    """Load what a build after an edit needs, so that the first is as quick as the others: where nothing had changed since the last
    preview, nothing of it was needed yet."""
    from wellread.prose import compose
    from wellread.read import read_entry

    read_entry("content/articles/warm-up.md", b"---\ntitle: x\n---\nA [link](term:x).\n", "en")
    compose("A [link](term:x).\n", 1)


def _closing(built: Built, seconds: float) -> str:
    """Return one line for the terminal about what can be seen now."""
    if built.written is None:
        return "This can't be shown yet: mend it and save. What was shown before stays."
    done = built.written
    changed = f"{len(done.written)} files made" + (f", {len(done.removed)} gone" if done.removed else "")
    return "\n".join((*built.notes, f"Shown after {seconds:.1f} s: {changed}."))


def _count(problems: tuple[Problem, ...]) -> str:
    """Return "2 errors", "3 warnings" or "1 note": of the worst that there are."""
    names = {"error": "error", "warning": "warning", "info": "note"}
    for severity, name in names.items():
        if count := sum(each.severity == severity for each in problems):
            return f"{count} {name}{'s' if count > 1 else ''}"
    return ""
