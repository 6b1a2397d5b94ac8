"""What may stand behind a key: a line of text, a day, a whole number … Each kind says plainly what is wrong and what to write.

YAML's own guesses are not asked (see yaml.py): every kind here takes the text as the editor typed it.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, NoReturn, cast, get_args
from urllib.parse import unquote, urlsplit

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from wellread import __version__
from wellread.model import ArticleType, Dosage, Level, RuleSetting, RuleSeverity, Status, Volatility, old_path
from wellread.problems import nearest
from wellread.read.names import ID, LANGUAGE, wrong_id
from wellread.read.versions import CLAUSE, fits, is_requirement
from wellread.read.yaml import Plain
from wellread.specialties import Specialty

LISTS = ("home", "articles", "symptoms", "topics", "glossary", "sources", "search", "body", "saved")
KINDS = ("article", "term", "symptom", "topic", "page", "list")
SHORT = 60


def wrong(code: str, message: str, hint: str = "", at: tuple[str | int, ...] = ()) -> NoReturn:
    """Say what is wrong with a value; `message` goes on after the key's name, `at` leads to the faulty part of the value."""
    raise PydanticCustomError("wellread", "{message}", {"code": code, "message": message, "hint": hint, "at": at})


def shown(value: object) -> str:
    """Return a value as a message shows it: in quotation marks, on one line, not too long; or what it is, if it is no text."""
    if isinstance(value, str):
        line = " ".join(value.split())
        return f"“{line if len(line) <= SHORT else line[: SHORT - 1] + '…'}”"
    return "keys with values" if isinstance(value, dict) else "a list" if isinstance(value, list | tuple) else "nothing"


def text_of(value: object, kind: str = "a text") -> str:
    """Return what was typed, without the blanks around it; complains about anything that isn't text, and about nothing at all."""
    if isinstance(value, str) and value.strip():
        if isinstance(value, Plain) and value in ("~", "null", "Null", "NULL"):
            wrong("value-missing", f"is “{value}”, which means nothing", "write what belongs here, or leave the key out")
        return value.strip()
    if value is None or isinstance(value, str):
        wrong("value-missing", "is empty", "write what belongs here, or leave the key out")
    hint = "if the text starts with “[” or “{”, put it in quotes" if kind == "a text" else ""
    return wrong("value-wrong", f"must be {kind}, not {shown(value)}", hint)


def _schema(whole: str = "", **more: Any) -> WithJsonSchema:
    """Return what an editor's program may know of a kind of text: the pattern of all of it. A number counts as the text it is
    typed as."""
    return WithJsonSchema({"type": ["string", "number"], **({"pattern": f"^(?:{whole})$"} if whole else {}), **more})


def _line(value: object) -> str:
    return " ".join(text_of(value).split())


def _maybe(read: Callable[[object], str]) -> Callable[[object], str]:
    """Return the same reader, which also takes an empty text."""
    return lambda value: "" if isinstance(value, str) and not value.strip() else read(value)


# --- texts ------------------------------------------------------------------------------------------------------------

Text = Annotated[str, BeforeValidator(text_of), _schema(pattern=r"\S")]
"""Text that may run over several lines."""
Line = Annotated[str, BeforeValidator(_line), _schema(pattern=r"\S")]
"""Text on one line; line breaks become blanks."""
MaybeText = Annotated[str, BeforeValidator(_maybe(text_of)), _schema()]
MaybeLine = Annotated[str, BeforeValidator(_maybe(_line)), _schema()]


# --- choices ----------------------------------------------------------------------------------------------------------


def one_of(choices: object) -> BeforeValidator:
    """Take one of the texts that a Literal type names."""
    known: tuple[str, ...] = get_args(choices)

    def choose(value: object) -> str:
        text = text_of(value, "one of " + ", ".join(known))
        if text in known:
            return text
        hint = nearest(text.lower().replace(" ", "-"), known) or f"write one of: {', '.join(known)}"
        return wrong("choice-unknown", f"can't be {shown(value)}", hint)

    return BeforeValidator(choose)


ArticleTypeField = Annotated[ArticleType, one_of(ArticleType)]
StatusField = Annotated[Status, one_of(Status)]
LevelField = Annotated[Level, one_of(Level)]
VolatilityField = Annotated[Volatility, one_of(Volatility)]
DosageField = Annotated[Dosage, one_of(Dosage)]
SpecialtyField = Annotated[Specialty, one_of(Specialty)]


