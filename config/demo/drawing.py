"""Pictures for some of the demo's people, drawn here: flat figures of nobody in particular."""

from io import BytesIO

from PIL import Image, ImageDraw

SIDE = 512  # pixels
WALL, FIGURE, FACE, HAIR = range(4)


def portrait(colours: tuple[str, str, str, str]) -> bytes:
    """A figure in front of a wall as PNG; `colours` are those of the wall, the clothes, the face and the hair."""
    image = Image.new("RGB", (SIDE, SIDE), colours[WALL])
    draw = ImageDraw.Draw(image)
    draw.ellipse((150, 96, 362, 330), fill=colours[HAIR])
    draw.ellipse((76, 352, 436, 700), fill=colours[FIGURE])
    draw.rounded_rectangle((222, 270, 290, 390), 34, fill=colours[FACE])
    draw.ellipse((172, 136, 340, 330), fill=colours[FACE])
    draw.pieslice((160, 100, 352, 300), 180, 360, fill=colours[HAIR])
    for x in (222, 290):
        draw.ellipse((x - 9, 230, x + 9, 248), fill=colours[HAIR])
    draw.arc((220, 236, 292, 296), 30, 150, fill=colours[HAIR], width=8)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
