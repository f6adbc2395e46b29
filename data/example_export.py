"""An export to practise with, where nobody has data: simulated by us, in the style of a platform's file.

The course reads the two files beside this one; `python data/example_export.py` writes them anew.
"""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from smm_lib.language import LANGUAGES, catalogue

HEADERS = {
    "en": "Post ID,Publish time,Post type,Description,Followers,Reach,Impressions,Likes,Comments,Shares,Saves,"
    "Link clicks,Engagement rate (%)",
    "de": "Beitrags-ID;Veröffentlicht am;Beitragstyp;Beschreibung;Follower;Reichweite;Impressionen;Likes;Kommentare;"
    "Geteilt;Gespeichert;Linkklicks;Interaktionsrate (%)",
}
# type: how often it is posted, how far it reaches (1 = average), its interactions per person reached
TYPES = {"photo": (0.5, 0.9, 0.035), "video": (0.2, 1.6, 0.02), "carousel": (0.2, 1.0, 0.045), "link": (0.1, 0.6, 0.01)}
NAMES = {
    "en": {"photo": "Photo", "video": "Video", "carousel": "Carousel", "link": "Link"},
    "de": {"photo": "Foto", "video": "Video", "carousel": "Karussell", "link": "Link"},
}
SPLIT = (0.8, 0.06, 0.05, 0.09)  # of the interactions: likes, comments, shares, saves
POSTS = 120
START = datetime(2025, 1, 2, 7)  # of the first post
REACHED = 0.12  # share of the followers, on average
EPOCH = 17_900_000_000_000_000  # where the ids begin: 17 digits, as long as real ones


def example_export(language: str, rng: int | np.random.Generator = 2025) -> bytes:
    """Return a year of posts of an invented café as its platform would export them: the model is ours.

    Followers grow by a steady rate. A post reaches 12 % of them on average: a lognormal luck (median 1, sigma 0.6)
    times a factor of its type. Impressions are reach times a frequency of 1.2 to 2. Interactions follow a rate of the
    type with a luck of its own, split into likes, comments, shares and saves. The file ends with a line of totals.

    Args:
        language: "en" (commas, US dates, 1,234.5) or "de" (semicolons, German dates, 1.234,5); the posts are the same.
        rng: an int or a numpy Generator.

    Returns:
        The bytes of a CSV file, UTF-8 with its mark.

    >>> example_export("de").decode("utf-8-sig").splitlines()[1][:35]
    '17900000000002858;02.01.2025 16:27;'
    """
    luck = np.random.default_rng(rng)
    german = language == "de"
    captions = [catalogue(language)[f"posts.example.caption_{i}"] for i in range(8)]
    written = io.StringIO(newline="")
    written.write(HEADERS[language] + "\r\n")
    writer = csv.writer(written, delimiter=";" if german else ",")
    sums = np.zeros(7, dtype=int)
    for number in range(POSTS):
        draws = luck.random(12).tolist()
        kind, followers, counts = _post(number, draws)
        sums += counts
        time = START + timedelta(days=3 * number, minutes=int(draws[8] * 840))
        rate = 100 * sum(counts[2:6]) / counts[0]
        texts = [str(EPOCH + number * 10**7 + int(draws[9] * 10**4)), _time(time, german=german)]
        texts += [NAMES[language][kind], captions[int(draws[10] * 8)]]
        writer.writerow([*texts, *(_whole(n, german=german) for n in (followers, *counts)), _rate(rate, german=german)])
    total = ["Gesamt" if german else "Total", "", "", "", ""]
    writer.writerow([*total, *(_whole(int(n), german=german) for n in sums), ""])
    return written.getvalue().encode("utf-8-sig")


def _post(number: int, draws: list[float]) -> tuple[str, int, list[int]]:
    """Return type, followers, and reach, impressions, likes, comments, shares, saves, clicks of one post."""
    ladder = np.cumsum([share for share, _, _ in TYPES.values()])
    kind = list(TYPES)[int(np.searchsorted(ladder, draws[0] * ladder[-1], side="right"))]
    _, factor, rate = TYPES[kind]
    followers = round(3000 * 1.004**number)
    reach = round(followers * REACHED * factor * _lognormal(draws[1], draws[2], 0.6))
    impressions = round(reach * (1.2 + 0.8 * draws[3]))
    interactions = reach * rate * _lognormal(draws[4], draws[5], 0.4)
    split = [round(interactions * part * (0.7 + 0.6 * draws[6])) for part in SPLIT]
    return kind, followers, [reach, impressions, *split, round(reach * 0.03 * draws[7])]


def _lognormal(one: float, other: float, sigma: float) -> float:
    """Two uniform draws become one lognormal number with median 1 (Box and Muller)."""
    return float(np.exp(sigma * np.sqrt(-2 * np.log(1 - one)) * np.cos(2 * np.pi * other)))


def _time(time: datetime, *, german: bool) -> str:
    return time.strftime("%d.%m.%Y %H:%M" if german else "%m/%d/%Y %H:%M")


def _whole(number: int, *, german: bool) -> str:
    return f"{number:,}".replace(",", "." if german else ",")


def _rate(rate: float, *, german: bool) -> str:
    return f"{rate:.2f}".replace(".", "," if german else ".")


if __name__ == "__main__":
    for language in LANGUAGES:
        Path(__file__).with_name(f"example_export_{language}.csv").write_bytes(example_export(language))
