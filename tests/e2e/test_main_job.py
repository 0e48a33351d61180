"""The main job by hand: sign up, add a person, hold an interview, get the reminder once, say thank you."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.e2e.product import Product

PASSWORD = "walnut-meadow-42"
SENT = r"I have sent it:\s+(http\S+)"


def part_of(mail: EmailMessage, kind: str) -> str:
    """The mail's text of that kind, plain or html."""
    part = mail.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def link_in(mail: EmailMessage, pattern: str) -> str:
    """The address in the mail's text that the pattern's group finds."""
    found = re.search(pattern, part_of(mail, "plain"))
    assert found, part_of(mail, "plain")
    return found[1]


def sign_up(page: Page, product: Product, email: str) -> None:
    """Create an account, confirm its address by the mail, sign in, and have no quiet hours."""
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Name").fill("Nadia Newcomer")
    page.get_by_label("Password").fill(PASSWORD)
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Paris")
    page.get_by_role("button", name="Create account").click()
    mail = product.sink.wait_for(to=email, subject="onfirm")
    page.goto(link_in(mail, r"(http\S+/confirm-email/\S+)"))
    page.get_by_role("button", name="Confirm").click()
    if "/login/" in page.url:
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
    page.goto("/settings/")
    page.get_by_label("Quiet from").fill("00:00")
    page.get_by_label("Quiet until").fill("00:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Settings saved").first).to_be_visible()


def add_past_interview(page: Page, who: str, *, minutes: int = 20) -> None:
    """An interview with a new person that began three hours ago; after `minutes` it ended."""
    start = datetime.now(ZoneInfo("Europe/Paris")) - timedelta(hours=3)
    page.goto("/interviews/new/")
    page.get_by_label("Name", exact=True).fill(who)
    page.get_by_text("The time is set already").click()
    page.locator("[name=day]").fill(start.strftime("%Y-%m-%d"))
    page.locator("[name=wall_time]").fill(start.strftime("%H:%M"))
    page.locator("[name=planned_minutes]").fill(str(minutes))
    page.get_by_role("button", name="Add the interview").click()
    expect(page.get_by_role("link", name="Take away")).to_be_visible()


def wrap_up(page: Page) -> None:
    """Write down what was learned, say that the talk was held, and then that it was over earlier than planned."""
    page.get_by_role("link", name="Take away").click()
    page.get_by_label("One thing").or_(page.locator("[name=text]")).first.fill("Tenders decide everything")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tenders decide everything").first).to_be_visible()
    page.get_by_role("button", name="Held").click()
    ended = datetime.now(ZoneInfo("Europe/Paris")) - timedelta(hours=2, minutes=30)
    page.get_by_label("Ended").fill(ended.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Save the times").click()


def test_from_sign_up_to_thanked(page: Page, product: Product) -> None:
    sign_up(page, product, "nadia@example.com")
    # It ended an hour ago, so that no mail is owed before the takeaway stands in it.
    add_past_interview(page, "Grace Example", minutes=120)
    wrap_up(page)
    mail = product.sink.wait_for(to="nadia@example.com", subject="Thank Grace Example")
    assert "Tenders decide everything" in part_of(mail, "plain")
    assert "Tenders decide everything" in part_of(mail, "html")
    page.goto(link_in(mail, SENT))
    page.get_by_role("button", name="I have sent it").click()
    expect(page.get_by_text("Done. It is marked as sent").first).to_be_visible()
    page.goto("/")
    expect(page.get_by_text("Thank Grace Example")).to_have_count(0)
    page.wait_for_timeout(3_000)  # three more ticks
    sent = [m for m in product.sink.messages if m["To"] == "nadia@example.com" and "Thank" in m["Subject"]]
    assert len(sent) == 1
