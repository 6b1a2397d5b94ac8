"""What site.yaml may not switch off: each of these, by name, so that taking one from the list is noticed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from wellread.check import settle
from wellread.model import RuleSetting
from wellread.problems import Place, Problem
from wellread.read import read_settings

BASE = Path(__file__).parent / "rules/_base/site.yaml"
ALWAYS = (
    *("address-taken", "care-contradiction", "draft-leak", "heading-id-reserved", "id-unknown", "image-missing", "link-broken"),
    *("source-missing", "text-missing", "blocks-too-deep", "citation-malformed", "html-in-text", "image-elsewhere"),
    *(
        "text-large",
        "link-malformed",
        "link-unsafe",
        "dose-notation",
        "dose-unapproved",
        "review-required",
        "signed-text-lost",
        "third-party",
    ),
)


@pytest.mark.parametrize("code", ALWAYS)
def test_what_could_harm_a_reader_is_never_off(code: str) -> None:
    settings = read_settings("site.yaml", BASE.read_bytes()).value
    assert settings
    quiet = structs.replace(settings, rules={code: RuleSetting(severity="off")})
    fault = Problem(code=code, severity="error", message="A fault.", place=Place("content/articles/hiccups.md", 1, 1, 1, 2))
    told = settle((fault,), quiet, {}, date(2026, 11, 22))
    assert fault in told
    assert {each.code for each in told} == {code, "rule-setting-unknown"}
