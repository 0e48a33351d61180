"""Files of a talk: what may be kept, kept in pieces, put into the trash, taken back, deleted for good."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from accounts.turns import Turn, wait_for_turn
from interviews.actions.consent import may_record
from interviews.models import Attachment, AttachmentPart, Interview

MEGABYTE = 1024 * 1024
MOST = 25 * MEGABYTE  # of a file
MOST_RECORDED = 200 * MEGABYTE  # of a recording
QUOTA = 1024 * MEGABYTE  # of all files of a user, those in the trash too
PIECE = MEGABYTE
TRASH_KEPT = timedelta(days=30)
Kind = Attachment.Kind


class FileError(Exception):
    """A file that is not kept; the text is for the user."""


def media_type_of(head: bytes) -> str:
    """What a file is by its first bytes (512 are enough); "" for what is not kept."""
    for sign, media_type in SIGNS:
        if head.startswith(sign):
            return media_type
    if head[:4] == b"RIFF":
        return {b"WAVE": "audio/wav", b"WEBP": "image/webp"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "video/mp4")
    if _is_text(head):
        return "text/plain"
    if head[:1] == b"\xff" and len(head) > 1:  # a frame of sound begins with eleven ones, of AAC with twelve
        if head[1] & 0xF6 == 0xF0:
            return "audio/aac"
        return "audio/mpeg" if head[1] & 0xE6 in {0xE2, 0xE4} else ""
    return ""


SIGNS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),  # .docx, .odt and their kin are ZIP files
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # .doc, .xls and .ppt
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"caff", "audio/x-caf"),
)
# What telephones put into the same container (ISO/IEC 14496-12), by its major brand; anything else is video.
BRANDS = dict.fromkeys([b"heic", b"heix", b"heim", b"heis"], "image/heic")
BRANDS |= {b"mif1": "image/heif", b"avif": "image/avif", b"M4A ": "audio/mp4", b"M4B ": "audio/mp4"}
BRANDS |= {b"qt  ": "video/quicktime"}
BOMS = (b"\xff\xfe", b"\xfe\xff")  # with which text in UTF-16 begins


def check_file(interview: Interview, *, kind: str, size: int, media_type: str) -> None:
    """Refuse what is too large, of a kind that is not kept, or recorded without consent. Raises FileError."""
    most = MOST_RECORDED if kind == Kind.RECORDING else MOST
    sound = media_type.startswith(("audio/", "video/"))
    if not size:
        raise FileError("The file is empty.")
    if size > most:
        raise FileError(f"The file is larger than {most // MEGABYTE} MB.")
    if not media_type:
        raise FileError("Only PDF, office documents, pictures, text and sound are kept.")
    if sound != (kind == Kind.RECORDING):
        raise FileError("Sound and video are recordings." if sound else "This is no recording.")
    if kind == Kind.RECORDING and not may_record(interview):
        raise FileError("A recording is kept only after you asked, and they said yes.")


@transaction.atomic
def keep_file(
    interview: Interview, *, kind: str, name: str, size: int, media_type: str, pieces: Iterable[bytes]
) -> Attachment:
    """Keep the file, whose `pieces` have PIECE bytes each but for the last. Raises FileError."""
    check_file(interview, kind=kind, size=size, media_type=media_type)
    owner = interview.owner
    wait_for_turn(owner.pk, Turn.FILES)  # two uploads do not pass the quota together
    if used_by(owner) + size > QUOTA:
        raise FileError("Your files would take more than 1 GB. Delete some for good first: those removed count, too.")
    digest, file = sha256(), Attachment(owner=owner, interview=interview, kind=kind, name=name, size=size)
    file.media_type = media_type
    file.save()
    for number, content in enumerate(pieces):
        digest.update(content)
        AttachmentPart.objects.create(owner=owner, attachment=file, number=number, content=content)
    file.digest = digest.hexdigest()
    file.save(update_fields=["digest"])
    return file


def used_by(owner: User) -> int:
    """How many bytes the user's files take."""
    return Attachment.objects.filter(owner=owner).aggregate(bytes=Sum("size"))["bytes"] or 0


def pieces_of(file: Attachment) -> Iterator[bytes]:
    """The file piece by piece, one of them in memory at a time."""
    number = 0
    while (piece := file.parts.filter(number=number).values_list("content", flat=True).first()) is not None:
        yield bytes(piece)
        number += 1


def trash_file(file: Attachment, *, now: datetime) -> None:
    """Into the trash, from where it goes for good after TRASH_KEPT."""
    file.trashed_at = file.trashed_at or now
    file.save(update_fields=["trashed_at"])


def restore_file(file: Attachment) -> None:
    """Back from the trash."""
    file.trashed_at = None
    file.save(update_fields=["trashed_at"])


def delete_file(file: Attachment) -> None:
    """For good, out of the trash, so that there is room again; one that is not in the trash stays."""
    Attachment.objects.filter(pk=file.pk).exclude(trashed_at=None).delete()


def forget_files(*, now: datetime) -> None:
    """Delete for good what has been in the trash for too long, and put there recordings whose promised day is over."""
    Attachment.objects.filter(trashed_at__lte=now - TRASH_KEPT).delete()
    yesterday = (now - timedelta(days=1)).date()  # so that the day is over in every zone
    kept = Attachment.objects.filter(kind=Kind.RECORDING, trashed_at=None)
    kept.filter(interview__consent__keep_until__lt=yesterday).update(trashed_at=now)


def _is_text(head: bytes) -> bool:
    """Whether it can be read as UTF-8, or as UTF-16 that says so; a character may be cut off at the end."""
    try:
        return bool(head) and "\0" not in head[:500].decode("utf-16" if head.startswith(BOMS) else "utf-8")
    except UnicodeDecodeError as error:
        return error.start > 490
