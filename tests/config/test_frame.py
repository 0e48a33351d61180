"""The frame of every page: places, badge, theme, keys, messages, error pages."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from tests.factories import make_contact


@pytest.fixture
def staff_client(alice, alice_client):
    """Alice, looking after the installation."""
    alice.is_staff = True
    alice.save()
    return alice_client


def test_components_page_is_for_staff(alice_client, staff_client, bob_client):
    assert bob_client.get("/components/").status_code == 404
    assert "<h1>Components and states</h1>" in staff_client.get("/components/").text


def test_badge_counts_what_is_due(alice, alice_client):
    soon = timezone.now() + timedelta(hours=1)
    make_contact(alice, next_step="keep_in_touch", next_step_due_at=soon - timedelta(days=1))
    make_contact(alice, next_step="keep_in_touch", next_step_due_at=soon)
    badge = '<span class="count hot">1<span class="vh"> due</span></span>'
    assert alice_client.get("/search/").text.count(badge) == 2  # sidebar and tab bar


def test_theme_and_keys_follow_the_user(alice, alice_client):
    page = alice_client.get("/search/").text
    assert ("data-theme=" in page, 'data-keys="off"' in page) == (False, False)
    alice.theme, alice.single_keys = "dark", False
    alice.save()
    page = alice_client.get("/search/").text
    assert ('<html lang="en" data-theme="dark">' in page, 'data-keys="off"' in page) == (True, True)


def test_htmx_gets_the_csrf_token_from_the_body(alice_client):
    page = alice_client.get("/search/").text
    assert [len(token) for token in re.findall(r"hx-headers='\{\"x-csrftoken\": \"(\w+)\"\}'", page)] == [64]


def test_no_page_carries_inline_style_or_script(staff_client):
    page = staff_client.get("/components/").text
    assert re.findall(r'style="|<style|<script(?![^>]* src=)|\son\w+="', page) == []


def test_unknown_address_has_our_page(alice_client):
    response = alice_client.get("/no-such-page/")
    assert response.status_code == 404
    assert "<h1>There is nothing here</h1>" in response.text


def test_stale_form_has_our_page(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    response = client.post("/accounts/logout/")
    assert response.status_code == 403
    assert "<h1>The form is too old</h1>" in response.text


def test_failure_page_needs_no_context_and_no_database():
    assert "<h1>Something failed on our side</h1>" in render_to_string("500.html")


def test_toast_offers_undo_without_script(rf):
    toast = render_to_string("components/toast.html", {"message": "Archived.", "undo_url": "/undo/"}, rf.get("/"))
    assert '<form method="post" action="/undo/">' in toast
    assert "hx-post" not in toast


def test_toast_over_htmx_names_the_row_that_comes_back(rf):
    words = {"message": "Done.", "undo_url": "/undo/", "undo_target": "#row-7"}
    toast = render_to_string("components/toast.html", words, rf.get("/"))
    assert 'hx-post="/undo/" hx-target="#row-7" hx-swap="outerHTML"' in toast


def test_toast_of_a_failure_looks_like_one_and_is_closed_by_hand(rf):
    html = render_to_string("components/toast.html", {"message": "Too late", "level": "error"}, request=rf.get("/"))
    assert ('class="toast bad"' in html, "#circle-alert" in html, "data-dismiss" in html) == (True, True, True)


def test_every_place_and_command_of_the_frame_leads_to_a_page(staff_client):
    page = staff_client.get("/components/").text
    links = set(re.findall(r'href="(/[^"#]*)"', page)) - set(re.findall(r'href="(/static[^"]*)"', page))
    answers = {link: staff_client.get(link).status_code for link in links}
    assert len(links) >= 9
    assert {link: status for link, status in answers.items() if status != 200} == {}
