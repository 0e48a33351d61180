"""Which text bytes stand for when a file does not say in which charset they are, or says it wrong."""

import codecs
import re
from functools import lru_cache

# Python has codecs that are no charsets, and some of those take the square of the length.
CHARSET = re.compile(r"ascii|utf-(8|16|32).*|iso8859-\d+|cp\d+|koi8-.|(shift_jis|euc_|gb|big5|iso2022_|mac-|tis-).*|hz")
WINDOWS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
}  # what is meant by these names, as on the web
WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
CYRILLIC = re.compile(rb"[\xc0-\xff\xa8\xb8]{2,}")
JAPANESE = re.compile("[々-〇぀-ヿ一-鿿０-ｚ]{2,}")
COMMON = 0x9F  # the highest first byte that everyday Japanese has in Shift_JIS


def decode_value(raw: bytes, charset: str) -> str | None:
    """The text by `charset`, else as UTF-8; None if it is neither."""
    for name in (codec(charset) if charset else "", "utf-8"):
        try:
            if name:
                return raw.decode(name)
        except UnicodeDecodeError:
            continue
    return None


@lru_cache(maxsize=64)
def codec(charset: str) -> str:
    """Python's name for a charset, "" for what is none."""
    try:
        name = codecs.lookup(charset[:20]).name
    except (LookupError, ValueError):
        return ""
    return WINDOWS.get(name, name) if CHARSET.fullmatch(name) else ""


def guess(raw: bytes) -> str:
    """The charset of bytes that are not UTF-8: Japanese or Cyrillic if they look like it, else Windows-1252."""
    if is_japanese(raw):
        return "cp932"
    words = [word for word in WORD.findall(raw) if not word.isascii()]
    cyrillic = sum(len(word) for word in words if CYRILLIC.fullmatch(word))
    return "cp1251" if 2 * cyrillic > sum(map(len, words)) else "cp1252"


def is_japanese(raw: bytes) -> bool:
    """Whether the bytes are Shift_JIS whose letters stand together and are mostly common ones.

    Windows-1252 can be read so, too, but then gives single signs between Latin letters, or rare ones.
    """
    try:
        text = raw.decode("cp932")
    except UnicodeDecodeError:
        return False
    together = "".join(JAPANESE.findall(text))
    common = sum(letter.encode("cp932", "replace")[0] <= COMMON for letter in together)
    return 2 * common > sum(not letter.isascii() for letter in text)
