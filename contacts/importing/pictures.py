"""Pictures of people: whatever comes in becomes a square WebP in two sizes, which holds pixels and nothing else."""

import struct
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps

LARGE, SMALL = 512, 128  # pixels a side
MOST_BYTES, MOST_PIXELS = 20 * 1024 * 1024, 25_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
DRAFT = (2 * LARGE, 2 * LARGE)  # a JPEG is decoded no larger than it is needed
BROKEN = (OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError, OverflowError, struct.error)


class PictureError(ValueError):
    """Why a file is not taken, in words for the one who chose it."""


@dataclass(frozen=True)
class Picture:
    """The two sizes as WebP, and a name for this very picture."""

    large: bytes
    small: bytes
    digest: str


def remake(content: bytes) -> Picture:
    """The picture in `content` (JPEG, PNG or WebP), upright, cut to a square around its middle, without what came
    along: EXIF, place, colour profile, comments. Raises PictureError.
    """
    if len(content) > MOST_BYTES:
        raise PictureError("The file is larger than 20 MB. Choose a smaller picture.")
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            refuse(image)
            image.draft("RGB", DRAFT)
            ImageOps.exif_transpose(image, in_place=True)
            square = bare(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("The picture has more than 25 megapixels. Choose a smaller one.") from None
    except PictureError:
        raise
    except Image.UnidentifiedImageError:
        raise PictureError("This is not a JPEG, PNG or WebP picture.") from None
    except BROKEN:
        raise PictureError("The picture is damaged or not complete. Choose another one.") from None
    large, small = webp(square), webp(square.resize((SMALL, SMALL), Image.Resampling.LANCZOS))
    return Picture(large, small, sha256(large).hexdigest()[:16])


def refuse(image: Image.Image) -> None:
    """Raise PictureError for one that is too large or moves; looks at the header alone, before anything is decoded."""
    if image.width * image.height > MOST_PIXELS:
        raise PictureError("The picture has more than 25 megapixels. Choose a smaller one.")
    if image.format != "MPO" and getattr(image, "is_animated", False):  # in an MPO the others are for depth or preview
        raise PictureError("The picture moves. Choose one that stands still.")


def bare(image: Image.Image) -> Image.Image:
    """The middle of the picture on white, as new pixels to which nothing else is tied."""
    if image.mode not in {"RGB", "L"}:
        image = image.convert("RGBA")
    middle = ImageOps.fit(image, (LARGE, LARGE), Image.Resampling.LANCZOS)
    square = Image.new("RGB", middle.size, "white")
    square.paste(middle, mask=middle if middle.mode == "RGBA" else None)
    return square


def webp(image: Image.Image) -> bytes:
    """The picture as WebP."""
    out = BytesIO()
    image.save(out, "WEBP", quality=82)
    return out.getvalue()
