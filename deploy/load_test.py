"""How many students does this machine carry? Simulated students work through lesson 05, all at once.

.venv/bin/python deploy/load_test.py --students 3            a plain Jupyter server for each
build/hub/bin/python deploy/load_test.py --students 40 --hub one JupyterHub for all, as deploy/jupyterhub sets it up
"""

import argparse
import asyncio
import contextlib
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import psutil
from student import Student, request
from tornado.httpclient import HTTPClientError

CONFIG = Path(__file__).resolve().parent / "jupyterhub" / "jupyterhub_config.py"
SECRET = "only for this test"
HEAD = (
    "students | all ready s | redraw median ms | p95 ms | server MB | kernel MB | Hub MB | lost | kernel back after s"
)


class Figures(NamedTuple):
    """What was measured; times in seconds, memory in megabytes."""

    ready: float  # from the first click until the last student's lesson has run
    redraws: list[float]
    server: float  # per student
    kernel: float  # per student
    rest: float  # the Hub, its proxy and its culler together
    lost: int  # predictions that could not be read back
    recovered: float  # from the death of a kernel until its lesson runs again


# -- servers -------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def process(command, place, **settings):
    """Run a server in a folder until the block ends; what it says is in server.log."""
    with (place / "server.log").open("w") as log:
        running = subprocess.Popen(command, cwd=place, env={**os.environ, **settings}, stdout=log, stderr=log)
        try:
            yield running.pid
        finally:
            running.terminate()
            running.wait(60)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


async def patiently(address, **options):
    """Ask until somebody answers."""
    for _ in range(600):
        with contextlib.suppress(OSError, HTTPClientError):
            return await request(address, **options)
        await asyncio.sleep(0.2)
    raise TimeoutError(address)


@contextlib.contextmanager
def plain_servers(students, place):
    """A Jupyter server per student, without a Hub."""
    with contextlib.ExitStack() as running:
        pids, ports = [], [free_port() for _ in range(students)]
        for number, port in enumerate(ports):
            home = place / f"student{number}"
            home.mkdir()
            subprocess.run(
                [sys.executable, "-m", "smm_lib", "copy", "my_course"], cwd=home, check=True, stdout=subprocess.DEVNULL
            )
            options = [f"--ServerApp.port={port}", f"--IdentityProvider.token={SECRET}", "--ServerApp.root_dir=."]
            command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", *options]
            own = {"JUPYTER_CONFIG_DIR": str(home / ".jupyter"), "JUPYTER_RUNTIME_DIR": str(home / ".runtime")}
            pids.append(running.enter_context(process(command, home, **own)))

        async def enter(number):
            server = f"http://127.0.0.1:{ports[number]}/"
            await patiently(f"{server}api/status", token=SECRET)
            return Student(number, server, SECRET)

        yield pids, enter


def log_in(form, name):
    """Fill in the Hub's form as a browser does; the Hub then starts the student's server."""
    cookies = CookieJar()
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(cookies))
    browser.open(form)
    secret = next(cookie.value for cookie in cookies if cookie.name == "_xsrf")
    browser.open(form, urlencode({"username": name, "password": SECRET, "_xsrf": secret}).encode())


@contextlib.contextmanager
def hub(students, place):  # noqa: ARG001
    """One JupyterHub, set up as for a trial in class."""
    address = f"http://127.0.0.1:{free_port()}"
    settings = {"SMM_HUB_TRIAL": str(place / "homes"), "SMM_HUB_PASSWORD": SECRET, "SMM_HUB_ADDRESS": address}
    as_root = "c.Spawner.args += ['--allow-root']\n" if os.geteuid() == 0 else ""
    ports = (
        f"c.JupyterHub.hub_port, c.ConfigurableHTTPProxy.api_url = {free_port()}, 'http://127.0.0.1:{free_port()}'\n"
    )
    (place / "config.py").write_text(f"load_subconfig({str(CONFIG)!r})\n{as_root}{ports}")
    command = [sys.executable, "-m", "jupyterhub", "-f", "config.py"]

    async def enter(number):
        name = f"student{number}"
        await patiently(f"{address}/hub/api/")
        await asyncio.to_thread(log_in, f"{address}/hub/login", name)
        login = {"auth": {"username": name, "password": SECRET}}
        token = (await request(f"{address}/hub/api/users/{name}/tokens", "POST", login))["token"]
        while not (await request(f"{address}/hub/api/users/{name}", token=token))["servers"].get("", {}).get("ready"):
            await asyncio.sleep(0.5)
        return Student(number, f"{address}/user/{name}/", token)

    with process(command, place, **settings) as pid:
        yield [pid], enter


