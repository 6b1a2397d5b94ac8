"""HTML and Markdown as sites mix them, and what becomes of each."""

from __future__ import annotations

import pytest

from tests.importing.alone import drafted

CASES = {
    "emphasis": ("<b>Never</b> <i>ever</i>, <strong>really</strong><em>!</em>", "**Never** *ever*, **really***!*"),
    "blanks belong outside": ("a<b> bold </b>b", "a **bold** b"),
    "a sign at the end of bold": ("<b>Note:</b>rest", "**Note**:rest"),
    "a link": (
        '<a href="https://x.example/a(b)" title="The &quot;x&quot;">the x</a>',
        "[the x](<https://x.example/a(b)> \"The 'x'\")",
    ),
    "a link in bold": ('<b><a href="tel:112">112</a></b>', "**[112](tel:112)**"),
    "a line's end": ("one<br>two<br/>\nthree<br>", "one\\\ntwo\\\nthree"),
    "a line's end in bold": ("<b>one<br></b>two", "**one**\\\ntwo"),
    "a line's end before a list": ("one<br>\n- two", "one\n- two"),
    "raised": ("10<sup>9</sup>/L, CO<sub>2</sub>, 1<sup>st</sup>, x<sup>a</sup>", "10⁹/L, CO₂, 1st, x^a"),
    "code": ("<code>a *b* <i>c</i></code>", "`a *b* c`"),
    "entities": ("5 &lt; 6 &amp; <p>&lt;b&gt; &nbsp;c</p>", "5 &lt; 6 &amp;\n\n&lt;b> \xa0c"),
    "no tags": (
        "a < b, 3 <5, <https://x.example>, <me@x.example>, \\<b>",
        "a < b, 3 <5, <https://x.example>, <me@x.example>, \\<b>",
    ),
    "a box": ("<div>\n\n**a**\n\n- b\n\n</div>", "**a**\n\n- b"),
    "an indented box": ("<div>\n    <div>\n        text\n    </div>\n</div>", "text"),
    "headings": ("<h2>One</h2>\ntext\n<h3 id='Two_2'>Two</h3>", "## One\n\ntext\n\n### Two {#two-2}"),
    "a place to jump to": ('<a name="up"></a>\n\n## Up\n\n[Up](#up)', "## Up {#up}\n\n[Up](#up)"),
    "end tags that may be left out": (
        "<ul><li>a<li>b<ul><li>c<li>d</ul><li>e</ul><dl><dt>f<dd>g<dt>h<dd>i</dl>",
        "- a\n- b\n  - c\n  - d\n- e\n\n**f**\n\ng\n\n**h**\n\ni",
    ),
    "paragraphs in cells": (
        "<table><thead><tr><th>A<tbody><tr><td><p>a<p>b<tr><td>c</table>",
        "| A |\n| --- |\n| a; b |\n| c |",
    ),
    "a list in a list": ("<ul><li>a<ol start=3><li>b</li></ol></li><li>c</li></ul>", "- a\n  3. b\n- c"),
    "an item of paragraphs": ("- <p>a</p>\n- b", "- a\n\n- b"),
    "a table": (
        "<table><tr><th>A<th>B</tr><tr><td>1<br>2<td><ul><li>x | y<li><b>z</b></ul></table>",
        "| A | B |\n| --- | --- |\n| 1; 2 | x \\| y; **z** |",
    ),
    "a table of indented cells": (
        '<table><tr><td>\n  <a href="/x">X</a><br>\n  <img src="https://x.example/p.png" alt="P">\n</td></tr></table>',
        "|  |\n| --- |\n| [X](/x); ![P](https://x.example/p.png) |",
    ),
    "merged cells": (
        "<table><tr><th>a<th>b<th>c</tr><tr><td rowspan=2>1<td colspan=2>2</tr><tr><td>3<td>4</tr></table>",
        "| a | b | c |\n| --- | --- | --- |\n| 1 | 2 | 2 |\n| 1 | 3 | 4 |",
    ),
    "a line's end in a table of Markdown": ("| a | b |\n|---|---|\n| x<br>y | <br>z |", "| a | b |\n|---|---|\n| x; y | z |"),
    "a list in a table of Markdown": ("| a |\n|---|\n| <ul><li>x</li><li>y</li></ul> |", "| a |\n|---|\n| x; y |"),
    "terms": ("<dl><dt>A</dt><dd>is a <i>letter</i></dd></dl>", "**A**\n\nis a *letter*"),
    "a figure": (
        "<figure><img src='https://x.example/p.png' alt='P'><figcaption>C</figcaption></figure>",
        '![P](https://x.example/p.png "C")',
    ),
    "a quotation": ("<blockquote><p>a</p></blockquote> and <q>b</q>", "> a\n\n and “b”"),
    "an alert": ('<div class="alert alert-danger"><h4>Stop</h4><p>Call.</p></div>', "> [!CAUTION]\n> **Stop**\n>\n> Call."),
    "a box of colons": (":::warning Mind\nDo *not*.\n\n- a\n:::\n\nb", "> [!WARNING]\n> **Mind**\n>\n> Do *not*.\n>\n> - a\n\nb"),
    "a box of exclamation marks": (
        '!!! tip "Cool it"\n    With water.\n\n    - a\n\nb',
        "> [!TIP]\n> **Cool it**\n>\n> With water.\n>\n> - a\n\nb",
    ),
    "a box by its classes": ("a\n\nCall\nnow.\n{: .notice--danger}\n\nb\n{: .lead}", "a\n\n> [!CAUTION]\n> Call\n> now.\n\nb"),
    "a box by the classes below the first paragraph": ("Call now.\n{: .notice--danger}", "> [!CAUTION]\n> Call now."),
    "a box by the classes above it": (
        "a\n\n{: .notice--danger}\nCall\nnow.\n\n{: .notice--info}\n\nb",
        "a\n\n> [!CAUTION]\n> Call\n> now.\n\nb",
    ),
    "a box right below a heading": ("## a\nb\n{: .alert .alert-warning}\nc", "## a\n\n> [!WARNING]\n> b\n\nc"),
    "a hidden comment": ("a {::comment}hid\n\nden{:/comment}b {::comment}c{:/}{::options x='y' /}d", "a b d"),
    "a list of terms": (
        "A *b*\n: is\n  one\n\nC\nD\n: two\n: three\n\n    - more\n\nE\n\n: `: f`\n\ng",
        "- **A *b***: is\n  one\n- **C / D**\n\n  two\n\n  three\n\n  - more\n\n- **E**: `: f`\n\ng",
    ),
    "what stands between terms": (
        "A\n: b\n\n[x]: https://x.example\n\nC\n: [x]\n\nd",
        "- **A**: b\n\n[x]: https://x.example\n\n- **C**: [x]\n\nd",
    ),
    "no list of terms": ("```\na\n: b\n```\n\na : b\n\n`a`\n:b", "```\na\n: b\n```\n\na : b\n\n`a`\n:b"),
    "an abbreviation": ("The NHS.\n\n*[NHS]: Health `x`\n*[A B]: c\n\nb", "The NHS.\n\nb"),
    "marked words": (
        "==a *b*== c==d== `==e==` https://x.example/?a==b== f == g ==",
        "a *b* c==d== `==e==` https://x.example/?a==b== f == g ==",
    ),
    "characters by their names": (
        "38&deg;C &eacute;&#8211;&#x2014; &quot;a&quot; `&deg;` &lt; &amp;deg; &shy;x \\&deg; [a](/b?c&deg;d)\n\n    &deg;",
        '38°C é–— "a" `&deg;` &lt; &amp;deg; &shy;x \\&deg; [a](/b?c&deg;d)\n\n    &deg;',
    ),
    "struck out": ("take <del>10 mg</del> 5 mg <p>not <s>this</s> that</p>", "take 5 mg\n\nnot  that"),
    "scripts": ("a <script>b('</p>')</script> c <style>p {}</style>", "a c"),
    "a comment": ("a <!-- b\n\nc --> d", "a  d"),
    "unclosed": ("<span id='x'>a\n\nb <b>c", "a\n\nb c"),
    "closed twice": ("a</b></div> b", "a\n\n b"),
    "only headings of the third level": ("### a\n\ntext\n\n#### b", "## a\n\ntext\n\n### b"),
    "underlined headings": ("a\n===\n\nb\n---\n\nc", "## a\n\n### b\n\nc"),
    "code is no HTML": (
        "```html\n<p>\n\n\n</p>\n```\n\n`<b>` and\n\n    <i>",
        "```html\n<p>\n\n\n</p>\n```\n\n`<b>` and",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_becomes(name: str) -> None:
    given, wanted = CASES[name]
    draft, _ = drafted(f"---\ntitle: Title\n---\n{given}")
    assert draft.content.partition("\n---\n\n")[2] == f"{wanted}\n"


def test_the_kind_of_a_box_may_have_capitals() -> None:
    draft, _ = drafted("---\ntitle: X\n---\n{{% notice Warning %}}\nLeave it.\n{{% /notice %}}\n")
    assert "> [!WARNING]\n> Leave it." in draft.content
