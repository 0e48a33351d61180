"""Pictures are made anew: what they become, what is left behind, and what is refused."""

from io import BytesIO
from struct import pack
from typing import Any
from zlib import compress, crc32

import pytest
from PIL import Image

from contacts.importing.pictures import MOST_BYTES, PictureError, card_of, is_our_card, remake
from tests.factories import make_picture


def opened(content: bytes) -> Image.Image:
    """A picture that was made, read back."""
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_becomes_a_square_in_two_sizes(kind: str) -> None:
    made = remake(make_picture((900, 300), format=kind))
    shapes = [(one.format, one.size, one.mode) for one in (opened(made.large), opened(made.small))]
    assert shapes == [("WEBP", (512, 512), "RGB"), ("WEBP", (128, 128), "RGB")]
    assert (len(made.digest), made == remake(make_picture((900, 300), format=kind))) == (16, True)


@pytest.mark.parametrize(
    ("mode", "colour"), [("L", 200), ("LA", (200, 0)), ("RGBA", (0, 0, 0, 0)), ("P", 3), ("1", 1), ("I;16", 9)]
)
def test_every_kind_of_pixel_is_taken(mode: str, colour: Any) -> None:
    assert opened(remake(make_picture(mode=mode, colour=colour)).large).size == (512, 512)


def test_what_is_transparent_is_white() -> None:
    pixel = opened(remake(make_picture(mode="RGBA", colour=(0, 0, 0, 0))).large).getpixel((256, 256))
    assert pixel == (255, 255, 255)


def test_exif_is_left_behind_but_the_picture_stands_upright() -> None:
    lying = Image.new("RGB", (400, 400), "white")
    lying.paste("black", (0, 0, 400, 200))  # the upper half
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "At home, 59.3 N 18.0 E"  # to be turned by a quarter, clockwise
    out = BytesIO()
    lying.save(out, "JPEG", exif=exif, icc_profile=b"profile", comment=b"secret")
    made = remake(out.getvalue()).large
    right, left = (opened(made).convert("1").getpixel(at) for at in ((450, 256), (60, 256)))
    assert (right, left) == (0, 255)
    assert [word for word in (b"home", b"EXIF", b"ICCP", b"profile", b"secret", b"XMP") if word in made] == []


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds next to nothing."""
    chunks = [
        (b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", compress(b"\0" * 99)),
        (b"IEND", b""),
    ]
    body = [pack(">I", len(data)) + name + data + pack(">I", crc32(name + data)) for name, data in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def moving(kind: str) -> bytes:
    """Two pictures, one after the other."""
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "svg": (SVG, "This is not a JPEG"),
    "html": (b"<!doctype html><script>alert(1)</script>", "This is not a JPEG"),
    "gif": (make_picture(format="GIF"), "This is not a JPEG"),
    "bmp": (make_picture(format="BMP"), "This is not a JPEG"),
    "tiff": (make_picture(format="TIFF"), "This is not a JPEG"),
    "empty": (b"", "This is not a JPEG"),
    "noise": (bytes(range(256)) * 9, "This is not a JPEG"),
    "moving png": (moving("PNG"), "The picture moves."),
    "moving webp": (moving("WEBP"), "The picture moves."),
    "moving gif": (moving("GIF"), "This is not a JPEG"),
    "26 megapixels": (bomb(5200, 5000), "more than 25 megapixels"),
    "a bomb": (bomb(15_000, 15_000), "more than 25 megapixels"),
    "a greater bomb": (bomb(2**31 - 1, 2**31 - 1), "picture"),
    "nothing inside": (bomb(5000, 5000), "damaged"),
    "cut png": (make_picture((300, 300), colour="blue")[:-30], "damaged"),
    "cut jpeg": (make_picture((300, 300), format="JPEG")[:500], "damaged"),
    "cut webp": (make_picture((300, 300), format="WEBP")[:-20], "picture"),
    "too many bytes": (b"\xff\xd8" + b"x" * MOST_BYTES, "larger than 20 MB"),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(PictureError, match=message):
        remake(content)


def test_a_card_is_the_same_each_time_and_known_again() -> None:
    large = remake(make_picture((700, 500), colour="teal")).large
    card = card_of(large)
    assert (card, is_our_card(card), opened(card).size) == (card_of(large), True, (512, 512))
    assert opened(remake(card).large).getpixel((256, 256)) == opened(large).getpixel((256, 256))


def test_what_is_damaged_or_hides_something_is_no_card() -> None:
    card = card_of(remake(make_picture()).large)
    hidden = [card + b"secret", card[:-2] + b"\xff\xfe\x00\x02\xff\xd9", card.replace(b"Rapport", b"Rap\xff\xd9rt")]
    cut = [b"", b"\xff\xd8", card[:-2], card[: len(card) // 2]]
    assert [is_our_card(other) for other in [card, *hidden, *cut]] == [True] + [False] * 7


@pytest.mark.parametrize(
    "more",
    [
        *({"comment": b""}, {"comment": b"Rapport, more"}, {"size": (512, 256)}, {"format": "PNG"}),
        *({"progressive": True}, {"icc_profile": b"profile"}, {"exif": Image.Exif()}),
    ],
)
def test_a_jpeg_with_anything_else_is_no_card(more: dict[str, Any]) -> None:
    if "exif" in more:
        more["exif"][0x010E] = "At home"
    plain: dict[str, Any] = {"size": (512, 512), "format": "JPEG", "comment": b"Rapport"}
    assert (is_our_card(make_picture(**plain)), is_our_card(make_picture(**plain | more))) == (True, False)
