"""What must not be in a text's HTML, as a browser would understand it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "em", "strong", "a", "img", "br", "ul", "ol", "li", "blockquote", "pre", "code", "hr"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "div"}
ATTRIBUTES = {"href", "title", "src", "alt", "start", "scope", "role", "class", "id"}
SCHEMES = ("https:", "http:", "mailto:", "tel:", "cite:", "article:", "term:", "symptom:", "topic:", "page:", "list:", "source:")
SITE_PATH = re.compile(r"/(?![/\\\\])[^\s\\\\]*")


class Inspector(HTMLParser):
    """Collects whatever must not be in a page, as a browser would understand the HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.wrong.append(name)
            if name == "href":
                # Browsers drop control characters and spaces before they look for a scheme.
                start = re.sub("[\x00-\x20]", "", value or "").lower()
                if re.match(r"[a-z][a-z0-9+.-]*:", start) and not start.startswith(SCHEMES):
                    self.wrong.append(str(value))
            if name == "src" and not SITE_PATH.fullmatch(value or ""):
                self.wrong.append(str(value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(decl)

    def handle_pi(self, data: str) -> None:
        self.wrong.append(data)


def wrong_in(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.wrong
