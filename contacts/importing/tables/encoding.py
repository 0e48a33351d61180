"""In which encoding a file is written, and its lines as text; bytes that do not fit are never an error."""

import codecs
import io
from collections.abc import Iterator
from contextlib import suppress

import chardet

# What a file may be read as; the names are Python's codecs.
ENCODINGS = {
    "utf-8": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "utf-16-le": "Unicode (UTF-16, little-endian, unmarked)",
    "utf-16-be": "Unicode (UTF-16, big-endian, unmarked)",
    "cp1252": "Western Europe (Windows)",
    "cp1250": "Central Europe (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1254": "Turkish (Windows)",
    "cp1255": "Hebrew (Windows)",
    "cp1256": "Arabic (Windows)",
    "cp1257": "Baltic (Windows)",
    "iso8859-15": "Western Europe (ISO 8859-15)",
    "iso8859-2": "Central Europe (ISO 8859-2)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "mac-roman": "Western Europe (Mac)",
    "cp850": "Western Europe (DOS)",
    "cp932": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC)",
    "gb18030": "Chinese, simplified (GB 18030)",
    "big5": "Chinese, traditional (Big5)",
    "cp949": "Korean (EUC-KR)",
}
USUAL, USUAL_ENOUGH = "cp1252", 0.55  # a few letters say little: then it wins if it is at least so sure as the best
NOT_USUAL = b"\x81\x8d\x8f\x90\x9d"  # bytes that it has no letters for: ç of the Mac, ü of DOS
# Names that a guess may have, and by which of ours it is read.
SAME = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}
SAME |= {"euc_kr": "cp949", "big5hkscs": "big5", "cp437": "cp850", "iso8859-9": "cp1254", "iso8859-8": "cp1255"}
SAME |= {"iso8859-7": "cp1253", "iso8859-13": "cp1257", "shift_jisx0213": "cp932", "shift_jis_2004": "cp932"}
SAME |= {"iso8859-6": "cp1256", "koi8-u": "koi8-r"}
GUESSED_FROM, BLOCK = 16_384, 1 << 20  # bytes
LONGEST_LINE = 2_000_000  # characters; what is longer comes in pieces
LETTERS = "rapport.letters"  # what decodes the odd byte in a file that is UTF-8 otherwise


def as_western(error: UnicodeError) -> tuple[str, int]:
    """The bytes that are no UTF-8 as Windows-1252 has them: files put together from two keep their letters."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(USUAL, "replace"), error.end


codecs.register_error(LETTERS, as_western)


def encoding_of(content: bytes) -> str:
    """The name in ENCODINGS: by the byte order mark, as UTF-16 by its NULs, as UTF-8, else as chardet takes it for."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8"
    head = content[:BLOCK]
    if 0 in head[:200]:
        even, odd = head[:2000:2].count(0), head[1:2000:2].count(0)
        if even + odd > min(len(head), 2000) // 4:
            return "utf-16-le" if odd > even else "utf-16-be"
    good, bad = utf_8_letters(content)
    return "utf-8" if not bad or good > 4 * bad else guess(content)


def utf_8_letters(content: bytes) -> tuple[int, int]:
    """How many letters beyond ASCII the content has as UTF-8, and how many bytes do not fit, up to a thousand."""
    decoder, good, bad = codecs.getincrementaldecoder("utf-8")("replace"), 0, 0
    for at in range(0, len(content), BLOCK):
        block = content[at : at + BLOCK]
        if block.isascii():
            continue
        text = decoder.decode(block, final=at + BLOCK >= len(content))
        wrong = text.count("\ufffd")
        bad += wrong
        good += sum(map(text.count, filter(str.isalpha, set(text) - set(map(chr, range(128))) - {"\ufffd"})))
        if bad > 1000:
            break
    return good, bad


def guess(content: bytes) -> str:
    """What chardet takes the lines for that are not plain ASCII."""
    lines, size = [], 0
    for at in range(0, len(content), BLOCK):
        block = content[at : at + BLOCK]
        for line in () if block.isascii() else block.splitlines(keepends=True):
            if not line.isascii() and size < GUESSED_FROM:
                lines.append(line[:GUESSED_FROM])
                size += len(lines[-1])
        if size >= GUESSED_FROM:
            break
    sure: dict[str, float] = {}
    letters = b"".join(lines)
    for found in chardet.detect_all(letters, ignore_threshold=True):
        with suppress(LookupError):
            name = codecs.lookup(found["encoding"] or USUAL).name
            name = SAME.get(name, name)
            sure[name] = max(sure.get(name, 0), found["confidence"])
    if letters.translate(None, NOT_USUAL) != letters:
        sure = {name: sure[name] for name in sure if name in ENCODINGS and name != USUAL and not name.startswith("utf")}
    best = max(sure, key=lambda name: sure[name], default=USUAL)
    is_odd = best not in ENCODINGS or best.startswith("utf")
    return USUAL if is_odd or sure.get(USUAL, 0) > USUAL_ENOUGH * sure.get(best, 0) else best


def text_lines(content: bytes, encoding: str) -> Iterator[str]:
    """The lines of the content with their ends, one after the other, without byte order mark and NULs."""
    errors = LETTERS if encoding == "utf-8" else "replace"
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig" if encoding == "utf-8" else encoding, errors, newline="")
    while line := text.readline(LONGEST_LINE):
        yield line.removeprefix("\ufeff").replace("\0", "") if line[0] == "\ufeff" or "\0" in line else line
