"""Find a Chromium for the browser tests, or install one; say plainly if neither is possible."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def find() -> str | None:
    """Return the path of a browser of this machine or of Playwright's own one."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    if installed or os.environ.get("SMM_BROWSER"):
        return os.environ.get("SMM_BROWSER") or installed
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if os.path.exists(own) else None  # noqa: PTH110


def install() -> None:
    """Install Playwright's Chromium, or the system's where that is refused and the rights allow it."""
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(own, check=False).returncode == 0:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium", "fonts-dejavu-core"], check=False)


if __name__ == "__main__":
    if find() is None:
        install()
    if (browser := find()) is None:
        sys.exit("No Chromium was found and none could be installed. Install Chromium or Chrome, then run this again.")
    print(f"Browser tests use {browser}")
