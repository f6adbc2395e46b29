"""Find a Chromium for the browser tests, or install one; say plainly if neither is possible."""

import os
import shutil
import subprocess
import sys

from smm_lib.course.browser import find_browser


def find() -> str | None:
    """Return the path of a browser of this machine or of Playwright's own one."""
    if installed := find_browser():
        return installed
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
