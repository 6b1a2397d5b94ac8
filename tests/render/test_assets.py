"""Files of static/: a name that changes whenever the content does, and styles that are no files but for those for paper."""

import re

from wellread.render.assets import plan_assets
from wellread.render.styles import make_sheets


def test_only_the_styles_for_paper_are_a_file() -> None:
    static = {"css/tokens.css": b"@layer tokens {}", "css/print.css": b"\xef\xbb\xbf@layer print { p { margin: 0 } }"}
    assets = plan_assets(static, sheets=make_sheets({}, static))
    (sheet,) = assets.outputs
    assert sheet.path == assets.print_stylesheet
    assert re.fullmatch(r"assets/print\.[0-9a-f]{12}\.css", assets.print_stylesheet)
    assert sheet.content == b"@layer tokens,base,layout,components,print;@layer print{p{margin:0}}"


def test_other_files_have_their_hash_in_their_name() -> None:
    one = plan_assets({"img/icon.svg": b"<svg/>"})
    two = plan_assets({"img/icon.svg": b"<svg></svg>"})
    assert re.fullmatch(r"assets/icon\.[0-9a-f]{12}\.svg", one.paths["img/icon.svg"])
    assert one.paths != two.paths
    assert one.print_stylesheet == ""


def test_what_programs_look_for_at_a_fixed_address_stays_there() -> None:
    assets = plan_assets({"root/.well-known/security.txt": b"x", "root/favicon.ico": b"i", "robots.txt": b"r"})
    assert [output.path for output in assets.outputs] == [".well-known/security.txt", "favicon.ico", "robots.txt"]


def test_the_order_of_the_files_does_not_matter() -> None:
    files = {"css/b.css": b"b", "css/a.css": b"a", "img/x.png": b"x", "img/y.png": b"y", "other/x.png": b"x"}
    assert plan_assets(files) == plan_assets(dict(reversed(files.items())))
    assert all(output.kind == "asset" for output in plan_assets(files).outputs)