Decision = Literal["approved", "changes-requested"]
ChangeKind = Literal["clinical", "editorial"]
PersonKind = Literal["person", "team"]
Unreviewed = Literal["banner", "block"]
Overdue = Literal["banner", "withhold"]
DecisionField = Annotated[Decision, one_of(Decision)]
ChangeKindField = Annotated[ChangeKind, one_of(ChangeKind)]
PersonKindField = Annotated[PersonKind, one_of(PersonKind)]
UnreviewedField = Annotated[Unreviewed, one_of(Unreviewed)]
OverdueField = Annotated[Overdue, one_of(Overdue)]


def _yes_or_no(value: object) -> bool:
    text = text_of(value, "true or false").lower()
    if text not in ("true", "yes", "false", "no"):
        wrong("choice-unknown", f"can't be {shown(value)}", "write true or false")
    return text in ("true", "yes")


YesNo = Annotated[bool, BeforeValidator(_yes_or_no), WithJsonSchema({"enum": [True, False, "yes", "no", "Yes", "No"]})]


# --- settings of rules ------------------------------------------------------------------------------------------------

SETTABLE = ("off", "info", "warning", "error")


def _rule_setting(value: object) -> RuleSetting:
    """Return what is written for a rule: a severity, or keys with numbers and perhaps a severity among them."""
    if not isinstance(value, dict):
        return RuleSetting(severity=_severity(value))
    limits: dict[str, float] = {}
    for name, limit in value.items():
        if name != "severity":
            text = text_of(limit, "a number")
            if not re.fullmatch(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?", text):
                wrong("number-wrong", f"can't have {shown(limit)} as “{name}”", "write a number, as in 20 or 7.5", (name,))
            limits[str(name)] = float(text)
    return RuleSetting(severity=_severity(value["severity"], ("severity",)) if "severity" in value else "", limits=limits)


def _severity(value: object, at: tuple[str, ...] = ()) -> RuleSeverity:
    text = text_of(value, "one of " + ", ".join(SETTABLE)).lower()
    if text not in SETTABLE:
        wrong("choice-unknown", f"can't be {shown(value)}", nearest(text, SETTABLE) or f"write one of: {', '.join(SETTABLE)}", at)
    return cast("RuleSeverity", text)


RuleSettingField = Annotated[
    Any,
    BeforeValidator(_rule_setting),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(SETTABLE)},
                {
                    "type": "object",
                    "properties": {"severity": {"enum": list(SETTABLE)}},
                    "additionalProperties": {"type": "number", "minimum": 0},
                },
            ]
        }
    ),
]


# --- numbers and days -------------------------------------------------------------------------------------------------


def _whole(low: int, high: int) -> BeforeValidator:
    """Take a whole number from `low` to `high`, in digits."""

    def count(value: object) -> int:
        text = text_of(value, "a whole number")
        limits = f"write a whole number from {low} to {high}"
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text):
            zero = re.fullmatch(r"0+([1-9][0-9]*)", text)
            wrong("number-wrong", f"can't be {shown(value)}", f"write {zero[1]}, without the zero in front" if zero else limits)
        if not low <= int(text) <= high:
            wrong("number-wrong", f"can't be {text}", limits)
        return int(text)

    return BeforeValidator(count)


Months = Annotated[int, Field(ge=1, le=60), _whole(1, 60), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 60})]
MonthsOrNone = Annotated[int, Field(ge=0, le=60), _whole(0, 60), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 60})]


def day_of(value: object) -> date:
    """Return the day written as YYYY-MM-DD; says what is wrong otherwise, and what was probably meant."""
    text = text_of(value, "a date")
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if not parts:
        wrong("date-wrong", f"is no date: {shown(value)}", _meant(text))
    year, month, day = (int(part) for part in parts.groups())
    complaint = impossible(year, month, day)
    if complaint:
        wrong("date-wrong", f"is no date: {shown(value)} ({complaint})", "write the date as year-month-day, as in 2026-11-02")
    return date(year, month, day)


