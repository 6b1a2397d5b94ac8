"""Every code about settings of rules and waivers, for `wellread explain`. The form is that of wellread/check/rules/."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "rule-setting-unknown": """
A setting of a rule in site.yaml has no effect.

The rule's name or its limit is misspelt, or it is a rule whose severity can't be changed, because what it finds would publish a
broken page. The site's editors would believe that a rule is stricter, or off, when it isn't.

Bad:

    # site.yaml
    rules: {title-lnog: error}

Good:

    # site.yaml
    rules: {title-long: error}

Severity: error
""",
    "waiver-expired": """
The day until which a waiver was granted has passed.

A waiver is a decision for some time: whoever took it wanted to think again on that day. Mend what it was for, or decide anew.

Bad:

    title: What helps with sunburn on the face, the arms, the legs and the back?
    waive:
      - {rule: title-long, reason: People search for these words., by: editorial-team, until: 2026-10-31}

Good:

    title: What helps with sunburn on the face, the arms, the legs and the back?
    waive:
      - {rule: title-long, reason: People search for these words., by: editorial-team, until: 2027-04-30}

Severity: error
""",
    "waiver-unknown": """
A waiver names a rule that isn't there.

It is misspelt, or the rule has another name now; so the waiver silences nothing.

Bad:

    title: What helps with sunburn on the face, the arms, the legs and the back?
    waive:
      - {rule: title-lnog, reason: People search for these words., by: editorial-team, until: 2027-04-30}

Good:

    title: What helps with sunburn on the face, the arms, the legs and the back?
    waive:
      - {rule: title-long, reason: People search for these words., by: editorial-team, until: 2027-04-30}

Severity: error
""",
    "waiver-vain": """
A waiver silences nothing.

The article has no such problem any more, so the waiver would only keep quiet about the next one; or the rule gives an error here,
and errors can't be waived.

Bad:

    title: What helps with sunburn?
    waive:
      - {rule: title-long, reason: People search for these words., by: editorial-team, until: 2027-04-30}

Good:

    title: What helps with sunburn on the face, the arms, the legs and the back?
    waive:
      - {rule: title-long, reason: People search for these words., by: editorial-team, until: 2027-04-30}

Severity: warning; an error for a rule that can't be waived
""",
}
