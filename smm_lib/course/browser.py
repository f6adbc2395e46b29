"""Find the browser of this machine that can print a page: Chromium, Chrome or Edge."""

import os
import shutil

# As the shell finds them, then where macOS and Windows keep them.
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)  # fmt: skip


def find_browser() -> str | None:
    """Return the path of a browser: the one named in SMM_BROWSER, else the first that is installed."""
    return os.environ.get("SMM_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
