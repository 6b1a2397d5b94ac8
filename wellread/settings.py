"""What site.yaml says. Frozen values, each complete when it is born."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from wellread.values import Origin, Value

Level = Literal["emergency", "urgent", "soon"]
LEVELS: tuple[Level, ...] = ("emergency", "urgent", "soon")
RuleSeverity = Literal["", "off", "info", "warning", "error"]


class MenuItem(Value, frozen=True, kw_only=True):
    """A link in the site's menus: `to` is symbolic ("list:symptoms", "page:about", "article:hiccups")."""

    text: str
    to: str


class MenuGroup(Value, frozen=True, kw_only=True):
    heading: str
    items: tuple[MenuItem, ...]


class CareLevel(Value, frozen=True, kw_only=True):
    """How a level of urgency is shown: the heading of its card, and what to do (inline Markdown)."""

    level: Level
    heading: str
    action: str


class EmergencyNumber(Value, frozen=True, kw_only=True):
    place: str
    number: str


class RuleSetting(Value, frozen=True, kw_only=True):
    """What site.yaml says of a rule: another severity ("": the rule's own, "off": none), and limits in place of its own."""

    severity: RuleSeverity = ""
    limits: Mapping[str, float] = {}


class Features(Value, frozen=True, kw_only=True):
    """What a site publishes beside its pages, or with them. Each costs time or files, so each is asked for."""

    search: bool = False
    api: bool = False
    share_images: bool = False
    precompress: bool = False
    save_pages: bool = False
    style_guide: bool = False


class PublishTarget(Value, frozen=True, kw_only=True):
    """Where readers get the site from: `to` is a folder, a bucket with a path, an address in rclone's notation, or a branch.

    `endpoint` and `region` are an S3-compatible service's, `repository` is where a branch is pushed to. `copies` says whether
    compressed copies are put there too, `most_deletions` how many pages a publication may delete without being told so, and
    `releases` where earlier publications are kept ("" for a folder in the site's .wellread/): a folder, or an address in rclone's
    notation.
    """

    name: str
    kind: Literal["folder", "s3", "rclone", "github-pages"]
    to: str
    endpoint: str = ""
    region: str = ""
    repository: str = "origin"
    copies: bool = False
    most_deletions: int = 25
    releases: str = ""


class Settings(Value, frozen=True, kw_only=True):
    """site.yaml. `rules` are settings of rules by their code; `requires` says which versions of the program can build the site."""

    origin: Origin
    title: str
    tagline: str
    description: str
    base_url: str
    language: str
    organisation: str
    contact: str
    home_message: str
    featured: tuple[str, ...]
    menu: tuple[MenuItem, ...]
    footer: tuple[MenuGroup, ...]
    footer_note: str
    emergency_numbers: tuple[EmergencyNumber, ...]
    care_levels: tuple[CareLevel, ...]
    unreviewed: Literal["banner", "block"] = "banner"
    overdue: Literal["banner", "withhold"] = "banner"
    withhold_after_months: int = 12
    citation_style: str = "elsevier-vancouver"
    theme_colour: str = "#004d5a"
    theme_colour_dark: str = ""
    rules: Mapping[str, RuleSetting] = {}
    features: Features = Features()
    targets: tuple[PublishTarget, ...] = ()
    requires: str = ""
