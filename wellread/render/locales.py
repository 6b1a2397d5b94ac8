"""What Open Graph calls a language: with a territory ("en_GB"), which an editor need not name."""

from __future__ import annotations

from collections.abc import Mapping

TERRITORIES: Mapping[str, str] = {
    "ar": "AR",
    "bg": "BG",
    "cs": "CZ",
    "cy": "GB",
    "da": "DK",
    "de": "DE",
    "el": "GR",
    "en": "GB",
    "es": "ES",
    "et": "EE",
    "fa": "IR",
    "fi": "FI",
    "fr": "FR",
    "ga": "IE",
    "he": "IL",
    "hi": "IN",
    "hr": "HR",
    "hu": "HU",
    "it": "IT",
    "ja": "JP",
    "ko": "KR",
    "lt": "LT",
    "lv": "LV",
    "nb": "NO",
    "nl": "NL",
    "pl": "PL",
    "pt": "PT",
    "ro": "RO",
    "ru": "RU",
    "sk": "SK",
    "sl": "SI",
    "sv": "SE",
    "tr": "TR",
    "uk": "UA",
    "vi": "VN",
    "zh": "CN",
}
"""The territory that the Open Graph protocol's readers expect with a language that is written without one."""


def locale_of(lang: str) -> str:
    """Return "pt_BR" for "pt-BR", "en_GB" for "en", and "" for a language that is not known here."""
    language, *more = lang.split("-")
    territory = next((part for part in more if len(part) == 2 and part.isalpha()), "") or TERRITORIES.get(language.lower(), "")
    return f"{language.lower()}_{territory.upper()}" if territory else ""
