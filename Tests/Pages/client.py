"""A plain HTTP client that returns refusals instead of raising them, and never asks a proxy for the way."""

import json
import urllib.error
import urllib.request
from email.message import Message
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer to look at, not a way to follow."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


# What each server has given to whoever signed in there.
_cookies: dict[str, dict[str, str]] = {}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def keep(base: str, cookies: dict[str, str]) -> None:
    """From now on `fetch` and the browser of the page tests are signed in there."""
    _cookies[_origin(base)] = cookies


def kept(base: str) -> dict[str, str]:
    return _cookies.get(_origin(base), {})


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def fetch(url: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None) -> Answer:
    cookie = "; ".join(f"{name}={value}" for name, value in kept(url).items())
    request = urllib.request.Request(url, data=body, method=method, headers=({"Cookie": cookie} if cookie else {}) | (headers or {}))
    try:
        response = _opener.open(request, timeout=60)
    except urllib.error.HTTPError as refusal:
        response = refusal
    with response:
        return Answer(response.status, response.headers, response.read())
