"""Every code that reading a site can give, and what it means, for `wellread explain`. The form is that of wellread/check/rules/."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "address-wrong": """
A web address, a link or a page's old address is not written as one.

Web addresses are whole (https://…); old addresses start with “/” and never hold “..”, “?” or “#”.

Bad:

    redirect_from: [sore-from-the-sun]

Good:

    redirect_from: [/articles/sore-from-the-sun/]

Severity: error
""",
    "character-forbidden": """
The text holds a character that can't be seen and that programs read in different ways: a control character, an unusual
line break, or the sign “�” that stands where a letter was lost.

Bad:

    Sit in the shade of a caf�.

Good:

    Sit in the shade of a café.

Severity: error
""",
    "choice-unknown": """
The key takes one of a few words, and this is none of them.

Bad:

    status: published

Good:

    status: in-review

Severity: error
""",
    "comment-hides": """
A # hides words that were meant for readers.

In the keys at the top, everything from a # with a blank before it is a note. “The #1 fear” would end at “The”, and a list of
warning signs whose lines still begin with # would not be on the page; nobody would be told. A note to one another has a blank
behind its #.

Bad:

    main_message: The #1 thing is to get out of the sun [@house-guideline].

Good:

    main_message: "The #1 thing is to get out of the sun [@house-guideline]."

Severity: error
""",
    "content-empty": """
There is no entry in content/ yet.

Severity: error
""",
    "content-missing": """
There is no folder content/ beside site.yaml.

Severity: error
""",
    "date-wrong": """
Dates are written as year-month-day (2026-11-02), because 2/11/2026 is two different days in two countries.

Bad:

    published: 5/1/2026

Good:

    published: 2026-01-05

Severity: error
""",
    "encoding-wrong": """
The file is not saved as UTF-8, so accented letters and dashes would come out wrong.

Severity: error
""",
    "fence-wrong": """
The keys at the top of a file stand between two lines of exactly three hyphens.

A dash, two hyphens or four would leave the keys unread, and a draft could be published.

Bad:

    # content/pages/leaflets.md
    ----
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Good:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Severity: error
""",
    "file-empty": """
The file holds nothing.

Severity: error
""",
    "file-large": """
The file is far larger than a text can be.

Something else was probably saved under its name.

Severity: error
""",
    "file-unexpected": """
The folder content/ holds entries and lists only, each in its place; this would never reach a reader.

Severity: error
""",
    "file-unreadable": """
The computer doesn't let the program read the file.

Severity: error
""",
    "front-matter-late": """
The keys must be the first thing in the file; with text above them they would be printed on the page.

Bad:

    # content/pages/leaflets.md
    Ask us for them.
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Good:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Severity: error
""",
    "front-matter-missing": """
Every entry starts with its keys between two lines ---.

Bad:

    # content/pages/leaflets.md
    Ask us for them.

Good:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Severity: error
""",
    "front-matter-unclosed": """
The keys at the top are never closed with a second line ---.

Bad:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    Ask us for them.

Good:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Severity: error
""",
    "front-matter-wrong": """
Between the two lines --- stands something else than keys with values.

Severity: error
""",
    "id-repeated": """
Two entries or records have the same id, so nobody can say which one a link means.

Capital letters don't tell them apart: some computers can't hold both files.

Severity: error
""",
    "id-wrong": """
An id is small letters a to z, digits and hyphens, as in the file's name and the page's address.

Bad:

    topics: [Breathing]

Good:

    topics: [breathing]

Severity: error
""",
    "image-misplaced": """
Pictures live in static/img/, not in content/.

Severity: error
""",
    "json-syntax": """
A CSL-JSON export can't be read.

Severity: error
""",
    "key-missing": """
A key that is needed isn't there.

Bad:

    # content/pages/leaflets.md
    ---
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Good:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Severity: error
""",
    "key-repeated": """
The same key is written twice; YAML would quietly take one of the two values.

Bad:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    title: Leaflets to print
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Good:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Severity: error
""",
    "key-unknown": """
There is no such key; a misspelt key would be ignored without a word.

Bad:

    topic: [breathing]

Good:

    topics: [breathing]

Severity: error
""",
    "link-outside": """
A symbolic link leads to a file outside the site, which others wouldn't have.

Severity: error
""",
    "name-wrong": """
A file's name becomes the page's address: small letters a to z, digits and single hyphens, and .md.

Bad:

    # content/pages/Leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Good:

    # content/pages/leaflets.md
    ---
    title: Leaflets
    description: Leaflets about hiccups and sunburn that can be printed, and where to ask for more of them.
    updated: 2026-02-01
    ---
    Ask us for them.

Severity: error
""",
    "number-wrong": """
The key takes a whole number in digits.

Bad:

    review_months: two years

Good:

    review_months: 24

Severity: error
""",
    "quotes-curly": """
Curly quotation marks don't hold a value together as straight ones do: they are shown on the page, and a comma or a
colon between them is taken for YAML's.

Bad:

    title: “What helps with sunburn?”

Good:

    title: "What helps with sunburn?"

Severity: warning
""",
    "value-missing": """
There is nothing behind the key.

Bad:

    title:

Good:

    title: What helps with sunburn?

Severity: error
""",
    "value-wrong": """
The value is of another sort than the key takes: a list instead of a text, or the other way round.

Bad:

    title: [What helps with sunburn?]

Good:

    title: What helps with sunburn?

Severity: error
""",
    "yaml-alias": """
YAML's anchors and aliases (&name, *name) hide what is written and can make a small file enormous.

Bad:

    authors: &us [editorial-team]

Good:

    authors: [editorial-team]

Severity: error
""",
    "yaml-deep": """
Lists in lists in lists: nothing in a site needs that many levels.

Severity: error
""",
    "yaml-key": """
A key is a single word in front of a colon.

Severity: error
""",
    "yaml-large": """
The file holds more values than any entry needs.

Severity: error
""",
    "yaml-syntax": """
The keys can't be read as YAML.

Most often a text with a colon, or one that starts with a sign, needs quotes.

Bad:

    main_message: Sunburn: get out of the sun and cool the skin [@house-guideline].

Good:

    main_message: "Sunburn: get out of the sun and cool the skin [@house-guideline]."

Severity: error
""",
    "yaml-tag": """
YAML's tags (!name) change what a value is; values are always taken as they are written.

Bad:

    title: !text What helps with sunburn?

Good:

    title: What helps with sunburn?

Severity: error
""",
    "version-unfit": """
The site asks for another version of the program than this one.

Under `requires` site.yaml names the versions that can build the site. An older program would leave out what it doesn't know;
install one that fits. If the site is fine with this one, change `requires`.

Bad:

    # site.yaml
    title: Hiccup House
    description: Plain answers about hiccups and sunburn.
    base_url: https://example.org/
    organisation: Hiccup House
    contact: mailto:editors@example.org
    requires: ">=99"
    care_levels:
      emergency: {heading: "Call an ambulance now if:", action: Call your emergency number.}
      urgent: {heading: "Get help today if:", action: Phone your doctor.}
      soon: {heading: "Book an appointment if:", action: Write down when it started.}

Good:

    # site.yaml
    title: Hiccup House
    description: Plain answers about hiccups and sunburn.
    base_url: https://example.org/
    organisation: Hiccup House
    contact: mailto:editors@example.org
    requires: ">=0.1, <99"
    care_levels:
      emergency: {heading: "Call an ambulance now if:", action: Call your emergency number.}
      urgent: {heading: "Get help today if:", action: Phone your doctor.}
      soon: {heading: "Book an appointment if:", action: Write down when it started.}

Severity: error
""",
}
