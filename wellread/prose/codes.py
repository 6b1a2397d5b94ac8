"""Every code that a text itself can give, with its essay, for `wellread explain`. The form is that of wellread/check/rules/."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "blocks-too-deep": """
Lists and quotes are nested deeper than anybody can follow, or a phone can show.

Each level takes its indent from a narrow screen until a column of single words is left, and a screen reader has to announce them
all. Five levels are shown as they are, those inside them flat. The rule is the project's own.

Bad:

    - In the first hour
      - Cool the skin
        - with water
          - from the tap
            - lukewarm
              - not ice
                - not even in a towel
                  - however much it hurts

Good:

    In the first hour:

    - Cool the skin with lukewarm water.
    - Don't put ice on it, not even in a towel.

Severity: error
""",
    "citation-malformed": """
A citation can't be read as one, so that the reader would see its brackets and nothing to look up.

Whoever doubts the sentence finds no source behind it, and the brackets make the whole page look unfinished. The form is Pandoc's.

Bad:

    Cool the skin with water [@hiccups nhs].

Good:

    Cool the skin with water [@hiccups-nhs].

Severity: error
""",
    "comment-in-text": """
A comment is left out of the page.

Notes to one another belong in the file's history, where nobody can read them in the page's source. The rule is the project's own.

Bad:

    Cool the skin with water. <!-- for how long? -->

Good:

    Cool the skin with water.

Severity: info
""",
    "dialect-unknown": """
The text uses something that GitHub shows and this site doesn't, or a sign that a word processor made of a list or a heading.

Footnotes, struck-out words, boxes to tick and bare addresses look right in an editor's preview; on the page the reader would see
their signs. Where a point begins with “•” instead of a hyphen, or the blank behind ## or - is one that Word makes, the page has no
list and no heading: the steps of first aid run into one paragraph. The rule is the project's own.

Bad:

    Read more at https://www.nhs.uk/conditions/sunburn/ about it.

Good:

    Read more [on the NHS's page](https://www.nhs.uk/conditions/sunburn/) about it.

Severity: warning; an error for a list or heading from a word processor
""",
    "heading-first-level": """
The text has a heading of the first level.

The title is the page's only one: a screen reader announces it as the name of the page, and a second name would be one too many
(WCAG 2.2, 1.3.1 and 2.4.6).

Bad:

    # What to leave alone

    Leave blisters closed.

Good:

    ## What to leave alone

    Leave blisters closed.

Severity: error
""",
    "heading-id-invalid": """
A heading's own id holds something else than small letters, digits and hyphens.

It stands in addresses that people send to one another, where capital letters and spaces get lost. The rule is the project's own.

Bad:

    ## What to leave alone {#Leave_Alone}

    Leave blisters closed.

Good:

    ## What to leave alone {#leave-alone}

    Leave blisters closed.

Severity: error
""",
    "heading-id-repeated": """
Two headings of a page have the same id.

A link to it would lead to the first of them only, so that a reader who follows it looks for her answer in the wrong part. HTML
allows each id once on a page.

Bad:

    ## In the first hour {#cool}

    Cool the skin.

    ## On the next day {#cool}

    Cool it again.

Good:

    ## In the first hour {#cool}

    Cool the skin.

    ## On the next day {#next-day}

    Cool it again.

Severity: error
""",
    "html-in-text": """
The text holds HTML, which is taken out.

Markdown says the same in fewer signs, and what it makes is known to be readable with a screen reader, on paper and in the dark. The
rule is the project's own.

Bad:

    Cool the skin <b>at once</b>.

Good:

    Cool the skin **at once**.

Severity: error
""",
    "image-alt": """
A picture has no words for those who can't see it.

A screen reader would read out the file's name, or nothing; so would a page on which the picture doesn't load (WCAG 2.2, 1.1.1).
More than 125 characters are too many: some screen readers stop there, and no listener can go back to a word. A caption is read out
too, so words that say the same are heard twice, and a file's name says nothing.

Bad:

    ![](/static/img/icon.svg)

Good:

    ![A hand in a bowl of water](/static/img/icon.svg)

Severity: error; a warning for words that are too long, a file's name, or the caption once more
""",
    "image-elsewhere": """
A picture comes from another site.

Whoever runs that site would learn who reads the page, and could change the picture. What trackers on health pages gave away is what
the US Federal Trade Commission fined GoodRx and BetterHelp for.

Bad:

    ![A hand in a bowl of water](https://example.org/water.png)

Good:

    ![A hand in a bowl of water](/static/img/icon.svg)

Severity: error
""",
    "line-with-blocks": r"""
A text of the front matter that is shown as one line holds a heading, a list, a table, a quote or a second paragraph.

On cards and in lists there is room for one paragraph; the rest of it would be pressed into the same line. The rule is the project's
own.

Bad:

    main_message: |
      Get out of the sun.

      Cool the skin with water.

Good:

    main_message: Get out of the sun and cool the skin with water [@house-guideline].

Severity: error
""",
    "link-malformed": """
A link is almost one: its address is not whole, or it has no words that anybody could see, press on or hear.

An address without https:// leads to a page of this site that isn't there, and a link without words leads nobody anywhere (WCAG 2.2,
2.4.4).

Bad:

    Ask [the NHS](www.nhs.uk/conditions/sunburn/).

Good:

    Ask [the NHS](https://www.nhs.uk/conditions/sunburn/).

Severity: error
""",
    "link-unsafe": """
A link points at something that a browser would run, or at a file on the editor's own computer.

Its address is taken out: no text may make a reader's browser do something, and nobody else has the file. The rule is the project's
own.

Bad:

    See [the leaflet](file:///home/leaflet.pdf).

Good:

    See [the leaflet](https://example.org/leaflet.pdf).

Severity: error
""",
    "markdown-ambiguous": """
A line looks different on the page than in GitHub's or VS Code's preview.

What the reviewer saw there is not what the reader gets. The rule is the project's own.

Bad:

    **First:**cool the skin.

Good:

    **First:** cool the skin.

Severity: warning
""",
    "table-unscoped": """
A column of a table has no heading, or a cell says nothing.

A screen reader reads a cell together with the heading of its column. Where that is empty the listener hears a value without knowing
of what; where the cell is empty she can't tell “none” from “forgotten”. Give every column a heading, the first one too, and write
“none” or “not known” into a cell that would be empty (WCAG 2.2, 1.3.1). The heading above a table is its caption; in a comparison
(`compare`) no caption, heading or cell can be empty in the first place.

Bad:

    | | Cool water |
    |---|---|
    | Pain | less |

Good:

    | Sign | Cool water |
    |---|---|
    | Pain | less |

Severity: error
""",
    "text-large": """
A text is larger than anybody reads, or holds something that would keep the program busy for hours.

A text has at most 300,000 letters and 5,000 links, a paragraph 10,000 bytes, a table 100 columns; and in one paragraph at most 50
signs that begin a link do not end it. Beyond that a text was not written for readers: a file was saved under a wrong name,
something was pasted a thousand times, or somebody wants the site not to be built. Nothing of the text is lost; it is shown when it
is smaller. The limits are the project's own.

Bad:

    ![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![![

Good:

    Ask [the NHS](https://www.nhs.uk/conditions/sunburn/).

Severity: error
""",
}
