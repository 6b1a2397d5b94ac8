"""How large a drawing is shown."""

from __future__ import annotations

import pytest

from wellread.render.drawings import size_of_svg


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('<svg viewBox="0 0 340 470">', (340, 470)),
        ("<svg viewBox='0,0,340.4,469.6'>", (340, 470)),
        ('<svg width="64" height="32px" viewBox="0 0 2 1">', (64, 32)),
        ('<svg width="100%" height="100%" viewBox="-5 -5 20 10">', (20, 10)),
        ('<svg width="4em" viewBox="0 0 20 10">', (20, 10)),
        ('<?xml version="1.0"?>\n<!-- <svg width="1" height="1"> -->\n<svg viewBox="0 0 20 10">', (20, 10)),
        ('<svg stroke-width="3" viewBox="0 0 20 10">', (20, 10)),
        ('<svg viewBox="0 0 0 10">', (0, 0)),
        ('<svg viewBox="0 0 20">', (0, 0)),
        ('<svg viewBox="0 0 wide high">', (0, 0)),
        ('<svg viewBox="0 0 99999999 10">', (0, 0)),
        ("<svg>", (0, 0)),
        ("no drawing", (0, 0)),
    ],
)
def test_a_drawing_is_as_large_as_its_file_says(root: str, size: tuple[int, int]) -> None:
    assert size_of_svg(root.encode()) == size
