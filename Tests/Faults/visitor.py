"""Somebody with a browser: keeps cookies, fills forms in, signs in."""

import re
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from Tests.Pages.client import Answer, fetch

FIRST_LINK = re.compile(r"/first/[\w-]+")
FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
LOGIN = "first"
PASSWORD = "lake-7-Heron-window"


class Visitor:
    """One browser on one server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self.ask(path)

    def fill(self, path: str, fields: dict[str, str]) -> Answer:
        """Opens the page of a form and sends the form."""
        found = FORM_TOKEN.search(self.get(path).text)
        token = {"form_token": found[1]} if found else {}
        return self.ask(path, "POST", urlencode(token | fields).encode())

    def ask(self, path: str, method: str = "GET", body: bytes | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Origin": self.url}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = fetch(self.url + path, method, headers, body)
        for given in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(given).items()}
        return answer

    def become_first(self, log: Path) -> Answer:
        """Makes the first administrator by the link that the first start prints."""
        found = FIRST_LINK.search(log.read_text())
        if not found:
            raise RuntimeError("the first start prints no link")
        fields = {"login": LOGIN, "name": "First", "email": "", "password": PASSWORD, "again": PASSWORD}
        return self.fill(found[0], fields)

    def sign_in(self) -> Answer:
        return self.fill("/sign-in", {"login": LOGIN, "password": PASSWORD})

    @property
    def is_signed_in(self) -> bool:
        return self.get("/account").status == 200
