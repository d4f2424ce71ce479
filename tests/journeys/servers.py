"""Starts a server for a browser to visit and stops it again.

What the browser does there is browser.py's; which server a test gets is conftest.py's.
"""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A server that answers: its address without a closing slash, and its process."""

    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def dashboard(data: str, folder: Path, *, opens_browser: bool = False) -> Iterator[Server]:
    """Serve the dashboard over `data` ("demonstration" or "published").

    Its store and its log go in `folder`. Raises RuntimeError with the log when it does not start.
    """
    port = free_port()
    command = [sys.executable, "-m", "dashboard", "serve", "--store", str(folder / "store")]
    command += ["--data", data, "--port", str(port)]
    command += [] if opens_browser else ["--no-browser"]
    with _running(command, port, ROOT, folder / "server.log") as server:
        yield server


@contextmanager
def script(path: Path, log: Path) -> Iterator[Server]:
    """Serve one Streamlit script from its own folder, so that no project settings apply to it."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(path)]
    command += ["--server.address", HOST, "--server.port", str(port), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    command += ["--client.toolbarMode", "viewer"]
    with _running(command, port, path.parent, log) as server:
        yield server


def free_port() -> int:
    """Return a port that nothing listens on at this moment."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _running(command: Sequence[str], port: int, cwd: Path, log: Path) -> Iterator[Server]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_for_health(process, port, log)
        yield Server(f"http://{HOST}:{port}", process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_health(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 90
    while not _is_healthy(port):
        if process.poll() is not None:
            reason = f"ended with exit code {process.returncode}"
        elif time.monotonic() > deadline:
            reason = "did not answer within 90 seconds"
        else:
            time.sleep(0.05)
            continue
        written = log.read_text(encoding="utf-8", errors="replace")[-4000:]
        raise RuntimeError(f"The server {reason}. Its log:\n{written}")


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()
