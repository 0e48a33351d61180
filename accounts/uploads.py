"""How much of what is sent is kept: of files so much that a form sees that they are too large, the rest is dropped."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

KEPT_BYTES = 201 * 1024 * 1024  # of all files of a request; the largest that a form takes has 200 MB


class CutOffHandler(FileUploadHandler):
    """The first of the upload handlers: the others see no more than KEPT_BYTES, so neither memory nor disk fills up."""

    passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        """Hand the chunk on, or None once there was enough."""
        if self.passed > KEPT_BYTES:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep it."""
