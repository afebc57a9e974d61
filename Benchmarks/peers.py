"""Database servers that readings are sent to beside ours: started for one measurement, on loopback, in a folder of their own."""

import http.client
import os
import pwd
import shutil
import subprocess
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from Benchmarks import city_readings
from Benchmarks.measure import FOLDER

POSTGRES = Path("/usr/lib/postgresql/15/bin")
INFLUX_PORT, CLICKHOUSE_PORT, POSTGRES_PORT = 18_086, 18_123, 15_532


class Peer(NamedTuple):
    name: str
    pid: int
    # How a batch is written, before the clock starts.
    pack: Callable[[city_readings.Slots], bytes]
    # Opens a connection and gives what sends a packed batch over it, returning once it is stored.
    connect: Callable[[], Callable[[bytes], None]]


def post(port: int, path: str, headers: dict[str, str] | None = None) -> Callable[[bytes], None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def send(body: bytes) -> None:
        connection.request("POST", path, body, headers or {})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{answer.status} {text[:300]!r}")

    return send


def fresh(name: str, owner: str | None = None) -> Path:
    folder = FOLDER / "peers" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if owner:
        # PostgreSQL and ClickHouse refuse to run as root.
        shutil.chown(folder, owner, owner)
    return folder


def settle(ready: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Waits until a server answers."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with {process.returncode}")  # type: ignore[index]
        try:
            ready()
            return
        except (OSError, http.client.HTTPException, RuntimeError, subprocess.CalledProcessError):
            time.sleep(0.1)
    raise RuntimeError(f"{process.args[0]} does not answer")  # type: ignore[index]


@contextmanager
def running(command: list[str | Path], folder: Path, user: str | None = None,
            environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    account = pwd.getpwnam(user) if user and os.getuid() == 0 else None
    with open(folder / "log.txt", "wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=folder, env={**os.environ, **(environment or {})},
            user=account.pw_uid if account else None, group=account.pw_gid if account else None)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)


@contextmanager
def influxdb() -> Iterator[Peer]:
    folder = fresh("influxdb")
    settings = {
        "INFLUXDB_META_DIR": folder / "meta", "INFLUXDB_DATA_DIR": folder / "data", "INFLUXDB_DATA_WAL_DIR": folder / "wal",
        "INFLUXDB_HTTP_BIND_ADDRESS": f"127.0.0.1:{INFLUX_PORT}", "INFLUXDB_BIND_ADDRESS": "127.0.0.1:18088",
        "INFLUXDB_REPORTING_DISABLED": "true", "INFLUXDB_HTTP_LOG_ENABLED": "false", "INFLUXDB_MONITOR_STORE_ENABLED": "false",
        "INFLUXDB_DATA_QUERY_LOG_ENABLED": "false",
    }
    (folder / "influxdb.conf").touch()
    with running(["influxd", "-config", folder / "influxdb.conf"], folder,
                 environment={key: str(value) for key, value in settings.items()}) as process:
        settle(lambda: post(INFLUX_PORT, "/query?q=" + urllib.parse.quote("create database city"))(b""), process)
        yield Peer("InfluxDB 1.6, line protocol", process.pid, city_readings.line_protocol,
                   lambda: post(INFLUX_PORT, "/write?db=city&precision=s"))


CLICKHOUSE_CONFIG = """<yandex><logger><level>warning</level><console>1</console></logger><http_port>{port}</http_port>
<listen_host>127.0.0.1</listen_host><path>{folder}/data/</path><tmp_path>{folder}/tmp/</tmp_path>
<users_config>{folder}/users.xml</users_config><mark_cache_size>1073741824</mark_cache_size><timezone>Asia/Shanghai</timezone></yandex>
"""
CLICKHOUSE_USERS = """<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default><password/>
<networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></yandex>
"""


@contextmanager
def clickhouse() -> Iterator[Peer]:
    folder = fresh("clickhouse", "clickhouse")
    (folder / "config.xml").write_text(CLICKHOUSE_CONFIG.format(port=CLICKHOUSE_PORT, folder=folder))
    (folder / "users.xml").write_text(CLICKHOUSE_USERS)
    path = "/?query=" + urllib.parse.quote("insert into r format RowBinary")
    with running(["clickhouse-server", f"--config-file={folder}/config.xml"], folder, user="clickhouse") as process:
        settle(lambda: post(CLICKHOUSE_PORT, "/")(b"select 1"), process)
        post(CLICKHOUSE_PORT, "/")(
            b"create table r (meter UInt32, t UInt32, value Float64, q UInt8) engine = ReplacingMergeTree "
            b"partition by toYYYYMM(toDateTime(t)) order by (meter, t)")
        # It does not wait for the disk: this version has no such setting.
        yield Peer("ClickHouse 18.16, RowBinary, not synced", process.pid, city_readings.row_binary,
                   lambda: post(CLICKHOUSE_PORT, path))


@contextmanager
def postgresql() -> Iterator[Peer]:
    import psycopg

    folder = fresh("postgresql", "postgres")
    account = pwd.getpwnam("postgres")
    as_owner = {"user": account.pw_uid, "group": account.pw_gid} if os.getuid() == 0 else {}
    subprocess.run([POSTGRES / "initdb", "--pgdata", folder / "data", "--auth", "trust", "--username", "bench"], check=True,
                   stdout=subprocess.DEVNULL, cwd=folder, **as_owner)
    address = f"host=127.0.0.1 port={POSTGRES_PORT} user=bench dbname=postgres"
    command = [POSTGRES / "postgres", "-D", folder / "data", "-p", str(POSTGRES_PORT), "-k", folder,
               "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=2GB", "-c", "max_wal_size=4GB"]

    def connect() -> Callable[[bytes], None]:
        cursor = psycopg.connect(address, autocommit=True).cursor()

        def send(body: bytes) -> None:
            with cursor.copy("copy r from stdin with (format binary)") as copy:
                copy.write(body)

        return send

    with running(command, folder, user="postgres") as process:
        settle(lambda: subprocess.run([POSTGRES / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(POSTGRES_PORT)], check=True),
               process)
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute("create table r (meter int4, t int4, value float8, q int2, primary key (meter, t))")
        yield Peer("PostgreSQL 15, COPY BINARY", process.pid, city_readings.copy_binary, connect)
