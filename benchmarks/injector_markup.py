"""Faults of markup for the injector: tags left over, addresses and placeholders that a translator broke."""

from __future__ import annotations

import random
import re

from benchmarks.injector import Fault, kind, pick


@kind("html-tag-left", "MRK001", safe=True)
def html_tag_left(text: str, lang: str, rng: random.Random) -> Fault | None:
    found = pick(rng, r"(?<= )[^\W\d_]{3,}(?= )", text)
    if not found or "<" in text:
        return None
    if rng.random() < 0.3:
        return Fault(found.start(), found.start(), rng.choice(("<br>", "<br/>", "<br />")))
    name = rng.choice(("b", "i", "em", "strong", "u", "span"))
    attribute = ' class="x"' if name == "span" else ""
    return Fault(found.start(), found.end(), f"<{name}{attribute}>{found[0]}</{name}>")


def _with_piece(text: str, rng: random.Random, piece: str, broken: str) -> Fault | None:
    """A link or placeholder put between two words of the text, and broken there."""
    found = pick(rng, r"(?<=[^\W\d_]) (?=[^\W\d_])", text)
    if not found or re.search(r"[@#{}<>%$]|://", text):
        return None
    clean = f"{text[: found.end()]}{piece} {text[found.end() :]}"
    return Fault(found.end(), found.end() + len(piece), broken, clean)


@kind("url-broken", "MRK002")
def url_broken(text: str, lang: str, rng: random.Random) -> Fault | None:
    host = rng.choice(("t.me/city", "example.org/a/b", "www.example.com", "news.example.net/2024"))
    piece = f"https://{host}" if not host.startswith("www") else host
    spaced = piece.replace("://", rng.choice((": // ", ": //", "://")))
    spaced = re.sub(r"(?<=\w)\.(?=\w)", rng.choice((". ", " . ")), spaced)
    spaced = re.sub(r"(?<=\w)/(?=\w)", " / ", spaced)
    return _with_piece(text, rng, piece, spaced)


@kind("email-broken", "MRK002")
def email_broken(text: str, lang: str, rng: random.Random) -> Fault | None:
    broken = rng.choice(
        ("press @ example. org", "press @ example.org", "press@ example. org", "press @example.org")
    )
    return _with_piece(text, rng, "press@example.org", broken)


@kind("handle-broken", "MRK002")
def handle_broken(text: str, lang: str, rng: random.Random) -> Fault | None:
    piece = rng.choice(("@city_news", "#elections", "@JaneMiller", "#Brexit2016", "#metoo"))
    return _with_piece(text, rng, piece, f"{piece[0]} {piece[1:]}")


BROKEN_PLACEHOLDERS = (
    ("{name}", "{ name }"),
    ("{user_name}", "{ user_name }"),
    ("{0}", "{ 0 }"),
    ("%s", "% s"),
    ("%d", "% d"),
    ("%(count)s", "% (count) s"),
    ("%1$s", "% 1 $ s"),
    ("${total}", "$ {total}"),
    ("{$total}", "{$ total}"),
    ("&nbsp;", "& nbsp ;"),
    ("&amp;", "& amp;"),
    ("<b>x</b>", "< b >x< / b >"),
    ("<br/>", "< br / >"),
)


@kind("placeholder-broken", "MRK003")
def placeholder_broken(text: str, lang: str, rng: random.Random) -> Fault | None:
    piece, broken = rng.choice(BROKEN_PLACEHOLDERS)
    return _with_piece(text, rng, piece, broken)
