"""Files that hold no people a reader knows, told by how they begin, and what to do about each."""

import re

SHEET = "This is a spreadsheet, which is not read. Open it, save it as CSV, and import that file."
PICTURE = "This is a picture. Choose a file of contacts; a photo is added on the person’s own page."
# How a file begins (after white space, in any case), and what is said of it.
BEGINNINGS: list[tuple[bytes, str]] = [
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM....\0\0\0\0|II\*\0|MM\0\*|RIFF....WEBP", PICTURE),
    (rb"....ftyp(hei|mif|avi)", PICTURE),
    (rb"%PDF-", "This is a PDF. Export the contacts as CSV or vCard where they come from, and import that file."),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SHEET),
    (rb"!BDN", "This is an Outlook data file. In Outlook, export the contacts as CSV, and import that file."),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "This archive is not read. Unpack it, and import the file inside."),
    (
        rb"(<\?xml[^>]{0,200}>\s*)?(<!--[^>]{0,500}>\s*)*<(!doctype\s+html|html|head|body)\b",
        "This is a web page, not the file itself: the download may have asked for a sign-in. Download the file again.",
    ),
    (rb"<\?xml|<\w+", "This is XML, which is not read. Export the contacts as CSV or vCard, and import that file."),
    (rb"\{\\rtf", "This is a text document. Save the table in it as CSV, and import that file."),
    (rb"bplist00", "This is an Apple archive. In Contacts, choose Export vCard, and import that file."),
    (rb"BEGIN:VCALENDAR", "This is a calendar. Export the contacts as CSV or vCard, and import that file."),
    (
        rb"(version: 1\s+)?dn::? ?\S",
        "This is LDIF, which is not read. In the address book, export as CSV (comma separated), and import that file.",
    ),
    (rb"(From \S+@|Return-Path:|Received: from|Delivered-To:)", "This is mail. Export the contacts as CSV or vCard."),
]
KNOWN = [(re.compile(form, re.IGNORECASE | re.DOTALL), said) for form, said in BEGINNINGS]
EMPTY = "The file is empty. Export the contacts again, and import the new file."
NO_TABLE = (
    "No people were found in it: this is neither a vCard nor a table with columns. "
    "Export the contacts as CSV or vCard, and import that file."
)
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


def why_not(content: bytes) -> str:
    """What the file is and what to do, "" if it may be text with people in it."""
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not content[:1_000_000].strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff") and not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return EMPTY
    return next((said for form, said in KNOWN if form.match(head)), "")


def is_noise(text: str) -> bool:
    """Whether it is no text at all: one letter of a hundred is a control character."""
    return len(CONTROL.findall(text)) * 100 > len(text)
