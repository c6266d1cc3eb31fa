"""Puente as docs/deploy lays it out, on loopback: PostgreSQL, Chroma, N processes and nginx, from the very files there with other ports."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from app.bootstrap import build
from app.domain.actor import LOCAL_ACTOR, Actor
from app.services import accounts
from app.services.house import House
from app.settings import Settings
from tests.postgres import cluster, database
from tests.ui.served import ROOT, free_port

DEPLOY = ROOT / "docs" / "deploy"
BIN = Path(sys.executable).parent
PASSWORD = "una frase larga y propia"
START_S = 120
PORTS = ("7861", "7862", "7863")
"""The ports of the processes in docs/deploy/nginx.conf."""


def nginx() -> str | None:
    """Where nginx is, or None."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def command_of(unit: str, **changed: str) -> list[str]:
    """What a unit of docs/deploy starts, with its paths and ports replaced."""
    line = next(x for x in (DEPLOY / unit).read_text("utf-8").splitlines() if x.startswith("ExecStart="))
    words = line.removeprefix("ExecStart=").replace("/opt/puente/.venv/bin/puente ", f"{sys.executable} -m app ")
    words = words.replace("/opt/puente/.venv/bin/", f"{BIN}/")
    for old, new in changed.items():
        words = words.replace({"instance": "%i", "port": "8000", "path": "/var/lib/puente-chroma"}[old], new)
    return shlex.split(words)


def settings_of_file() -> dict[str, str]:
    """The settings of docs/deploy/puente.env."""
    lines = (DEPLOY / "puente.env").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@dataclass
class Deployment:
    """What is running; `house` is this process's view of the same rows."""

    folder: Path
    url: str
    environment: dict[str, str]
    house: House
    actor: Actor
    client: httpx.Client
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """Starts the process of a port, as its unit does."""
        with (self.folder / f"puente-{port}.log").open("ab") as log:
            command = command_of("puente@.service", instance=str(port))
            self.processes[port] = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def wait_for(self, port: int) -> None:
        """Returns when the process of a port is ready."""
        _answers(f"http://127.0.0.1:{port}/readyz", self.processes[port], self.folder / f"puente-{port}.log")

    def kill(self, port: int) -> None:
        """Ends a process without a word of warning."""
        self.processes[port].send_signal(signal.SIGKILL)
        self.processes[port].wait()

    def restart(self, port: int) -> None:
        """What systemctl restart does: the stop signal of the unit, the end, a new start."""
        self.processes[port].send_signal(signal.SIGTERM)
        self.processes[port].wait(30)
        self.start(port)
        self.wait_for(port)

    def port_of(self, pid: int) -> int:
        """The port of a process."""
        return next(port for port, process in self.processes.items() if process.pid == pid)

    def lines(self, port: int) -> list[dict[str, Any]]:
        """The log lines of a process."""
        found = (self.folder / f"puente-{port}.log").read_text("utf-8").splitlines()
        return [json.loads(line) for line in found if line.startswith("{")]

    def call(self, name: str, /, *, client: httpx.Client | None = None, **given: object) -> Any:
        """The answer of one of the page's endpoints, through nginx; what is not given is the endpoint's own default."""
        asking = client or self.client
        event = asking.post(f"/gradio_api/call/v2/{name}", json=given).raise_for_status().json()["event_id"]
        told = asking.get(f"/gradio_api/call/v2/{name}/{event}", timeout=120).raise_for_status().text
        done = re.search(r"event: complete\ndata: (.*)", told)
        if done is None:
            raise RuntimeError(f"{name}: {told[:300]}")
        return json.loads(json.loads(done.group(1))[0])


def _answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if httpx.get(url, timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError(f"{url} did not answer:\n{log.read_text('utf-8', 'replace')[-3000:]}")


def _settings(told: dict[str, str]) -> Settings:
    """The settings of these names, whatever the environment says."""
    given: dict[str, Any] = {k.removeprefix("PUENTE_").lower() if k.startswith("PUENTE_") else k: v for k, v in told.items()}
    return Settings(_env_file=None, **given)


@contextmanager
def deployed(folder: Path, model_url: str, *, processes: int = 3) -> Iterator[Deployment]:
    """Everything of docs/deploy running, with one account signed in through nginx."""
    with ExitStack() as stack:
        server = stack.enter_context(cluster())
        rows, runs = (stack.enter_context(database(server)) for _ in range(2))
        chroma_port = free_port()
        (folder / "chroma").mkdir()
        command = command_of("puente-chroma.service", port=str(chroma_port), path=str(folder / "chroma"))
        _ended(stack, chroma := subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        _answers(f"http://127.0.0.1:{chroma_port}/api/v2/heartbeat", chroma, Path(os.devnull))
        told = settings_of_file() | {
            "PUENTE_DATA_DIR": str(folder / "data"),
            "PUENTE_DATABASE_URL": rows,
            "PUENTE_RUNS_DATABASE_URL": runs,
            "PUENTE_CHROMA_URL": f"http://127.0.0.1:{chroma_port}",
            "PUENTE_EMBEDDINGS": "openai:standin-embed",
            "PUENTE_MODEL": "puente-standin",
            "OPENAI_BASE_URL": model_url,
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PUENTE_", "OPENAI_", "GRADIO_"))}
        house = build(_settings(told))
        house.reindex(None)
        user = accounts.add_user(house, LOCAL_ACTOR, "ana", PASSWORD, ["consultant", "admin"])
        port, ports = free_port(), [free_port() for _ in range(processes)]
        # The certificate is of our own making.
        client = stack.enter_context(httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=False, trust_env=False, timeout=60))
        made = Deployment(folder, f"https://127.0.0.1:{port}", kept | told, house, Actor(user_id=user.id, roles=user.roles), client)
        stack.callback(house.store().close)
        stack.callback(_end_all, made)
        for each in ports:
            made.start(each)
        for each in ports:
            made.wait_for(each)
        _ended(stack, _nginx(folder, port, ports))
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                client.get("/healthz").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        answer = client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
        assert answer.status_code == 303, answer.text[:300]
        yield made


def _nginx(folder: Path, port: int, ports: list[int]) -> subprocess.Popen[bytes]:
    """nginx with docs/deploy/nginx.conf: ports, certificate and number of processes replaced, nothing else."""
    subject = ["-subj", "/CN=127.0.0.1", "-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.pem")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject], check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    site = site.replace("/etc/puente/", f"{folder}/").replace("listen 443", f"listen 127.0.0.1:{port}")
    for place, name in enumerate(PORTS):
        line = f"server 127.0.0.1:{name} max_fails=1 fail_timeout=3s;"
        assert line in site
        site = site.replace(line, line.replace(name, str(ports[place])) if place < len(ports) else "")
    (folder / "site.conf").write_text(site, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    paths = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    http = f"access_log off; {paths} include {folder}/site.conf;"
    whole = f"{user} pid {folder}/nginx.pid; error_log {folder}/nginx.log; daemon off; events {{}} http {{ {http} }}"
    (folder / "nginx.conf").write_text(whole, "utf-8")
    found = nginx()
    assert found is not None
    return subprocess.Popen([found, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)


def _ended(stack: ExitStack, process: subprocess.Popen[bytes]) -> None:
    stack.callback(lambda: _end(process))


def _end_all(made: Deployment) -> None:
    for process in made.processes.values():
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
