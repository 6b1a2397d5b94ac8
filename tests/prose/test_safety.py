"""Whatever somebody writes into a text, no script, style, foreign request or unknown address comes out."""

from __future__ import annotations

import pytest

from tests.prose.wrong_html import wrong_in
from wellread.prose import compose, compose_inline
from wellread.prose.sanitise import sanitise

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<script\n>alert(1)</script\n>",
    "a <script>alert(1)</script> b",
    "<img src=x onerror=alert(1)>",
    '<img src="/static/a.png" onload="alert(1)">',
    "<b onclick=alert(1)>x</b>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=data:text/html,x></object>",
    "<style>@import '//evil.example'</style>",
    '<p style="background:url(//evil.example)">x</p>',
    "<link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input autofocus onfocus=alert(1)></form>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<!-- --!><script>alert(1)</script>",
    "<?php x ?><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](< javascript:alert(1)>)",
    "[x](&#1;javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](blob:https://evil.example/x)",
    "[x](file:///etc/passwd)",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[r]\n\n[r]: <javascript:alert(1)> 'x'",
    "<javascript:alert(1)>",
    "<javascript://example.org/%0aalert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x](https://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "![x](/\\evil.example/x.png)",
    "![x](/&Tab;/evil.example/x.png)",
    "![x](</\t/evil.example>)",
    "![x][r]\n\n[r]: https://evil.example/x.png",
    '![" onerror="alert(1)](/static/a.png)',
    "![x](/static/a.png '\" onerror=\"alert(1)')",
    "[x](https://example.org '\" onclick=\"alert(1)')",
    '[x](https://example.org"onclick="alert(1))',
    '[@a, " onclick="alert(1)]',
    "[@a, <script>alert(1)</script>]",
    '## x {#a"onclick=alert(1)}',
    "## <script>alert(1)</script> {#a}",
    "## x {<b>#a}",
    "## {#*a*}",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    '> [!NOTE" onclick="alert(1)]\n> x',
    "> [!WARNING]\n> <script>alert(1)</script>",
    "\x02klzzwxh:0000\x03 \x0260\x03script\x0262\x03alert(1)",
    "\x02wzxhzdk:0\x03<b>x</b>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack(attack: str) -> None:
    for prose in (compose(attack), compose(f"- x\n\n  > {attack}"), compose_inline(attack, (1, 1, 1, 1))):
        assert wrong_in(prose.html) == []
        assert not set("\x02\x03") & set(prose.html)


def test_the_inspector_sees_what_is_wrong() -> None:
    for html in ("<script>", "<p onclick=x>", "<a href=' java\nscript:x'>", "<img src=//x>", "<!--x-->", "<p style=x>"):
        assert wrong_in(html)


@pytest.mark.parametrize("html", ["<b>x</b>", "<sup>2</sup>", "a<br>b", "<div>x</div>", "x</b>", "<kbd>x</kbd>"])
def test_html_is_taken_out_and_is_an_error(html: str) -> None:
    prose = compose(f"Sun.\n\n{html}\n", 5)
    assert [(remark.code, remark.severity, remark.mark[0]) for remark in prose.remarks] == [("html-in-text", "error", 7)]
    assert "<b>" not in prose.html


def test_a_comment_is_left_out_and_only_noted() -> None:
    prose = compose("Sun <!-- check this --> burn.\n")
    assert "check" not in prose.html
    assert [(remark.code, remark.severity) for remark in prose.remarks] == [("comment-in-text", "info")]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "irc:x", "cite:a"])
def test_an_address_that_cannot_be_is_an_error(href: str) -> None:
    (remark,) = compose(f"[x]({href})").remarks
    assert (remark.code, remark.severity) == ("link-unsafe", "error")


def test_the_last_gate_holds_without_the_engine() -> None:
    assert sanitise('<p style="x" onclick="y" class="callout big">a<script>b</script><iframe></iframe></p>') == '<p class="">a</p>'
    assert sanitise('<img src="https://evil.example/x.png" alt="x">') == '<img alt="x">'
