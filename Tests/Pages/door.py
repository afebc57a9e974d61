"""The way in: the first administrator by the link that a new server prints, or an account that the environment names."""

import os
import time
from pathlib import Path

from playwright.sync_api import BrowserContext

from Tests.Faults.visitor import FIRST_LINK, Visitor
from Tests.Pages.client import keep, kept

LINK_SECONDS = 20


def claim(base: str, log: Path) -> None:
    """Makes the first administrator of a server of our own and stays signed in."""
    deadline = time.monotonic() + LINK_SECONDS
    # The server answers a moment before it prints the link.
    while not FIRST_LINK.search(log.read_text()) and time.monotonic() < deadline:
        time.sleep(0.1)
    visitor = Visitor(base)
    visitor.become_first(log)
    stay(visitor)


def sign_in(base: str) -> None:
    """Signs in to a server that is running already, as TANFENG_LOGIN with TANFENG_PASSWORD."""
    visitor = Visitor(base)
    visitor.fill("/sign-in", {"login": os.environ["TANFENG_LOGIN"], "password": os.environ["TANFENG_PASSWORD"]})
    stay(visitor)


def stay(visitor: Visitor) -> None:
    if not visitor.is_signed_in:
        raise RuntimeError(f"{visitor.url} lets nobody in")
    keep(visitor.url, visitor.cookies)


def admit(context: BrowserContext, base: str) -> BrowserContext:
    """Gives a browser's context the cookies of whoever is signed in."""
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in kept(base).items()])
    return context
