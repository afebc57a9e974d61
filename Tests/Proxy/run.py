"""Runs docs/nginx.conf before a real server: TLS, Secure cookies, forged addresses, names that are not ours, large bodies.

From the repository's root: `.tools/venv/bin/python -m Tests.Proxy.run`. Only the marked lines of the file are changed:
ports, because those below 1024 and 8080 may be taken, and the certificate, which is made for the test.
"""

import os
import re
import ssl
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen, run
from typing import NamedTuple

from Tests.API.account import api_token
from Tests.Pages.server import free_port, serving

ROOT = Path(__file__).resolve().parents[2]
TANFENG = Path(os.environ.get("TANFENG") or ROOT / ".build/debug/tanfeng")
NGINX = "/usr/sbin/nginx"
HOST = "carbon.example.gov.cn"
START_SECONDS = 10


class Proxy(NamedTuple):
    plain: int
    tls: int
    authority: ssl.SSLContext

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, host: str = HOST, **headers: str) -> "Reply":
        connection = NamedConnection("127.0.0.1", self.tls, timeout=20, context=self.authority)
        connection.name = host
        return reply(connection, path, method, body, host, headers)

    def ask_plainly(self, path: str) -> "Reply":
        return reply(HTTPConnection("127.0.0.1", self.plain, timeout=20), path, "GET", None, HOST, {})


class NamedConnection(HTTPSConnection):
    """A connection to this machine that asks for another name, as a browser does after DNS."""

    name = HOST

    def connect(self) -> None:
        HTTPConnection.connect(self)
        self.sock = self._context.wrap_socket(self.sock, server_hostname=self.name)


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: str


def reply(connection: HTTPConnection, path: str, method: str, body: bytes | None, host: str, headers: dict[str, str]) -> Reply:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers={"Host": host, **fields})
    answer: HTTPResponse = connection.getresponse()
    text = answer.read().decode(errors="replace")
    connection.close()
    names = {name.lower(): value for name, value in answer.getheaders()}
    return Reply(answer.status, names, answer.headers.get_all("Set-Cookie") or [], text)


def certificate(folder: Path) -> tuple[Path, Path]:
    key, chain = folder / "key.pem", folder / "chain.pem"
    run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-keyout", key, "-out", chain, "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"],
        check=True, stdout=DEVNULL, stderr=DEVNULL)
    return key, chain


def configuration(folder: Path, ports: dict[str, int]) -> Path:
    """The documented file, its marked lines changed, inside the smallest nginx.conf that can run it."""
    key, chain = certificate(folder)
    changed = []
    for line in (ROOT / "docs/nginx.conf").read_text().splitlines():
        if "[port]" in line:
            line = re.sub(r"\b(8080|443|80)\b", lambda port: str(ports[port[0]]), line)
        if "[certificate]" in line:
            line = line.replace("/etc/tanfeng/tls/chain.pem", str(chain)).replace("/etc/tanfeng/tls/key.pem", str(key))
        changed.append(line)
    (folder / "tanfeng.conf").write_text("\n".join(changed))
    main = folder / "nginx.conf"
    main.write_text(f"""
        daemon off;
        pid {folder}/nginx.pid;
        error_log {folder}/error.log;
        events {{ worker_connections 256; }}
        http {{
            access_log off;
            client_body_temp_path {folder}/body;
            proxy_temp_path {folder}/proxy;
            fastcgi_temp_path {folder}/fastcgi;
            uwsgi_temp_path {folder}/uwsgi;
            scgi_temp_path {folder}/scgi;
            include {folder}/tanfeng.conf;
        }}
    """)
    return main


@contextmanager
def proxy(folder: Path, server: int) -> Iterator[Proxy]:
    ports = {"80": free_port(), "443": free_port(), "8080": server}
    main = configuration(folder, ports)
    # nginx hands its work to another user when root starts it, who must be able to pass through.
    folder.chmod(0o755)
    checked = run([NGINX, "-t", "-c", main], stdout=PIPE, stderr=STDOUT, text=True, check=False)
    if checked.returncode != 0:
        raise RuntimeError(checked.stdout)
    authority = ssl.create_default_context(cafile=str(folder / "chain.pem"))
    process = Popen([NGINX, "-c", main])
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                HTTPConnection("127.0.0.1", ports["443"], timeout=1).connect()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
        yield Proxy(ports["80"], ports["443"], authority)
    finally:
        process.terminate()
        process.wait()


