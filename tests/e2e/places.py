"""Every page that the demo user's links lead to, with something to show on each."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import APIRequestContext, BrowserContext

from tests.e2e.letters import plant_letters
from tests.e2e.product import Product
from tests.factories import make_picture

STARTS = [
    "/",
    "/people/?q=nobody-of-that-name",
    "/people/?stage=thanked&source=referral&next=none&email=no&sort=-last",
    "/people/?columns=name&columns=organization&columns=path&columns=tags&columns=warmth&columns=added",
    "/people/?state=archived",
    "/people/filters/?stage=thanked&p1=is",
    "/people/add/?line=Jane+Doe,+Analyst,+Nordgrid",
    "/people/add/?line=Priya+Raman+<priya@example.org>",
    "/people/changes/new/?all=1&query=stage%3Dthanked",
    "/people/changes/new/?all=1&verb=archive",
    "/people/views/new/?query=stage%3Dthanked",
    "/interviews/new/",
    "/explore/gaps/seeds/",
    "/explore/gaps/paste/",
    "/explore/?path=all",
    "/settings/reminders/",
    "/outreach/?view=list",
    "/network/?view=list&show=all",
    "/network/?view=map&show=all&ties=all&by=organization",
    "/outreach/lanes/asked/",
    "/outreach/compose/?who=nobody-of-that-name",
    "/outreach/templates/add/",
    "/search/?q=grid",
    "/search/?q=nobody-of-that-name",
    "/components/",
    "/accounts/email/",
    "/accounts/password/change/",
]
# Of views whose page differs from row to row or from field to field, so many are looked at; of others one.
SEVERAL = {"outreach:person": 3, "interviews:prepare": 3, "interviews:wrap_up": 6, "interviews:live": 3}
SEVERAL |= {"contacts:import_batch": 4, "contacts:person_field": 20, "interviews:interview": 0}  # 0: leads to others
NO_PAGES = re.compile(r"/(admin|static|healthz|readyz|accounts/logout)\b|\.\w+$|/(file|refused|files/\d+)/$")

KNOWN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
FILES = [
    "Wer,Wo\nAda Novak,Nordgrid\nWei Tanaka,Fjord Health\n",
    f"{KNOWN}Ada,Imported,https://www.linkedin.com/in/ada-imported,,Old Mill,Planner,12 Mar 2024\n"
    "Vera,Whole,,vera@example.org,Old Mill,Miller,12 Mar 2024\nVera,Whole,,,Old Mill,,12 Mar 2024\n,,,,x\n",
]


def sender(context: BrowserContext) -> Callable[..., str]:
    """Posts fields to an address, and says where that led."""
    context.request.get("/people/")
    token = next(cookie["value"] for cookie in context.cookies() if "csrf" in cookie["name"])

    def send(url: str, **fields: Any) -> str:
        answer = context.request.post(url, multipart={"csrfmiddlewaretoken": token, **fields})
        assert answer.ok, (url, answer.status, answer.text())
        return urlsplit(answer.url).path

    return send


def plant(context: BrowserContext, product: Product) -> list[str]:
    """A person of whom all is known, a row of what the demo has none of, a talk and its wrap-up; their addresses."""
    send = sender(context)
    send("/settings/properties/", name="Shoe size", kind="number")
    number = re.findall(r"/settings/properties/(\d+)/edit/", context.request.get("/settings/properties/").text())[-1]
    said = {"display_name": "Vera Whole", "role": "Planner", "organization_name": "Old Mill"}
    said["notes"] = "**Tea**, no milk"
    said |= {"emails": "vera@example.org", "phones": "+46 70 174 06 05", "links": "https://example.org/vera"}
    said |= {"addresses_street": "1 Long Lane", "addresses_locality": "Ely", f"property_{number}": "44"}
    person = send("/people/new/", **said)
    send(f"{person}photo/", photo={"name": "vera.png", "mimeType": "image/png", "buffer": make_picture()})
    send(f"{person}jobs/new/", role="Apprentice", organization_name="New Mill", started_on="2019-01-01")
    for name in ("Ida Merged", "Ole Twin"):  # the first two become one, the others stay a pair
        for _ in range(2):
            send("/people/new/", display_name=name, emails=f"{name[:3]}@example.org")
        send("/people/duplicates/scan/")
        if name == "Ida Merged":
            send("/people/duplicates/merge/")
    send("/people/views/new/", name="Planted view", query="stage=thanked")
    send("/people/changes/new/", verb="tag", tag="planted", people=person.split("/")[2])
    for file in FILES:
        batch = send("/people/import/", file={"name": "people.csv", "mimeType": "text/csv", "buffer": file.encode()})
    send(f"{batch}run/")
    send("/people/import/", file={"name": "people.csv", "mimeType": "text/csv", "buffer": FILES[1].encode()})
    talk = send("/interviews/new/", who="Lia Live", direction="outgoing", promised_minutes="20", zone="Europe/Paris")
    live = talk.replace("prepare", "live")
    send(f"{live.removesuffix('live/')}lines/add/", text="Hires on projects", version="0")
    wrap_up = live.replace("live", "wrap-up")
    who = re.findall(r'name="named_by" value="(\d+)"', context.request.get(wrap_up).text())[0]
    send(f"{live.removesuffix('live/')}referrals/add/", named_by=who, display_name="Ned Named")
    letters = plant_letters(send, product, person=int(person.split("/")[2]), other=int(who))
    return [person, live, wrap_up, *letters]


def found_by_links(request: APIRequestContext, starts: list[str]) -> list[str]:
    """The addresses of `starts`, and of each view that they and what they lead to link to one, or SEVERAL."""
    found, count = list(starts), Counter[str]()
    for url in found:  # grows while it is walked
        answer = request.get(url)
        assert answer.ok, (url, answer.status)
        for href in re.findall(r'<a [^>]*?href="(/[^"]*)"', answer.text()):
            path = urlsplit(unescape(href)).path
            if path in found or NO_PAGES.search(path):
                continue
            view = resolve(path).view_name
            count[view] += 1
            if count[view] <= SEVERAL.get(view, 1):
                found.append(path)
    return found


def names_of(urls: list[str]) -> set[str]:
    """The names of the views that answer at these addresses."""
    return {resolve(urlsplit(url).path).view_name for url in urls}
