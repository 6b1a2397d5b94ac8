"""Nobody watches a reader: a log of all requests, what a visit leaves behind, and the policy that forbids the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Request, Response, expect

from tests.browser.built import KINDS, BuiltSite
from tests.browser.conftest import Visit

# Runs before anything of the page does: what the page's policy forbids, it notes.
NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event =>
  violations.push(`${event.violatedDirective}: ${event.blockedURI || 'inline'} ${event.sample}`));
"""
# Whatever a page could remember a reader by.
LEFT_BEHIND = """
async () => [
  ...document.cookie.split(';').filter(Boolean),
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(each => each.name),
  ...await caches.keys(),
  ...(await navigator.serviceWorker.getRegistrations()).map(each => each.scope),
]
"""
# What every policy starts from.
DIRECTIVES = {"default-src": ["'none'"], "base-uri": ["'none'"]}
FORBIDDEN = ("'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:", "data:", "blob:")


@dataclass
class Log:
    """All that a page asks the network for, and all that its browser complains about."""

    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen_to(self, page: Page) -> None:
        page.add_init_script(NOTE_VIOLATIONS)
        page.on("request", lambda request: self.requests.append(request))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", self.note_failure)
        page.on("response", self.note_answer)
        page.on("websocket", lambda socket: self.complaints.append(f"a socket to {socket.url}"))

    def note_failure(self, request: Request) -> None:
        # Aborted is what was still on its way when the test went on to another page.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure} {request.url}")

    def note_answer(self, response: Response) -> None:
        if not response.ok:
            self.complaints.append(f"{response.status} {response.url}")

    def faults(self, page: Page, origin: str) -> list[str]:
        """Say what was wrong since the last time."""
        page.wait_for_load_state("load")
        found = [f"asks for {each.url}" for each in self.requests if not each.url.startswith((f"{origin}/", "data:"))]
        found += [f"sends {each.method} to {each.url}" for each in self.requests if each.method != "GET"]
        found += [f"tells where it comes from: {each.url}" for each in self.requests if each.headers.get("referer")]
        found += [*self.complaints, *page.evaluate("window.violations")]
        self.requests.clear()
        self.complaints.clear()
        return found


def origin_of(address: str) -> str:
    return "/".join(address.split("/")[:3])


@pytest.mark.parametrize("kind", [*KINDS, "withdrawn"])
def test_a_visit_leaves_nothing_behind(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    """Nor do a minute's wait, a way down the page, and what is printed."""
    page, log = visit("about:blank", viewport={"width": 360, "height": 640}), Log()
    log.listen_to(page)
    page.goto(address_of(kind))
    page.mouse.wheel(0, 100_000)
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    assert page.evaluate(LEFT_BEHIND) == []
    assert page.context.cookies() == []
    assert page.context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
    assert log.faults(page, origin_of(page.url)) == []


def test_a_search_stays_on_the_device(address_of: Callable[[str], str], visit: Visit) -> None:
    """No request has a word of the reader's in it, neither as it is nor in pieces of three letters."""
    words = "fasiculation qzxvword"
    page, log = visit("about:blank"), Log()
    log.listen_to(page)
    page.goto(address_of("search"))
    log.faults(page, origin_of(page.url))
    field = page.get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    expect(page.locator(".search-list > li").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert log.requests, "the search asked for nothing, not even its index"
    telling = [each.url for each in log.requests if any(word in each.url.lower() for word in ("fasic", "qzx", "xvw"))]
    assert telling == []
    assert page.evaluate(LEFT_BEHIND) == []
    assert log.faults(page, origin_of(page.url)) == []


def test_every_page_has_a_policy(each_site: BuiltSite) -> None:
    """Also where a host sends no headers."""
    faults: list[str] = []
    for page in each_site.pages.values():
        policies = page.values("//meta[@http-equiv='content-security-policy']/@content")
        if len(policies) != 1:
            faults.append(f"{page.path}: {len(policies)} policies")
            continue
        faults += [f"{page.path}: {fault}" for fault in faults_of_policy(policies[0])]
        # A policy holds for what stands below it.
        if page.values("//head/*[self::meta or self::title or self::link or self::style or self::script][1]/@charset") == []:
            faults.append(f"{page.path}: the encoding does not stand first")
        before = page.elements("//meta[@http-equiv='content-security-policy']/preceding-sibling::*")
        if [each.tag for each in before] != ["meta"]:
            faults.append(f"{page.path}: {[each.tag for each in before]} before the policy")
        if page.values("//meta[@name='referrer']/@content") != ["no-referrer"]:
            faults.append(f"{page.path}: tells other sites where the reader comes from")
    assert not faults, "\n".join(faults[:30])


@pytest.mark.parametrize("kind", [*KINDS, "withdrawn"])
def test_the_headers_forbid_what_the_page_forbids(kind: str, address_of: Callable[[str], str]) -> None:
    with urlopen(address_of(kind)) as response:
        headers = response.headers
    policy = headers["content-security-policy"]
    assert faults_of_policy(policy) == []
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    off = headers["permissions-policy"]
    assert all(f"{each}=()" in off for each in ("camera", "microphone", "geolocation", "browsing-topics"))


def faults_of_policy(policy: str) -> list[str]:
    """Say where a policy starts from anything but nothing, or lets through what it must not."""
    directives = {name: values for name, *values in (each.split() for each in policy.split(";"))}
    faults = [
        f"{name} {' '.join(directives.get(name, []))}" for name, values in DIRECTIVES.items() if directives.get(name) != values
    ]
    return faults + [f"{name} {each}" for name, values in directives.items() for each in values if each in FORBIDDEN]


def test_the_log_and_the_policy_would_tell(home: str, visit: Visit) -> None:
    """What is planted is seen: a picture and a script from elsewhere, a style and a script written into the page, a cookie."""
    page, log = visit("about:blank"), Log()
    log.listen_to(page)
    page.goto(home)
    page.evaluate(
        """() => {
          document.cookie = 'who=reader';
          for (const [name, address] of [['img', 'https://example.com/a.png'], ['script', 'https://example.com/a.js']]) {
            document.body.append(Object.assign(document.createElement(name), {src: address}));
          }
          document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.isPlanted = true'}));
          document.body.append(Object.assign(document.createElement('style'), {textContent: 'body { display: none }'}));
          return fetch('https://example.com/').catch(() => {});
        }"""
    )
    page.wait_for_timeout(100)
    found = "\n".join(log.faults(page, origin_of(home)))
    for directive in ("img-src", "script-src-elem", "style-src-elem", "connect-src"):
        assert f"{directive}: " in found, found
    assert page.evaluate("window.isPlanted") is None
    assert page.evaluate(LEFT_BEHIND) == ["who=reader"]
    assert len(page.context.cookies()) == 1
