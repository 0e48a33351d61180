"""Pictures of people: whatever comes in becomes a square WebP in two sizes, which holds pixels and nothing else.

Files of contacts carry them as a JPEG, which is what every program reads. Ours is marked; one that comes back so is
kept as it is (Photo.card) and leaves again byte for byte, for each time it is made anew it loses a little.
"""

import re
import struct
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps

LARGE, SMALL = 512, 128  # pixels a side
MOST_BYTES, MOST_PIXELS = 20 * 1024 * 1024, 25_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
DRAFT = (2 * LARGE, 2 * LARGE)  # a JPEG is decoded no larger than it is needed
MARK = b"Rapport"  # the comment of our own JPEG
APP0, COM, SOF0, SOS, END = 0xE0, 0xFE, 0xC0, 0xDA, b"\xff\xd9"  # of ITU-T T.81, table B.1
BESIDE = {0xDB, 0xC4}  # tables of quantization and of Huffman codes, which it takes to draw the picture
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")  # in a scan FF stands before 00 or a restart, unless the scan is over
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


def card_of(large: bytes) -> bytes:
    """A square WebP that `remake` made, as our marked JPEG; the same bytes each time."""
    out = BytesIO()
    with Image.open(BytesIO(large), formats=["WEBP"]) as image:
        image.convert("RGB").save(out, "JPEG", quality=85, comment=MARK)
    return out.getvalue()


def is_our_card(content: bytes) -> bool:
    """Whether it is a JPEG as `card_of` makes them: with our mark, as large, and with nothing but the picture in it."""
    at, seen = 2, []
    while at + 4 <= len(content) and content[at] == 0xFF and SOS not in seen:
        marker, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if not belongs(marker, content[at + 4 : end]):
            return False
        seen.append(marker)
        at = end
    scanned = MARKER.search(content, at)
    whole = scanned is not None and content[scanned.start() :] == END
    return content[:2] == b"\xff\xd8" and whole and all(seen.count(one) == 1 for one in (APP0, COM, SOF0, SOS))


def belongs(marker: int, said: bytes) -> bool:
    """Whether a segment of a JPEG may be in a card of ours."""
    if marker == SOF0:
        return said[:5] == b"\x08" + 2 * LARGE.to_bytes(2)
    known = {APP0: (b"JFIF\0", 14), COM: (MARK, len(MARK))}
    if marker in known:
        begin, length = known[marker]
        return said.startswith(begin) and len(said) == length
    return marker in BESIDE or marker == SOS
