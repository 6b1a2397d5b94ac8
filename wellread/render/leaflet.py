"""The QR code on a printed page, which leads from the paper to the page as it is now. An address in, bytes out.

It is a file of its own: in the page it would weigh as much as two paragraphs, for all who never print.
"""

from __future__ import annotations

from io import BytesIO

from wellread.model import Value

QR = "(qr)"
"""In place of a template's name: the file is the QR code of a QrView."""
QR_NAME = "qr.svg"
"""What the file is called beside its page."""
PRINTED = ("article", "symptom")
"""What is given to people on paper."""
QUIET = 4
"""How many modules of white the standard asks for around a code."""


class QrView(Value, frozen=True, kw_only=True):
    address: str


def draw_qr(view: QrView) -> bytes:
    """Return the code as an SVG of black squares on white, with the least redundancy: it is scanned from clean paper, and the fewer
    squares, the larger they are."""
    from segno import make_qr  # only imported when a page is new

    drawn = BytesIO()
    make_qr(view.address, error="l", boost_error=False).save(
        drawn, kind="svg", border=QUIET, light="#fff", xmldecl=False, nl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return drawn.getvalue()
