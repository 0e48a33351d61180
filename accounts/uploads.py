"""How much of what is sent is kept: of files so much that a form sees that they are too large, the rest is dropped."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

KEPT_BYTES = 51 * 1024 * 1024  # of all files of a request; the largest that most forms take has 50 MB
RECORDED_BYTES = 201 * 1024 * 1024  # where recordings come in; looked at before the view, so it is told by the address
RECORDINGS = "/files/add/"


class CutOffHandler(FileUploadHandler):
    """The first of the upload handlers: the others see no more than KEPT_BYTES, so neither memory nor disk fills up."""

    passed = 0
    most = 0

    def handle_raw_input(self, input_data: Any, META: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N803  Django's
        """Learn how much this form may take."""
        self.most = RECORDED_BYTES if META.get("PATH_INFO", "").endswith(RECORDINGS) else KEPT_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        """Hand the chunk on, or None once there was enough."""
        if self.passed > self.most:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep it."""
