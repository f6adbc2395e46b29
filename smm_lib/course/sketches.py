"""A lesson's words without a screen: sentences that ask for one are left out, a task becomes a question to sketch."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from smm_lib.course.explorers import Explorer
from smm_lib.course.files import without_links
from smm_lib.language import label, say

CLOCK = re.compile(r"^\*(?:bisher )?\d+ [^*\n]+\*\n*", re.M)
# Sentences that ask for something that only a screen has, in both languages.
SCREEN = re.compile(
    r"▶|↺|\bsliders?\b|\bunlock|\bbutton\b|while you move|\b[Bb]ack to |\bGo back|\bReset it|\bscroll|Run All|also type"
    r"|^\W*(?:Press|Click|Move|Pull|Drag|Set|Switch|Reset|Raise|Choose|Unlock|Type)\b"
    r"|\b(?:press|click on|set|switch|raise|choose|move) (?:it|\*|the )|\bmove them|share out among|scenario code"
    r"|\b[Rr]eglern?\b|(?:ein|um)?schaltest?\b|Schaltfläche|\bKnopf\b|eintippen|Szenario-Code|Alle Zellen|freischalt"
    r"|^\W*(?:Drück|Klick|Beweg|Zieh|Stell|Schieb|Setz|Schalte?|Wähle?|Tipp)\b(?! dir)"
    r"|\b(?:drück|klick|beweg|zieh|stell|schieb|setz|schalte?|wähl) |[Zz]urück (?:auf|zu[rm]?) \W*[\dA-Z]"
)
ENTRY = re.compile(r"\block it in\b|\bleg sie fest\b|^\W*(?:Type an? |Tipp einen? )")
# Even an exercise cannot ask for these on paper.
HANDS = re.compile(r"▶|↺|\bsliders?\b|\b[Rr]egler\b|\bunlock|freischalt|“Explore”|„Probier es aus“")
# Sentences of a task that compare with one before, which paper does not show.
FOLLOWS = re.compile(r"^(?:And|Und|Then|Dann|Again|Noch) |\bof the (?:two|three)\b|each time|von beiden|jedes Mal")
SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][*)”“])\s+|(?<=[.!?]\*\*)\s+")


class Sketch(NamedTuple):
    """A task without a screen: its words, and the setting whose picture shows what happens, {} for the one there."""

    words: str
    setting: Mapping[str, Any]


def tasks_on_paper(items: Sequence[str], explorer: Explorer) -> list[Sketch]:
    """Return the tasks of a list as questions that can be answered by thinking, sketching and reading a picture.

    Args:
        items: the tasks as the lesson has them.
        explorer: the chart and its tasks' settings.
    """
    shown = {control.name: control.default for control in explorer.controls}
    state, made = shown, []
    for item, asked in zip(items, [*explorer.tasks, *[{}] * len(items)], strict=False):
        state = {**state, **asked}
        moved = {name: value for name, value in state.items() if asked and shown[name] != value}
        kept = [one for one in SENTENCE.split(item) if not SCREEN.search(one)]
        questions = [one for one in kept if one.endswith("?") and not FOLLOWS.search(one)]
        if moved:
            words = f"{change(explorer, moved)} {' '.join(questions) or say('paper.what')}"
            made.append(Sketch(words, moved))
        elif asked or not SCREEN.search(item):
            made.append(Sketch(" ".join(questions if asked else kept), {}))
    return [one for one in made if one.words] or _unasked(explorer)


def change(explorer: Explorer, moved: Mapping[str, Any]) -> str:
    """Return what is other than at the start, such as "**Share rate:** 3% → 6%."."""
    shown = [
        f"**{label(one.name)}:** {one.show(one.default)} → {one.show(moved[one.name])}"
        for one in explorer.controls
        if one.name in moved
    ]
    return "; ".join(shown) + "."


def _unasked(explorer: Explorer) -> list[Sketch]:
    """Return the question about a picture whose tasks need its controls."""
    numbers = [one for one in explorer.controls if not isinstance(one.default, bool | str | tuple)]
    if not numbers:
        return []
    one, name = numbers[0], label(numbers[0].name)
    sides = [("more", one.default < one.grid[-1]), ("less", one.default > one.grid[0])]
    asked = [say(f"paper.{side}", value=one.show(one.default)) for side, there in sides if there]
    return [Sketch(" ".join([f"**{name}:**", *asked, say("paper.sketch")]), {})]


def apart(text: str, *, asks: bool = False) -> tuple[str, list[str]]:
    """Return a text above an explorer without the numbered list of tasks, and the tasks."""
    blocks = re.split(r"\n\s*\n", text)
    lists = [block for block in blocks if re.match(r"\d+\. ", block) and not text.startswith("# ")]
    items = re.findall(r"(?m)^\d+\. (.+(?:\n(?!\d+\. ).+)*)", lists[-1]) if lists else []
    return without_screen("\n\n".join(block for block in blocks if block not in lists[-1:]), asks=asks), items


def without_screen(text: str, *, asks: bool = False) -> str:
    """Return a text without the clock and without what only a screen can do.

    Args:
        text: Markdown.
        asks: whether it is an exercise, whose words and numbers stay whole.
    """
    blocks = re.split(r"\n\s*\n", CLOCK.sub("", without_links(text)))
    kept = ["\n".join(_without_screen(line, asks=asks) for line in block.split("\n")) for block in blocks]
    return "\n\n".join(block for block in kept if block.strip(" -*\n"))


def _without_screen(line: str, *, asks: bool) -> str:
    """Return a paragraph without sentences on the screen, and without the questions that rest on them.

    An exercise and its numbers stay whole; of it only sentences on controls and on how to answer are left out.
    """
    if line.startswith("|"):  # a row of a table
        return line
    kept: list[str] = []
    dropped = False
    for sentence in SENTENCE.split(line):
        rests = dropped and not asks and (sentence.rstrip("*").endswith("?") or FOLLOWS.search(sentence))
        if ENTRY.search(sentence) or (HANDS if asks else SCREEN).search(sentence) or rests:
            dropped = True
        else:
            kept.append(sentence)
    text = " ".join(kept)
    if dropped and not re.search(r"[^\W\d]", text):  # the number of an item whose words are gone
        return ""
    return text if text.count("**") % 2 == 0 else text + "**"
