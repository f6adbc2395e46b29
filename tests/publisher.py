"""A publisher of real data on this computer: it serves the copies that lie beside the project, or whatever else."""

import os
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from smm_lib import data

ROOT = Path(__file__).resolve().parent.parent
COPIES = next(
    (p / "data" for p in (ROOT.parent / "shared", Path(os.environ.get("SMM_SHARED", ""))) if p.is_dir()), None
)
PLACES = {
    data.BRAND_POSTS: "uci-368-facebook-metrics/Facebook_metrics.zip",
    data.EGO_FACEBOOK: "snap-ego-facebook/facebook_combined.txt.gz",
    data.HIGGS_ACTIVITY: "snap-higgs-twitter/higgs-activity_time.txt.gz",
}
HAVE_COPIES = COPIES is not None and all((COPIES / place).is_file() for place in PLACES.values())
needs_copies = pytest.mark.skipif(
    not HAVE_COPIES,
    reason="copies of the real data lie beside the project only where it is made; SMM_SHARED may name another place",
)


def copy(file):
    return (COPIES / PLACES[file]).read_bytes()


class Answer:
    """What the publisher sends: bytes, a status, and a length that may be a lie."""

    def __init__(self, body=b"", status=200, length=None, wait=None, headers=()):
        self.body, self.status, self.length = body, status, len(body) if length is None else length
        self.wait, self.headers = wait, headers


@contextmanager
def publishing(*answers):
    """Serve the answers under /0, /1 ...; yields (their addresses, the list of paths asked for)."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer = answers[int(self.path[1:])]
            self.send_response(answer.status)
            self.send_header("Content-Length", str(answer.length))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            half = len(answer.body) // 2 if answer.wait else 0
            try:
                self.wfile.write(answer.body[:half])
                if answer.wait:
                    answer.wait.wait(10)
                self.wfile.write(answer.body[half:])
            except ConnectionError:
                pass

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        host = f"http://127.0.0.1:{server.server_port}"
        yield tuple(f"{host}/{number}" for number in range(len(answers))), asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetch_copies():
    """Bring every copy into the cache folder, through the code that the learner's button uses."""
    with publishing(*[Answer(copy(file)) for file in PLACES]) as (addresses, _):
        for file, address in zip(PLACES, addresses, strict=True):
            replace(file, addresses=(address,)).fetch()
