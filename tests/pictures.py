"""`python -m tests.pictures`: takes the pictures of the documentation anew, from the demo data, at one fixed time."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from unittest.mock import patch
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from PIL import Image, ImageChops
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.e2e.chromium import launch

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "img"
DESK, PHONE = (1280, 900), (390, 844)
PAPER, MARGIN = (794, 1123), 45  # A4 at 96 pixels an inch, and the 12 mm of print.css
COMING, HELD = "Priya Raman", "Tomás Herrera"  # whom the demo user meets today, and met yesterday
SEEN = 48  # of 255, by which a changed letter differs at least somewhere
BEGINS = timedelta(hours=2, minutes=40)
SAID = (  # the minute, the words, the button that marks and keeps them; Enter keeps the others
    (1, "Came from physics, too. The first year was mostly SQL.", ""),
    (4, "Two of six in the team have no degree in the field.", "Takeaway"),
    (7, "“Nobody asks for the course. They ask what you built.”", "Quote"),
    (9, "Freja Holm runs the control room: ask about the nights.", "They named someone"),
)


class Clock:
    """The time that the product and the browser are told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 9, 20, tzinfo=UTC)  # a Tuesday morning in Stockholm

    def now(self) -> datetime:
        """In place of django.utils.timezone.now."""
        return self.time


class Server(ThreadingMixIn, WSGIServer):
    """The product in this process, where its time can be fixed."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Requests, of which nothing is said."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  wsgiref's name
        """Nothing."""


class Camera:
    """One page of the demo user's browser, and where its pictures go."""

    def __init__(self, context: BrowserContext, clock: Clock) -> None:
        self.page: Page = context.new_page()
        self.clock = clock

    def at(self, later: timedelta, since: datetime) -> None:
        """Let it be later."""
        self.clock.time = since + later
        self.page.clock.set_fixed_time(self.clock.time)

    def take(self, name: str, path: str = "", *, size: tuple[int, int] = DESK) -> None:
        """Keep a picture of the page at `path`, or of the one that is open, in a window of that size in pixels."""
        is_paper, (width, height) = size == PAPER, size
        edge = MARGIN if is_paper else 0
        self.page.set_viewport_size({"width": width - 2 * edge, "height": height - 2 * edge})
        self.page.emulate_media(media="print" if is_paper else "screen")
        if path:
            self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        picture = Image.new("RGB", size, "white")
        picture.paste(Image.open(BytesIO(self.page.screenshot())).convert("RGB"), (edge, edge))
        keep(picture, FOLDER / f"{name}.webp")


def keep(picture: Image.Image, path: Path) -> None:
    """Write it, unless nobody could tell it from the one that is there: edges are smoothed a little anew each time."""
    if path.exists():
        with Image.open(path) as there:
            if there.size == picture.size:
                difference = ImageChops.difference(there.convert("RGB"), picture)
                if max(difference.tobytes()) < SEEN:
                    return
    picture.save(path, lossless=True, quality=100, method=6)


def main() -> None:
    """Take them on throw-away servers; afterwards only the pictures are left."""
    from config.embedded.servers import temporary_servers

    clock = Clock()
    with temporary_servers(postgres=True, valkey=False) as urls, patch("django.utils.timezone.now", clock.now):
        os.environ.update(urls | {"DJANGO_SETTINGS_MODULE": "config.settings"})
        django.setup()
        places, cookies = plant(clock.now())
        with serving() as address, sync_playwright() as playwright:
            browser = launch(playwright)
            context = browser.new_context(base_url=address, timezone_id="Europe/Stockholm", reduced_motion="reduce")
            context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
            take_all(Camera(context, clock), places)
            browser.close()


def plant(now: datetime) -> tuple[dict[str, str], dict[str, str]]:
    """The demo data in a new database: where its pages are, and the cookies of the demo user."""
    from django.core.management import call_command
    from django.test import Client

    from config.demo.telling import tell_story
    from config.management.commands.seed_demo import make_user

    call_command("migrate", verbosity=0)
    owner = make_user("plainly-fictional-7")
    tell_story(owner, now=now)
    browser = Client()
    browser.force_login(owner)
    coming, held = (owner.interviewees.get(contact__display_name=name) for name in (COMING, HELD))
    places = {
        "person": f"/people/{coming.contact_id}/",
        "coming": f"/interviews/{coming.interview_id}/",
        "held": f"/interviews/{held.interview_id}/",
        "thanks": f"/interviews/{held.interview_id}/thank/{held.contact_id}/",
    }
    return places, {name: cookie.value for name, cookie in browser.cookies.items()}


@contextmanager
def serving() -> Iterator[str]:
    """The address at which the product answers while the block runs."""
    from config.wsgi import application

    server = make_server("127.0.0.1", 0, application, Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def take_all(camera: Camera, places: dict[str, str]) -> None:
    """Every picture; the talk comes last, for it changes what the other pages show."""
    camera.at(timedelta(), camera.clock.time)
    camera.take("today", "/")
    camera.take("person", places["person"])
    camera.take("prepare", f"{places['coming']}prepare/")
    camera.take("sheet", f"{places['coming']}sheet/", size=PAPER)
    camera.take("wrap-up", f"{places['held']}wrap-up/")
    camera.take("thank-you", places["thanks"])
    camera.take("ledger", "/interviews/ledger/")
    talk(camera, f"{places['coming']}live/")
    camera.take("live", size=PHONE)


def talk(camera: Camera, path: str) -> None:
    """Begin, ask the first question, write what was said, each line at its minute."""
    begins, page = camera.clock.time + BEGINS, camera.page
    camera.at(timedelta(), begins)
    page.goto(path)
    page.get_by_role("button", name="Start").click()
    page.locator("#asks .tick").first.click()
    for minute, words, button in SAID:
        camera.at(timedelta(minutes=minute, seconds=7 * minute % 60), begins)
        page.reload()
        page.get_by_label("Note", exact=True).fill(words)
        if button:
            page.get_by_role("button", name=button, exact=True).click()
        else:
            page.keyboard.press("Enter")
        page.locator("#saved", has_text="Saved").wait_for()
    page.keyboard.press("Escape")  # the ring around the box is drawn a little differently each time


if __name__ == "__main__":
    main()
