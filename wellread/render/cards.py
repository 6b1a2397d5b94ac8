"""A sharing picture with its words set in lines, and drawn. Here a font and a renderer are needed; to plan pictures, neither is."""

from __future__ import annotations

from wellread.draw.cards import FAMILY, LEADING, CardFault, as_set, covers, fit, lay_out, paint
from wellread.model import Value
from wellread.problems import Place, Problem
from wellread.render.faults import TemplateFault
from wellread.render.share import HEIGHT, TEMPLATE, WIDTH, ShareView

TOP, FOOT = 158, 476
"""Between which the title stands."""
TITLE_SIZES = (92, 84, 76, 68, 60, 52, 46, 40)
NAME_SIZES = (112, 92, 76, 60, 48)
FOOT_SIZES = (36, 32, 28, 24, 20)
ACROSS, FOOT_MARK = 1040, 84


class ShareLine(Value, frozen=True, kw_only=True):
    """A line of words, and where its foot stands."""

    text: str
    y: int


class ShareCard(Value, frozen=True, kw_only=True):
    """share.svg: what is drawn, with its lines set, and `foot` below them: the site's name, or where that stands above, what it
    says of itself. `size` and `foot_size` are those of the letters."""

    lines: tuple[ShareLine, ...]
    size: int
    label: str
    foot: str
    foot_size: int
    mark: str
    paper: str
    ink: str
    family: str
    width: int = WIDTH
    height: int = HEIGHT


def set_card(view: ShareView) -> ShareCard:
    """Return a picture with its words in lines. A title in letters that the font lacks, or too long to be read, gives way to the
    name of the site; a name in such letters, to nothing."""
    size, lines = lay_out(view.title, ACROSS, FOOT - TOP, TITLE_SIZES) if view.title and covers(view.title) else (0, ())
    is_site = not lines
    if is_site and covers(view.site):
        size, lines = lay_out(view.site, ACROSS, FOOT - TOP, NAME_SIZES)
    step = round(size * LEADING)
    top = TOP // 2 if is_site else TOP
    first = top + (FOOT - top - len(lines) * step) // 2 + round(0.86 * size)
    foot = view.tagline if is_site else view.site
    foot_size = fit(foot, ACROSS - FOOT_MARK * bool(view.mark), FOOT_SIZES)
    return ShareCard(
        lines=tuple(ShareLine(text=line, y=first + number * step) for number, line in enumerate(lines)),
        size=size,
        label=view.label if not is_site and covers(view.label) else "",
        foot=as_set(foot) if foot_size and covers(foot) else "",
        foot_size=foot_size,
        mark=view.mark,
        paper=view.paper,
        ink=view.ink,
        family=FAMILY,
    )


def paint_share(svg: bytes) -> bytes:
    """Return the picture. Raises TemplateFault for a template that makes no SVG."""
    try:
        return paint(svg.decode())
    except CardFault as fault:
        message = f"the template makes no SVG that can be drawn: {fault}"
        place = Place(f"templates/{TEMPLATE}")
        hint = "mend it, or undo the last change; a browser shows where an SVG is wrong"
        raise TemplateFault(Problem(code="template-error", severity="error", message=message, place=place, hint=hint)) from fault
