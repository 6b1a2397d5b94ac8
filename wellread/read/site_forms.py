"""What an editor may write in site.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from wellread import model
from wellread.read.fields import (
    BaseAddress,
    CitationStyle,
    Colour,
    Contact,
    Id,
    Language,
    Line,
    MaybeColour,
    MaybeLine,
    MaybeText,
    MonthsOrNone,
    OverdueField,
    PhoneNumber,
    Requirement,
    RuleSettingField,
    SymbolicLink,
    Text,
    UnreviewedField,
)
from wellread.read.form import Form, made_of

Ids = tuple[Id, ...]


class MenuItemForm(Form):
    noun, makes = "a link", model.MenuItem
    text: Line = Field(description="what readers see")
    to: SymbolicLink = Field(description="where it leads: list:symptoms, page:about, article:ID …")


class MenuGroupForm(Form):
    noun, makes = "a group of links", model.MenuGroup
    heading: Line = Field(description="the heading above the links")
    items: tuple[MenuItemForm, ...] = Field(description="the links: {text, to}")


class EmergencyNumberForm(Form):
    noun, makes = "an emergency number", model.EmergencyNumber
    place: Line = Field(description="the country or region")
    number: PhoneNumber = Field(description="the number to call, as in 112")


class CareLevelForm(Form):
    noun = "a care level"
    heading: Line = Field(description="the heading of the card")
    action: Text = Field(description="what to do; may hold links")


class CareLevelsForm(Form):
    noun = "care_levels"
    emergency: CareLevelForm = Field(description="what to do in an emergency: {heading, action}")
    urgent: CareLevelForm = Field(description="what to do today: {heading, action}")
    soon: CareLevelForm = Field(description="what to do in the next days: {heading, action}")

    def made(self, **_: Any) -> tuple[model.CareLevel, ...]:
        levels = {"emergency": self.emergency, "urgent": self.urgent, "soon": self.soon}
        return tuple(model.CareLevel(level=name, heading=levels[name].heading, action=levels[name].action) for name in model.LEVELS)


class GovernanceForm(Form):
    noun = "governance"
    unreviewed: UnreviewedField = Field("banner", description="pages nobody has reviewed: banner or block")
    overdue: OverdueField = Field("banner", description="pages whose next review is overdue: banner or withhold")
    withhold_after_months: MonthsOrNone = Field(
        12, description="with overdue: withhold, how many months a page may be overdue before readers don't get it, 0 to 60"
    )


class FeaturesForm(Form):
    noun, makes = "features", model.Features
    search: bool = Field(False, description="a search page, and an index that readers' own devices search")
    api: bool = Field(False, description="the site as JSON files for other programs, below /api/")
    share_images: bool = Field(False, description="a picture with the title for each article, for where people share its address")
    precompress: bool = Field(False, description="compressed copies (.br, .gz) beside the files, for web servers that send them")
    save_pages: bool = Field(False, description="readers can save an article on their device and read it without a connection")
    style_guide: bool = Field(False, description="a page at /style-guide/ that shows every part pages are made of")


class TargetForm(Form):
    noun = "a place to publish to"
    kind: Literal["folder", "s3", "rclone", "github-pages"] = Field(description="folder, s3, rclone or github-pages")
    to: Line = Field(description="the folder; the bucket and a path in it; an address in rclone's notation; or the branch")
    endpoint: MaybeLine = Field("", description="with s3: the address of the service, unless it is Amazon's")
    region: MaybeLine = Field("", description="with s3: the region")
    repository: Line = Field("origin", description="with github-pages: where the branch is pushed to")
    copies: bool = Field(False, description="put compressed copies (.br, .gz) there too, for a web server that sends them")
    most_deletions: int = Field(25, ge=0, description="how many pages may be deleted there without --yes")
    releases: MaybeLine = Field("", description="where earlier publications are kept: a folder, or an address in rclone's notation")


class SettingsForm(Form):
    noun, makes = "site.yaml", model.Settings
    elsewhere: ClassVar[Mapping[str, str]] = {
        "url": "base_url",
        "lang": "language",
        "name": "title",
        "email": "contact",
        "theme_color": "theme_colour",
    }
    title: Line = Field(description="the site's name")
    tagline: MaybeLine = Field("", description="a few words below the name")
    description: Line = Field(description="what search results show")
    base_url: BaseAddress = Field(description="the address readers use, as in https://www.example.org/")
    language: Language = Field("en", description="the language of entries that name none: en, es, pt-BR …")
    organisation: Line = Field(description="who publishes the site")
    contact: Contact = Field(description="an e-mail address, or the address of a web page")
    home_message: MaybeText = Field("", description="what the home page says first")
    featured: Ids = Field((), description="ids of the articles that the home page shows first")
    menu: tuple[MenuItemForm, ...] = Field((), description="the links at the top: {text, to}")
    footer: tuple[MenuGroupForm, ...] = Field((), description="the links at the bottom: {heading, items}")
    footer_note: MaybeText = Field("", description="the last words of each page")
    emergency_numbers: tuple[EmergencyNumberForm, ...] = Field((), description="numbers to call: {place, number}")
    care_levels: CareLevelsForm = Field(description="the care cards: {emergency, urgent, soon}, each {heading, action}")
    governance: GovernanceForm | None = Field(
        None, description="pages without a review: {unreviewed, overdue, withhold_after_months}"
    )
    rules: dict[str, RuleSettingField] = Field({}, description="settings of rules by their code: a severity, or numbers")
    features: FeaturesForm | None = Field(None, description="what is published beside the pages: {search: true …}")
    targets: dict[Id, TargetForm] = Field({}, description="places to publish to, each by a name of its own: {kind, to …}")
    requires: Requirement = Field("", description="which versions of the program can build the site, as in >=0.1")
    citation_style: CitationStyle = Field("elsevier-vancouver", description="the CSL style of the references")
    theme_colour: Colour = Field("#004d5a", description="the colour browsers show around the site")
    theme_colour_dark: MaybeColour = Field("", description="the same on a dark screen; without it, a dark shade of theme_colour")

    def made(self, **more: Any) -> model.Settings:
        values: dict[str, Any] = {
            name: made_of(value) for name, value in self if name != "governance" and (name, value) != ("features", None)
        }
        targets = tuple(model.PublishTarget(name=name, **form.model_dump()) for name, form in sorted(self.targets.items()))
        values["targets"] = targets
        return model.Settings(**values | (self.governance or GovernanceForm.model_validate({})).model_dump() | more)
