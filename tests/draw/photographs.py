"""Pictures for tests, made on the spot: nobody's photographs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageDraw

SECRETS = (b"SecretCam", b"SecretNote", b"SecretPlace", b"Exif", b"xmpmeta")


def noise(width: int = 900, height: int = 600) -> Image.Image:
    """Return something with as many colours as a photograph, the same each time."""
    across = Image.linear_gradient("L").resize((width, height))
    down = Image.linear_gradient("L").rotate(90).resize((width, height))
    round_ = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, round_))


def drawing(width: int = 900, height: int = 600) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), fill="navy")
    return image


def saved(image: Image.Image, kind: str = "JPEG", **told: Any) -> bytes:
    content = BytesIO()
    image.save(content, kind, **told)
    return content.getvalue()


def secretive(orientation: int = 1) -> Image.Exif:
    """Return what a camera writes: whose it is, where it was, and how it was held."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SecretCam", orientation
    where = exif.get_ifd(0x8825)
    where[1], where[2], where[0x001D] = "N", (51.0, 30.0, 1.0), "SecretPlace"
    return exif


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>SecretPlace</rdf:RDF></x:xmpmeta>'


def profile(name: str = "sRGB") -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()  # type: ignore[arg-type]


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image
