"""A plain HTTP client that returns refusals instead of raising them, and never asks a proxy for the way."""

import json
import urllib.error
import urllib.request
from email.message import Message
from typing import Any, NamedTuple


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer to look at, not a way to follow."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


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
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        response = _opener.open(request, timeout=60)
    except urllib.error.HTTPError as refusal:
        response = refusal
    with response:
        return Answer(response.status, response.headers, response.read())
