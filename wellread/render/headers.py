"""What a web server sends beside each file: rules as data, and the file `_headers` that some hosts read.

No two rules give the same header to the same file: of two, some hosts send both, some only the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from wellread.model import Output, Value
from wellread.render.addresses import split_base_url
from wellread.render.api_parts import FOLDER as API
from wellread.render.assets import Assets
from wellread.render.plan import PlannedPage
from wellread.render.policy import policy_of, united
from wellread.render.views import Chrome

HEADERS_FILE = "_headers"
ASSETS = "assets/"
"""Where files stand whose name changes with what they hold."""
OFF = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
    *("clipboard-write", "compute-pressure", "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation"),
    *("gyroscope", "hid", "identity-credentials-get", "idle-detection", "keyboard-map", "local-fonts"),
    *("magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "private-state-token-issuance"),
    *("private-state-token-redemption", "publickey-credentials-create", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb", "window-management"),
    "xr-spatial-tracking",
)
"""What a browser can do for a page, and no page of ours asks for. A name that a browser does not know it reports as an error."""
TYPES = {"feed.atom.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json; charset=utf-8"}
"""What files are that are made of these templates, where their names don't say so."""
COMPRESSED = (".br", ".gz")


class HeaderRule(Value, frozen=True, kw_only=True):
    """The headers of the files at an address; a * in it stands for anything."""

    pattern: str
    headers: tuple[tuple[str, str], ...]


def plan_headers(
    pages: Iterable[PlannedPage], chromes: Mapping[str, Chrome], styles: Mapping[str, str], base_url: str, assets: Assets
) -> Iterator[Output]:
    """Yield the file of headers, with a policy that lets every page do what it needs; unless the site brings its own."""
    if HEADERS_FILE in assets.paths.values():
        return
    listed = tuple(pages)
    needs = united((*(chrome.needs for chrome in chromes.values()), *(page.head.needs for page in listed if page.head)))
    policy = policy_of(needs, {styles[page.template] for page in listed if page.template in styles})
    feeds = [(page.path, TYPES[page.template]) for page in listed if page.template in TYPES]
    origin, base_path = split_base_url(base_url)
    folders = (API, *(f"{quote(lang)}/{API}" for lang in sorted(chromes)))
    apis = [each for each in folders if any(page.path.startswith(each) for page in listed)]
    rules = header_rules(policy, base_path, is_https=origin.startswith("https:"), apis=apis, feeds=feeds)
    yield Output(path=HEADERS_FILE, content=headers_file(rules), kind="asset")


def header_rules(
    policy: str, base_path: str, *, is_https: bool, apis: Iterable[str] = (), feeds: Iterable[tuple[str, str]] = ()
) -> tuple[HeaderRule, ...]:
    """Return what is sent with the files of a site. `policy` is what all its pages together need, `apis` are the folders for
    other sites' programs, one for each language, and `feeds` are paths with types.

    Other sites may show pictures: those with shared pages, and those in feeds, are made for it. Since no header may come twice, the
    rule for all files says so; it opens nothing, as each file is the same for everybody, and no page lets itself be framed.

    Strict-Transport-Security is for this host name alone, and is no promise beyond a year: names below it may be somebody else's.
    """
    everywhere = (
        ("Content-Security-Policy", f"{policy}; frame-ancestors 'none'"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", ", ".join(f"{each}=()" for each in OFF)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        *((("Strict-Transport-Security", "max-age=31536000"),) if is_https else ()),
    )
    rules = [
        HeaderRule(pattern=f"{base_path}*", headers=everywhere),
        HeaderRule(pattern=f"{base_path}{ASSETS}*", headers=(("Cache-Control", "public, max-age=31536000, immutable"),)),
        *(HeaderRule(pattern=base_path + path, headers=(("Content-Type", kind),)) for path, kind in sorted(feeds)),
        *(HeaderRule(pattern=f"{base_path}*{end}", headers=(("X-Robots-Tag", "noindex"),)) for end in COMPRESSED),
        *(HeaderRule(pattern=f"{base_path}{each}*", headers=(("Access-Control-Allow-Origin", "*"),)) for each in apis),
    ]
    return tuple(rules)


def headers_file(rules: Iterable[HeaderRule]) -> bytes:
    """Return the rules as Netlify, Cloudflare Pages and others read them from a file of that name."""
    blocks = ("\n".join((rule.pattern, *(f"  {name}: {value}" for name, value in rule.headers))) for rule in rules)
    return "\n\n".join(blocks).encode() + b"\n"