# -- students ------------------------------------------------------------------------------------------------------


async def work(students, moves, pause, enter, pids):
    """Let the students in at once, then move, predict, kill one kernel, and look whether everything is still there."""
    await enter(0)  # the Hub itself is up before the bell rings; its first student has come early

    async def arrive(number):
        student = await enter(number)
        await student.open()
        await student.run_all()
        return student

    began = time.perf_counter()
    everyone = await asyncio.gather(*map(arrive, range(students)))
    ready = time.perf_counter() - began

    async def play(student):
        luck = random.Random(student.guess)
        times = []
        for _ in range(moves):
            await asyncio.sleep(luck.uniform(0, 2 * pause))
            times.append(await student.move())
        await student.predict()
        return times

    redraws = [seconds for times in await asyncio.gather(*map(play, everyone)) for seconds in times]
    memory = measure(pids, students)
    recovered, *_ = await asyncio.gather(everyone[0].crash(), *map(play, everyone[1:]))
    lost = students - sum(await asyncio.gather(*(student.kept() for student in everyone)))
    await asyncio.gather(*(student.close() for student in everyone))
    return Figures(ready, redraws, *memory, lost, recovered)


def measure(pids, students):
    """Return megabytes (memory shared by several counts for each in part): a server, a kernel, everything else."""
    found = [psutil.Process(pid) for pid in pids]
    found += [child for parent in found for child in parent.children(recursive=True)]
    sums = {"server": 0.0, "kernel": 0.0, "rest": 0.0}
    for one in found:
        line = " ".join(one.cmdline())
        kinds = {"ipykernel": "kernel", "singleuser": "server", "jupyter_server": "server"}
        kind = next((kind for word, kind in kinds.items() if word in line), "rest")
        used = one.memory_full_info()
        sums[kind] += getattr(used, "pss", used.uss) / 2**20
    return sums["server"] / students, sums["kernel"] / students, sums["rest"]


def load(students, moves, pause, servers):
    """Start the servers, let the students work and return the figures."""
    with tempfile.TemporaryDirectory() as place, servers(students, Path(place)) as (pids, enter):
        return asyncio.run(work(students, moves, pause, enter, pids))


def main():
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--students", type=int, default=3)
    reader.add_argument("--moves", type=int, default=20, help="how often each student moves a slider")
    reader.add_argument("--pause", type=float, default=2, help="seconds between two moves of a student, on average")
    reader.add_argument("--hub", action="store_true", help="one JupyterHub instead of a server each")
    options = reader.parse_args()
    busy = os.getloadavg()[0]
    found = load(options.students, options.moves, options.pause, hub if options.hub else plain_servers)
    slow = statistics.quantiles(found.redraws, n=20)[-1]
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, load before {busy:.1f}")
    print(f"| {HEAD} |")
    print("|---|---|---|---|---|---|---|---|---|")
    print(
        f"| {options.students} | {found.ready:.0f} | {1000 * statistics.median(found.redraws):.0f} | {1000 * slow:.0f} "
        f"| {found.server:.0f} | {found.kernel:.0f} | {found.rest:.0f} | {found.lost} | {found.recovered:.0f} |"
    )


if __name__ == "__main__":
    main()
