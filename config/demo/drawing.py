"""What the demo shows beside words, drawn here: flat figures of nobody in particular, and a page of PDF."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw

SIDE = 512  # pixels
WALL, FIGURE, FACE, HAIR = range(4)
ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\()"})  # of what PDF encloses in parentheses


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


def one_page(lines: Iterable[str]) -> bytes:
    """A PDF of one A4 page with these lines, in Latin letters."""
    shown = "".join(f"({line.translate(ESCAPED)}) Tj T*\n" for line in lines)
    stream = f"BT /F1 12 Tf 24 TL 72 760 Td\n{shown}ET".encode("cp1252")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 %s >> >> >>"
        % font,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (len(parts) + 1, table, len(parts) + 1, len(out))