def city(folder: Path) -> str:
    """A data folder with a load curve to look at, and the token of a reader."""
    data, day = folder / "data", time.strftime("%Y-%m-%d", time.gmtime(time.time() + 28_800 - 86_400))
    files = {
        "buildings": "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n320706A001,A,A,1,320706\n",
        "meters": "meter,building,item,kind,unit,decimals,digits,valid_from\n"
                  f"E1,320706A001,01000,register,kWh,2,9,{day}\n",
        "readings": f"meter,time,value\nE1,{day} 00:00,1\nE1,{day} 00:15,2\n"}
    for kind, text in files.items():
        file = folder / f"{kind}.csv"
        file.write_text(text)
        run([TANFENG, "import", kind, file, "--data", data], check=True, stdout=DEVNULL)
    return api_token(TANFENG, data)


def stream(proxy: Proxy, token: str) -> Iterator[str]:
    """Events must come through one by one, not when the stream ends."""
    connection = NamedConnection("127.0.0.1", proxy.tls, timeout=10, context=proxy.authority)
    connection.name = HOST
    connection.request("GET", "/metering/events", headers={"Host": HOST, "Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    try:
        if answer.status != 200 or not answer.readline().startswith(b"id: "):
            yield f"the stream of events answers {answer.status}"
    except TimeoutError:
        yield "the stream of events is held back"
    finally:
        connection.close()


def problems(proxy: Proxy, token: str) -> Iterator[str]:
    page = proxy.ask("/sign-in")
    if page.status != 200 or "<h1" not in page.body:
        yield f"the sign-in page answers {page.status}"
    if not page.cookies or not all("secure" in cookie.lower() and cookie.startswith("__Host-") for cookie in page.cookies
                                   if "lang" not in cookie):
        yield f"cookies go without TLS: {page.cookies}"
    if "max-age=" not in page.headers.get("strict-transport-security", ""):
        yield "no Strict-Transport-Security"
    if proxy.ask("/healthz").status != 200:
        yield "/healthz does not answer"

    redirect = proxy.ask_plainly("/buildings?q=x")
    if redirect.status != 308 or redirect.headers.get("location") != f"https://{HOST}/buildings?q=x":
        yield f"http answers {redirect.status} {redirect.headers.get('location')}"
    try:
        foreign = proxy.ask("/sign-in", host="foreign.invalid")
        yield f"another name is answered: {foreign.status}"
    except ssl.SSLError:
        pass
    if (status := proxy.ask("/sign-in", Host="foreign.invalid").status) not in (400, 421):
        yield f"another host behind our name answers {status}"

    for path in ["/metrics", "/readyz"]:
        if (status := proxy.ask(path).status) != 404:
            yield f"{path} answers {status} to the world"
    # The machine itself would be let in: a client must not be able to claim that it is the machine.
    for name in ["X-Forwarded-For", "Forwarded", "X-Real-IP"]:
        claimed = proxy.ask("/api/v1/buildings", **{name: "127.0.0.1"})
        if claimed.status != 401:
            yield f"a forged {name} answers {claimed.status}"

    yield from stream(proxy, token)
    large = proxy.ask("/sign-in", "POST", b"a=" + b"x" * 70_000, Origin=f"https://{HOST}")
    if large.status != 413:
        yield f"a large form answers {large.status}"
    file = proxy.ask("/api/v1/imports?kind=readings", "POST", b"a,b\n" * 100_000, Origin=f"https://{HOST}")
    if file.status != 401:
        yield f"a file without a sign-in answers {file.status}"
    yield from limits(proxy)


def limits(proxy: Proxy) -> Iterator[str]:
    """A flood is turned away before it reaches the server."""
    statuses = [proxy.ask("/sign-in").status for _ in range(20)]
    if 429 not in statuses or statuses[0] != 200:
        yield f"twenty sign-in pages at once answer {sorted(set(statuses))}"


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        environment = os.environ | {"TANFENG_PUBLIC_URL": f"https://{HOST}"}
        log = folder / "server.log"
        token = city(folder)
        with serving(TANFENG, folder / "data", log, environment=environment) as server:
            with proxy(folder, int(server.url.rpartition(":")[2])) as front:
                found = list(problems(front, token))
    print("\n".join(found))
    print(f"代理测试 · Proxy test: {'未通过 · failed' if found else '通过 · passed'}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
