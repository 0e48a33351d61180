"""Of a file that is too large no more is kept than shows that it is."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from accounts import uploads


def test_the_rest_of_too_large_a_file_is_dropped(monkeypatch: Any) -> None:
    monkeypatch.setattr(uploads, "KEPT_BYTES", 100_000)
    request = RequestFactory().post("/", {"one": SimpleUploadedFile("a", b"x" * 500_000), "name": "Alice"})
    kept = request.FILES["one"].size
    assert (100_000 < kept <= 200_000, request.POST["name"]) == (True, "Alice")


def test_all_files_of_a_request_count_together(monkeypatch: Any) -> None:
    monkeypatch.setattr(uploads, "KEPT_BYTES", 100_000)
    files = {name: SimpleUploadedFile(name, b"x" * 90_000) for name in "abcd"}
    request = RequestFactory().post("/", files)
    assert sum(one.size for one in request.FILES.values()) <= 200_000


def test_a_file_of_usual_size_is_whole() -> None:
    request = RequestFactory().post("/", {"one": SimpleUploadedFile("a", b"abc" * 50_000)})
    assert request.FILES["one"].read() == b"abc" * 50_000
