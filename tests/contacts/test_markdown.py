"""Notes in Markdown: what becomes of it, and that nothing hostile does."""

import re

import pytest

from contacts.templatetags.people import TAGS, markdown
from tests.growth import AS_ITS_SQUARE, growth

REL = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Likes tea.\nAnd walks.", "<p>Likes tea.<br>\nAnd walks.</p>\n"),
        (
            "**Twice** a _week_, ~~not~~ `now`",
            "<p><strong>Twice</strong> a <em>week</em>, <s>not</s> <code>now</code></p>\n",
        ),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("# Title", "<p><strong>Title</strong></p>\n"),
        ("[a](https://example.org)", f'<p><a href="https://example.org" {REL}>a</a></p>\n'),
        ("<a@example.org>", f'<p><a href="mailto:a@example.org" {REL}>a@example.org</a></p>\n'),
        ("![map](https://example.org/a.png)", f'<p>!<a href="https://example.org/a.png" {REL}>map</a></p>\n'),
        ("Łukasz 王 & Sons", "<p>Łukasz 王 &amp; Sons</p>\n"),
        ("", ""),
    ],
)
def test_what_becomes_of_it(text: str, html: str) -> None:
    assert markdown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><style>*{}</style>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt&colon;alert(1))",
        "[a](java\tscript:alert(1))",
        "[a](data:text/html;base64,PHN2Zz4=)",
        "[a](vbscript:x)",
        "<javascript:alert(1)>",
        '[a](https://example.org "x\\" onmouseover=\\"alert(1)")',
        "[a]: javascript:alert(1)\n\n[a]",
        "![a](https://example.org/pixel.png)",
        "<a href='https://example.org' style='position:fixed' id=main>a</a>",
        "```html\n</code></pre><script>x</script>\n```",
        '```x" onclick="alert(1)\n1\n```',
        "| <iframe src=x> |\n|:--:|\n| a |",
        "&lt;script&gt;",
        "\x00<b>\ud7ff",
    ],
)
def test_nothing_hostile_comes_through(text: str) -> None:
    html = markdown(text)
    allowed = {"href", "rel", "start"}
    tags = re.findall(r"<\s*/?\s*([^\s>/]+)([^>]*)>", html)
    assert {name for name, _ in tags} <= TAGS
    assert {name for _, rest in tags for name in re.findall(r"([\w-]+)\s*=", re.sub(r'"[^"]*"', '""', rest))} <= allowed
    assert not re.search(r'href="\s*(?!https?:|mailto:|tel:)[a-z]+:', html, re.IGNORECASE)


@pytest.mark.parametrize("part", ["[", "![", "[a](", "[a][", "*a", "> ", "- ", "`a``b", "<a ", "a**b", "|"])
def test_the_longest_note_of_one_mark_takes_no_time(part: str) -> None:
    assert growth(lambda size: markdown((part * size)[:size]), 50_000) < AS_ITS_SQUARE