def impossible(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return why there is no such day, month or year, or "" if there is."""
    if not 1000 <= year <= 2999:
        return f"there is no year {year}"
    if month is not None and not 1 <= month <= 12:
        return f"there is no month {month}"
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        return f"{month_name[month]} {year} has {monthrange(year, month)[1]} days, not {day}"
    return ""


def _meant(text: str) -> str:
    """Return what to write instead of something that isn't YYYY-MM-DD."""
    timed = re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]", text)
    if timed:
        return f"write {timed[1]}, without the time of day"
    numbers = [int(n) for n in re.findall(r"[0-9]{1,4}", text)][:3] if re.fullmatch(r"[0-9]+([/.-])[0-9]+\1[0-9]+", text) else []
    if len(numbers) == 3 and numbers[0] >= 1000 and not impossible(*numbers):
        return f"write {date(*numbers)}, not {text}"
    if len(numbers) == 3 and numbers[2] >= 1000:
        first, second, year = numbers
        possible = [date(year, m, d) for m, d in ((second, first), (first, second)) if not impossible(year, m, d)]
        if len(possible) == 2 and possible[0] != possible[1]:
            one, other = (f"{d.isoformat()} for {d.day} {month_name[d.month]}" for d in possible)
            return f"write {one}, or {other}, not {text}"
        if possible:
            return f"write {possible[0]}, not {text}"
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", text):
        return "write the whole date, with the day: year-month-day, as in 2026-11-02"
    return "write the date as year-month-day, as in 2026-11-02"


