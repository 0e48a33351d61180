"""Every form's look: label, control, help and error belong together for screen readers, and carry our classes."""

import re

import pytest

from config.forms import SampleForm, sample_form


@pytest.fixture
def html():
    """The form after a mistake."""
    return str(sample_form())


def control(html: str, name: str) -> str:
    """The opening tag of the control called `name`."""
    found = re.search(rf'<(?:input|select|textarea)[^>]* name="{name}"[^>]*>', html)
    assert found
    return found[0]


def test_label_help_and_error_are_tied_to_the_control(html):
    assert '<label for="sample_email">E-mail</label>' in html
    assert 'aria-describedby="sample_email_error"' in control(html, "email")
    assert 'aria-invalid="true"' in control(html, "email")
    assert '<ul class="errorlist" id="sample_email_error"><li>Enter a valid email address.</li></ul>' in html
    assert 'aria-describedby="sample_name_helptext"' in control(html, "name")
    assert '<p class="help" id="sample_name_helptext">As they write it themselves.</p>' in html


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name", 'class="input"'),
        ("day", 'type="date"'),
        ("warmth", 'class="select"'),
        ("notes", 'class="textarea"'),
        ("theme", 'class="check"'),
        ("remind", 'class="check"'),
        ("locked", " disabled"),
    ],
)
def test_each_control_has_its_class(html, name, words):
    assert words in control(html, name)


def test_a_group_of_choices_is_a_fieldset_with_a_legend(html):
    assert '<legend class="lgd">Theme</legend>' in html
    assert html.count("<fieldset") == html.count("</fieldset>") == 2
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["light", "b"]
    assert " checked" in control(html, "remind")


def test_an_error_of_the_whole_form_is_an_alert(html):
    assert re.search(r'<div class="banner late" role="alert">.*Nothing was saved\.', html, re.DOTALL)


def test_a_fresh_form_complains_of_nothing():
    assert not re.search("aria-invalid|role=.alert|errorlist", str(SampleForm()))
