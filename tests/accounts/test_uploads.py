"""Of a file that is too large no more is kept than shows that it is."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory

from accounts import uploads


def kept(files: dict[str, UploadedFile]) -> list[Any]:
    """What a form sees of these files."""
    return list(RequestFactory().post("/", files).FILES.values())


def test_the_rest_of_too_large_a_file_is_dropped(monkeypatch: Any) -> None:
    monkeypatch.setattr(uploads, "KEPT_BYTES", 100_000)
    (one,) = kept({"one": SimpleUploadedFile("a", b"x" * 500_000)})
    assert 100_000 < one.size <= 200_000


def test_all_files_of_a_request_count_together(monkeypatch: Any) -> None:
    monkeypatch.setattr(uploads, "KEPT_BYTES", 100_000)
    files: dict[str, UploadedFile] = {name: SimpleUploadedFile(name, b"x" * 90_000) for name in "abcd"}
    assert sum(one.size for one in kept(files)) <= 200_000


def test_a_file_of_usual_size_is_whole() -> None:
    (one,) = kept({"one": SimpleUploadedFile("a", b"abc" * 50_000)})
    assert one.read() == b"abc" * 50_000


@pytest.mark.parametrize(("path", "most"), [("/interviews/1/files/add/", "RECORDED"), ("/people/import/", "KEPT")])
def test_only_recordings_may_be_larger(path: str, most: str) -> None:
    handler = uploads.CutOffHandler()
    handler.handle_raw_input(None, {"PATH_INFO": path}, 0, b"")
    assert handler.most == getattr(uploads, f"{most}_BYTES")