DAY = "[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
Day = Annotated[date, BeforeValidator(day_of), WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{DAY}$"})]


# --- ids and addresses ------------------------------------------------------------------------------------------------


def id_of(value: object) -> str:
    """Return the id of an entry: the name of its file without ".md"."""
    text = text_of(value, "an id")
    if not ID.fullmatch(text):
        wrong("id-wrong", f"can't be {shown(value)}", wrong_id(text))
    return text


SOURCE_ID = "[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?"


def source_id_of(value: object) -> str:
    """Return the id of a source, which may be one that Zotero or Pandoc gave it, as in “deCarvalho_2017”."""
    text = text_of(value, "the id of a source")
    if text.startswith("@"):
        wrong("id-wrong", f"can't be {shown(value)}", f"leave out the @: write {text.lstrip('@')}")
    if not re.fullmatch(SOURCE_ID, text):
        wrong("id-wrong", f"can't be {shown(value)}", "use letters without accents, digits and hyphens, as in nhs-hiccups-2026")
    return text


Id = Annotated[str, BeforeValidator(id_of), _schema(ID.pattern)]
SourceId = Annotated[str, BeforeValidator(source_id_of), _schema(SOURCE_ID)]


def web_address_of(value: object) -> str:
    """Return an absolute http(s) address."""
    text = text_of(value, "a web address")
    complaint = _wrong_address(text)
    if complaint:
        wrong("address-wrong", f"can't be {shown(value)}: {complaint}", "write a whole address, as in https://www.example.org/page")
    return text


def _wrong_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  # an impossible port is only noticed when it is asked for
    except ValueError:
        return "that is no address"
    if parts.scheme not in ("http", "https"):
        return "it doesn't start with https:// or http://"
    if not parts.hostname or any(c.isspace() or c in '<>"\\^`{|}' for c in text):
        return "that is no address"
    return "it holds a user name" if parts.username is not None else ""


def _base_address(value: object) -> str:
    text = web_address_of(value)
    if "?" in text or "#" in text:
        wrong("address-wrong", f"can't be {shown(value)}", "leave out everything from the “?” or “#” on")
    return text if text.endswith("/") else text + "/"


def _contact(value: object) -> str:
    """Return where to write to: a web address, or an e-mail address with "mailto:" in front, typed or not."""
    text = text_of(value)
    mail = text.removeprefix("mailto:")
    if re.fullmatch(r"[^@\s<>\"?&:/]+@[^@\s<>\"?&:/]+\.[^@\s<>\"?&:/]+", mail):
        return f"mailto:{mail}"
    if _wrong_address(text):
        wrong("address-wrong", f"can't be {shown(value)}", "write an e-mail address or a whole web address")
    return text


def _old_address(value: object) -> str:
    """Return an address on this site that an entry used to have: from the root, and nothing that climbs out of it."""
    text = text_of(value, "an old address on this site")
    plain = unquote(text)
    hint = "write the part behind the site's name, as in /old-address/"
    if not text.startswith("/"):
        wrong("address-wrong", f"can't be {shown(value)}: it doesn't start with “/”", hint)
    if any(part in (".", "..") for part in plain.split("/")):
        wrong("address-wrong", f"can't be {shown(value)}: it holds “{'..' if '..' in plain else '.'}”", hint)
    if "?" in plain or "#" in plain:
        wrong("address-wrong", f"can't be {shown(value)}: it holds “{'?' if '?' in plain else '#'}”", hint)
    if old_path(text) is None:
        wrong("address-wrong", f"can't be {shown(value)}", hint)
    return text


def _requirement(value: object) -> str:
    """Return which versions of the program can build the site, if this one is among them."""
    text = text_of(value, "a version such as >=0.1")
    if not is_requirement(text):
        wrong("value-wrong", f"can't be {shown(value)}", f"write a version, as in >={__version__}")
    if not fits(__version__, text):
        hint = "install another version of wellread, or change “requires” once you have seen that the site is fine with this one"
        wrong("version-unfit", f"is {text}, and this is wellread {__version__}", hint)
    return text


def _symbolic(value: object) -> str:
    """Return a link to a part of this site, as in "list:symptoms" or "article:hiccups"."""
    text = text_of(value, "a link such as “page:about”")
    kind, colon, target = text.partition(":")
    hint = "write it as in list:symptoms, page:about or article:hiccups"
    if not colon or kind not in KINDS:
        wrong("address-wrong", f"can't be {shown(value)}", nearest(kind, KINDS) or hint)
    if kind == "list" and target not in LISTS:
        wrong("choice-unknown", f"can't be {shown(value)}", nearest(target, LISTS) or f"write list: and one of {', '.join(LISTS)}")
    if not ID.fullmatch(target.partition("#")[0]):
        wrong("id-wrong", f"can't be {shown(value)}", hint)
    return text


ADDRESS = r'https?://[^\s<>"\\^`{|}]+'
BASE_ADDRESS = r'https?://[^\s?#<>"\\^`{|}]+'
MAIL = r'(?:mailto:)?[^@\s<>"?&:/]+@[^@\s<>"?&:/]+\.[^@\s<>"?&:/]+'
LINK = rf"(?:list:(?:{'|'.join(LISTS)})|(?:{'|'.join(KINDS[:-1])}):{ID.pattern})(?:#\S*)?"
WebAddress = Annotated[str, BeforeValidator(web_address_of), _schema(ADDRESS)]
MaybeWebAddress = Annotated[str, BeforeValidator(_maybe(web_address_of)), _schema(rf"\s*|{ADDRESS}")]
BaseAddress = Annotated[str, BeforeValidator(_base_address), _schema(BASE_ADDRESS)]
Contact = Annotated[str, BeforeValidator(_contact), _schema(f"{MAIL}|{ADDRESS}")]
OldAddress = Annotated[str, BeforeValidator(_old_address), _schema(r'/[^\s\\<>"|*:?#]*')]
Requirement = Annotated[
    str, BeforeValidator(_maybe(_requirement)), _schema(rf"\s*|{CLAUSE.pattern}(?:\s*,\s*{CLAUSE.pattern})*".replace(" *", r"\s*"))
]
SymbolicLink = Annotated[str, BeforeValidator(_symbolic), _schema(LINK)]


# --- shapes of a few letters ------------------------------------------------------------------------------------------


def _shaped(pattern: str, hint: str) -> BeforeValidator:
    """Take a text of a given shape; `hint` says what to write."""

    def check(value: object) -> str:
        text = text_of(value)
        return text if re.fullmatch(pattern, text) else wrong("value-wrong", f"can't be {shown(value)}", hint)

    return BeforeValidator(check)


HASH = "(?:c1-[0-9a-f]{32})?"
PHONE = r"\+?[0-9](?:[0-9 -]*[0-9])?"
STYLE = "[a-z0-9]+(?:-[a-z0-9]+)*"
COLOUR = "#[0-9a-fA-F]{6}"
Language = Annotated[
    str, _shaped(LANGUAGE.pattern, "write the code of the language, as in en, es or pt-BR"), _schema(LANGUAGE.pattern)
]
PhoneNumber = Annotated[str, _shaped(PHONE, "write digits, as in 112"), _schema(PHONE)]
CitationStyle = Annotated[str, _shaped(STYLE, "write the name of a CSL style, as in elsevier-vancouver"), _schema(STYLE)]
Colour = Annotated[str, _shaped(COLOUR, 'write six hexadecimal digits in quotes, as in "#004d5a"'), _schema(COLOUR)]
MaybeColour = Annotated[
    str,
    BeforeValidator(_maybe(_shaped(COLOUR, 'write six hexadecimal digits in quotes, as in "#0a2f2e"').func)),
    _schema(rf"\s*|{COLOUR}"),
]
TextHash = Annotated[
    str, BeforeValidator(_maybe(_shaped(HASH, "leave it to `wellread review`, which writes it").func)), _schema(HASH)
]
