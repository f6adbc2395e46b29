"""Bugs planted on purpose, one at a time, into a copy of the course: the tests must turn red for every one of them.

`make mutants` runs it (some minutes), `python tests/planted_bugs.py seeding funnel` only those in these models. Pytest
does not collect this file. A test that stays green is a hole: write the missing test, never delete the bug.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# model (or room/module), what goes wrong, the right words, the wrong ones (every place a pair). The test is that of the
# model, or named.
PLANTED = [
    ("lesson/_touch", "a true is taken for member 1", " or isinstance(mark, bool)", ""),
    ("lesson/sketch", "gaps above and below cancel out", "off = sum(map(abs, gaps))", "off = abs(sum(gaps))"),
    ("lesson/sketch", "a locked curve can still be pulled", "if self.lock_in.disabled or not", "if not"),
    ("lesson/sketch", "the picture stands on its head", "low + rise *", "high - rise *"),
    ("lesson/_screen", "a chart in motion is photographed", "self._draw(number, in_motion(shown))",
     "self._draw(number, shown)"),
    ("lesson/_screen", "an older picture comes after the last", "self.later.cancel()", "pass"),
    ("lesson/_screen", "rows are sent under a name that the page does not know", "{there: wanted", "{name: wanted"),
    ("lesson/_screen", "the file keeps the picture from before the move", "shown != self.kept[number]", "False"),
    ("lesson/_picked", "one more than so many can be picked", "len(found) > most", "len(found) > most + 1"),
    ("lesson/_touch", "a drag runs backwards", "(value - low) / (high - low)", "(high - value) / (high - low)"),
    ("lesson/_touch", "the other end jumps along", "if begin or self.held", "if True or self.held"),
    ("lesson/_touch", "a chart that is not there is looked for", "0 <= number < len", "number < len"),
    ("engine", "one try per contact becomes one per step", "adopt(reached[-1])", "adopt(np.concatenate(reached))",
     "base = key[run] +", "base = key[run] + np.uint64(cells.size) +"),
    ("engine", "luck is drawn per step", "base = key[run] +", "base = key[run] + np.uint64(cells.size) +"),
    ("engine", "> for >=: a tie does not convince", "heard[cell] >= enough", "heard[cell] > enough"),
    ("engine", "an account is won over twice", "once = cells[slots[slot] == place]", "once = cells"),
    ("engine", "off by one generation", "enumerate(spread(some, space))", "enumerate(spread(some, space), 1)"),
    ("engine", "what was heard stays for the next run", "heard[cell] = 0", "heard[cell] = 1"),
    ("engine", "all have the same luck in a step", "draw(key[run], len(reached) - 1, account)",
     "draw(key[run], len(reached) - 1, 0 * account)"),
    ("engine", "who was unlucky once waits no more", "hesitant[~active[hesitant]]", "hesitant[:0]"),
    ("networks", "only one end of a noisy ring has luck", "2 * q * (1 - q) * now", "q * (1 - q) * now"),
    ("contacts", "a share rate is taken for per cent", 'limit(scalar("share_rate", share_rate, 0, 1))',
     'limit(scalar("share_rate", share_rate, 0, 1) / 100)'),
    ("contacts", "a seed named twice counts twice", "{self.accounts.index(account) for account in plain}",
     "[self.accounts.index(account) for account in plain]"),
    ("contacts", "rounded down: too few contacts convince", "np.ceil(scalar(", "np.floor(scalar("),
    ("contacts", "weighted with one contact too many", "np.maximum(contacts.degree, 1)", "(contacts.degree + 1)"),
    ("contacts", "a contact with oneself counts", "others = receivers != senders", "others = receivers >= 0"),
    ("luck", "every run has the same luck", "mix(start + numbers * ", "mix(start + numbers * 0 * "),
    ("luck", "to and fro have the same luck", "one * np.uint64(SENDER)", "one * np.uint64(GOLDEN)"),
    ("cascade", "generations without anybody new are dropped, as by an inner join",
     "{name: values.ravel() for name, values in columns.items()})",
     '{name: values.ravel() for name, values in columns.items()}).query("new > 0")'),
    ("cascade", "reach adds up runs instead of generations", "new.cumsum(axis=1)", "new.cumsum(axis=0)"),
    ("cascade", "the worst luck counts as the source", "np.argsort(luck[worked])[::-1]", "np.argsort(luck[worked])"),
    ("cascade", "a pair on both sides counts once too often", "(below[root[i]] - below[i])", "below[root[i]]"),
    ("compiled", "what was heard stays for the next run", "missing[touched[:seen]] = 0", "missing[touched[:0]] = 0"),
    ("compiled", "the run's place in the whole is forgotten", "counts[0] += runs.start + begin",
     "counts[0] += runs.start"),
    ("networks", "the median of friends for their mean", '["friends_degree"].mean()', '["friends_degree"].median()'),
    ("networks", "shortcuts are added, not rewired", "network.remove_edge(u, v)", "pass"),
    ("shortcuts", "rings that never finish are left out of the median", "2 * finished.sum() > many", "finished.any()"),
    ("shortcuts", "the noise is forgotten", "noise=noise, rng=rng", "noise=0, rng=rng"),
    ("pooling", "the calm shops are forgotten", "1 + part * (times - 1)", "part * times"),
    ("listening", "what is loud does not make the whole larger", "loud / (loud + 1 - share)", "loud"),
    ("seeding", "somebody drawn by lot for a friend of theirs", "if friend not in named:", "friend = account\n"
     "        if friend not in named:"),
    ("seeding", "greedy counts the same audience again", "gain -= np.bincount", "gain -= 0 * np.bincount"),
    ("metrics", "mean of rates for rate of sums", "p.sum() / w.sum()", "np.mean(p / w)"),
    ("metrics", "per cent for share", "part[kept] / base[kept]", "100 * part[kept] / base[kept]"),
    ("word_of_mouth", "the dissatisfied talk as seldom as the satisfied",
     "number(\"talking_negative\", talking_negative, 0, 1)", "number(\"talking\", talking, 0, 1)"),
    ("word_of_mouth", "good for bad at the break-even", "return bad / (good + bad)", "return good / (good + bad)"),
    ("loop", "the echo comes only once", "/ (1 - number(\"gain\", gain, 0, 0.999))",
     "* (1 + number(\"gain\", gain, 0, 0.999))"),
    ("loop", "old touchpoints answer, too", '== "social_media" else 0.0', '== "social_media" else 1.0'),
    ("branching", "the seeds are not reached", 'number("seeds", seeds, 0, 1e9) / (1',
     'number("seeds", seeds, 0, 1e9) * reproduction / (1'),
    ("branching", "the band is upside down", '{"_low": 0.1, "": 0.5, "_high": 0.9}',
     '{"_low": 0.9, "": 0.5, "_high": 0.1}'),
    ("adoption", "innovation for imitation at the peak", "(np.log(q) - np.log(p))", "(np.log(p) - np.log(q))"),
    ("adoption", "increments are compared with the rate", '"new": _gained',
     '"new": lambda time, p, q: np.asarray(_speed(_share(time, p, q), p, q))'),
    ("adoption", "the search begins at the curves that lie farthest off", "np.argsort(gaps)", "np.argsort(-gaps)"),
    ("adopters", "the forecast knows the whole series", "fit(so_far[:known]", "fit(so_far"),
    ("adoption", "adopters for new adopters", "new = m * np.maximum(np.diff(share), 0)", "new = m * share[1:]"),
    ("experiment", "one side for two", "0.5) / 2)", "0.5))"),
    ("experiment", "variances of both groups for the pooled one", "(1 / n_a + 1 / n_b)", "(1 / n_a)"),
    ("experiment", "false alarms are added up", '1 - (1 - scalar("significance", significance, 0.0001, 0.5)) **',
     'scalar("significance", significance, 0.0001, 0.5) *'),
    ("planning", "standard deviations are added up", "math.sqrt(sum(sd**2 for _, sd in each))",
     "sum(sd for _, sd in each)"),
    ("planning", "a plain mean of three", "(o + 4 * m + p) / 6,", "(o + m + p) / 3,"),
    ("planning", "three purses count as one", "if pooled else each.prod()", "if pooled else each.min()"),
    ("planning", "every phase is one time box", "max(1, round(", "min(1, round("),
    ("planning", "slow work is fast", "week * fast / last", "week / fast / last"),
    ("funnel", "every rate is one of all people", "np.cumprod(rates)", "rates"),
    ("funnel", "a lead cools in a straight line", "np.log(hours), np.log(list(COOLED))", "hours, list(COOLED)"),
    ("funnel", "only the forgotten are called", "1 - scalar(\"forgotten\"", "scalar(\"forgotten\""),
    ("supply_chain", "a quarter swings like a week", "window / whole(\"weeks\"", "520 / whole(\"weeks\""),
    ("service_level", "who waits is forgotten", "np.cumsum(arrived - asked)",
     "np.cumsum(np.maximum(arrived - asked, 0))"),
    ("supply_chain", "the square is forgotten once", "2 * weeks**2", "weeks**2"),
    ("supply_chain", "what was ordered is ordered again", "position += orders[week]", "position += 0 * orders[week]"),
    ("amplification", "the mean of another tail", "* a / (a - 1)", "* a / (a + 1)"),
    ("mix", "instruments are added, not multiplied", 'index = index * number("place"',
     'index = index + number("place"'),
    ("publishing", "every connection counts once", "return n * (n - 1)", "return n * (n - 1) / 2"),
    ("motivation", "the inner drive is back at once", "np.array([1.0, 1 - lost, 1 - lost])",
     "np.array([1.0, 1 - lost, 1.0])"),
    ("pace", "one generation too late", "else math.floor(terms)", "else math.ceil(terms)"),
    ("concentration", "a class begins one retweet too late", 'side="right"', 'side="left"'),
    ("inequality", "half of the Gini coefficient", "1 - np.sum(", "0.5 - 0.5 * np.sum("),
    ("posts/dialect", "headers are sought in 12 rows only", "PREAMBLE = 40", "PREAMBLE = 12"),
    ("posts/dialect", "any number of rows", "LONGEST = 50_000", "LONGEST = 50_000_000"),
    ("posts/grain", "days are taken for posts", "if answer is None and (other or again is not None or not known)",
     "if answer is None and other"),
    ("posts/grain", "subtotals are posts", "np.diff(parts.cumsum(axis=0)[unnamed], axis=0, prepend=0)",
     "np.nan"),
    ("posts/columns", "the first column of two counts, even where it is empty",
     "next((i for i, cell in enumerate(row) if not missing(cell)), 0)", "0"),
    ("posts/dates", "points say nothing of slashes", 'proof["points"] = {True: points}', "pass"),
    ("posts/numbers", "people may be halves", "if len(likely) == 2 and name not in rates", "if not likely"),
    ("posts/write", "a formula hides behind the other separator", "[,;|\\t\\r\\n]", "[\\r\\n]"),
    ("./answers", "two kernels write at the same time",
     'with alone(place.with_name(f".{place.stem}.lock")):', "if True:"),
    ("./answers", "a solved exercise becomes unsolved", 'before if before["solved"] and', "before if False and"),
    ("lesson/goal", "exactly double counts as a leap", "high <= FAR * low", "high < FAR * low"),
    ("lesson/check", "a number is shown in the language it was typed in", 'earlier["language"] != spoken()', "False"),
    ("course/report", "calibration by the mean", 'bias=("error", "median")', 'bias=("error", "mean")'),
    ("course/overview", "an idea counts as often as it was met",
     '["learner"].nunique().reset', '["learner"].count().reset'),
    ("course/overview", "one report says what the model answers", "2 * (rows", "99 * (rows"),
    ("course/gather", "of two reports the older counts", "other[1].written >= one", "other[1].written < one"),
    ("item_analysis", "a question is compared with itself, too", 'drop(columns=name).sum(axis=1)', "sum(axis=1)"),
    ("item_analysis", "who left counts for the gain", "return one.where(other.notna()), other", "return one, other"),
    ("course/inventory", "what was chosen first counts as later", "return found[0], found[1]",
     "return found[1], found[0]"),
    ("course/league", "who needs the most is first", 'rank(method="min").astype',
     'rank(method="min", ascending=False).astype'),
    ("lesson/_puzzle", "a code that does not win is kept", "if found.won else None", "if found else None"),
    ("course/gather", "a guess may be anything",
     'low <= entry["guess"] <= high', 'low <= 1e12 or entry["guess"] <= high'),
    ("course/clear", "a link is followed", "path.is_symlink() or not", "not"),
    ("watch", "nine of ten runs for eight", "for p in (0.1, 0.5, 0.9))", "for p in (0.1, 0.5, 0.95))"),
    ("delivery", "an iteration is delivered one late", "np.floor(week / box + 1e-9)", "np.floor(week / box)"),
    ("towns", "chains of two are no chains", "for tree in trees if len(tree) > 1]",
     "for tree in trees if len(tree) > 2]"),
    ("bounds", "a hundred times too patient", "if seconds > PATIENCE:", "if seconds > 100 * PATIENCE:"),
    ("bounds", "what is refused would be refused again", "(PATIENCE / seconds) ** (1 / power)",
     "(2 * PATIENCE / seconds) ** (1 / power)"),
    ("charts/_axes", "nobody stands at 0 without an arrow", "if place > 0 else -1.0", "if place > 0 else 0.0"),
    ("charts/_axes", "places on a logarithmic axis are in equal steps", "    if not log:\n        return float(",
     "    if True:\n        return float("),
    ("charts/lines", "a line changes its look when another one begins at last",
     "  # also of lines that begin later\n"
     "    if upto is not None:\n        table, at = table[table[x] <= upto], upto\n",
     "\n    if upto is not None:\n        table, at = table[table[x] <= upto], upto\n"
     "        keys = list(dict.fromkeys(map(str, table[split]))) if split else []\n"),
    ("charts/_theme", "a legend breaks after two names", '{"columns": len(names)}', '{"columns": 2}'),
    ("charts/bars", "a number stands outside although it fits inside", "elif first >= need:",
     "elif first >= 2 * need:"),
    ("charts/bars", "a long bar's number stands over the edge", "if last + need <= 1:", "if last <= 1:"),
    ("lesson/_scenario", "one slip in 32 is taken for a code", '% 1024', '% 32'),
    ("lesson/_frame", "an old error stays", "    error.tell()\n    try:", "    try:"),
    ("lesson/_frame", "what failed is shown as HTML", 'f"<p>{escape(text)}</p>"', 'f"<p>{text}</p>"'),
    ("lesson/explore", "a failed chart looks fresh", "self.frame.stale = not fresh", "self.frame.stale = False"),
    ("lesson/hand_in", "predictions of other lessons are shown again", 'if key.startswith(f"{lesson}.")', "if key"),
    ("lesson/predict", "the second vote counts as the first", "if guess not in self.voted[:1]:", "if not self.voted:"),
    ("lesson/_votes", "the first vote is the second", "+ (vote - 1)", "+ (2 - vote)"),
    ("lesson/_votes", "a code of another question counts", 'f"{key}:{number}".encode()', 'f"{number}".encode()'),
    ("lesson/sort", "who guesses nothing is right", "if c.value and c.value != self.places[i]]", "if c.value]"),
    ("lesson/ask", "the first option is right", 'right = say(f"{self.messages}.answer")', 'right = "1"'),
    ("lesson/claim", "we agree with everybody", '"claim.same" if ours == verdict', '"claim.same" if ours'),
    ("lesson/check", "rounded too much is wrong", "COARSE = 0.2", "COARSE = 0.0002"),
    ("course/remember", "the future comes back", 'if row["lesson"] < lesson', 'if row["lesson"] != lesson'),
    ("course/remember", "both come from the lesson before", "DISTANCES = (1, 4)", "DISTANCES = (1, 1)"),
    ("course/remember", "a good prediction comes back", "OFF = 0.05", "OFF = 0.0"),
    ("course/vote", "the truth is told at once", "places = places if self.shown else {}", "pass"),
    ("course/vote", "the second vote is drawn as the first", "for vote, value in votes if vote == number]",
     "for vote, value in votes if vote]"),
    ("course/explorers", "a code stands beside any chart", "return False", "return True"),
    ("course/gather", "a second lesson handed in deletes the first", "answers=others | later.answers",
     "answers=later.answers"),
    ("course/report", "earlier tries are forgotten", 'len(entry["tries"]) + entry["before"]', 'len(entry["tries"])'),
    ("course/report", "half too much is half too little", "return (guess - answer) / abs(answer)",
     "return (answer - guess) / abs(answer)"),
    ("course/overview", "a wild guess is not counted", "np.histogram(values.clip(low, high),", "np.histogram(values,"),
    ("course/overview", "whoever tried is right", 'int((own["score"] == 1).sum())', 'int((own["score"] >= 0).sum())'),
    ("posts/dates", "the thirteenth month", "if max(first, second) > 12:", "if max(first, second) > 13:"),
    ("posts/numbers", "per cent twice", "return round(number / 100, 9) if share and bare",
     "return round(number / 100, 9) if share"),
    ("posts/source", "a web page is a table", "(!doctype|html|", "(!doctyp|htm1|"),
    ("posts/write", "a formula is written as it stands", 'BARE.sub(r"\\1\'", cell.replace("\\0", ""))',
     'cell.replace("\\0", "")'),
    ("./saving", "a giant picture is saved", "len(json.dumps(output)) > MOST_BYTES",
     "len(json.dumps(output)) > 10 * MOST_BYTES"),
]  # fmt: skip
TESTS = {
    "lesson/_screen": "lesson/screen",
    "delivery": "planning",
    "charts/_axes": "charts/charts",
    "charts/bars": "charts/charts",
    "charts/lines": "charts/charts",
    "charts/_theme": "charts/charts",
    "lesson/_frame": "lesson/errors",
    "lesson/_votes": "lesson/votes",
    "lesson/predict": "lesson/votes",
    "lesson/_puzzle": "course/league",
    "lesson/_scenario": "lesson/scenario",
    "lesson/_touch": "lesson/touch",
    "lesson/_picked": "lesson/touch",
    "course/remember": "lesson/recall",
    "course/explorers": "course/plan",
    "engine": "cascade",
    "contacts": "cascade",
    "course/overview": "course/collect",
    "course/gather": "course/collect",
    "posts/dialect": "posts/source",
    "posts/columns": "posts/inputs",
    "posts/write": "posts/safety",
}


def source(bug: str) -> str:
    """Return the file that a bug is planted in."""
    return f"smm_lib/{bug if '/' in bug else f'models/{bug}'}.py"


def tested_by(bug: str) -> str:
    """Return the file of tests that must catch a bug."""
    room, _, name = TESTS.get(bug, bug).rpartition("/")
    return f"tests/{room or 'models'}/test_{name}.py"


def copy(folder: Path) -> Path:
    """Copy what the tests need."""
    for name in ("smm_lib", "tests", "data", "locks", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, folder)
    return folder


def run(folder: Path, test: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", test]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def plant(text: str, words: list[str]) -> str:
    for right, wrong in zip(words[::2], words[1::2], strict=True):
        if text.count(right) != 1:
            sys.exit(f"{text.count(right)} places, not 1: {right}")
        text = text.replace(right, wrong)
    return text


def main(chosen: list[str]) -> None:
    bugs = [bug for bug in PLANTED if not chosen or bug[0] in chosen]
    for model, _, *words in bugs:
        plant((ROOT / source(model)).read_text(encoding="utf-8"), words)
    alive = []
    with tempfile.TemporaryDirectory() as name:
        folder = copy(Path(name))
        for test in sorted({tested_by(bug[0]) for bug in bugs}):
            if (done := run(folder, test)).returncode:
                sys.exit(f"Red without any bug: {test}\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
        print("| model | planted bug | caught by | s |\n|---|---|---|---|")
        for model, what, *words in bugs:
            file = folder / source(model)
            text = file.read_text(encoding="utf-8")
            file.write_text(plant(text, words), encoding="utf-8")
            began = time.monotonic()
            done = run(folder, tested_by(model))
            file.write_text(text, encoding="utf-8")
            failed = re.search(r"^FAILED \S+::(\w+)", done.stdout, re.M)
            if done.returncode != 1 or not failed:
                alive.append(what)
            caught = failed[1] if failed else "NOBODY"
            print(f"| {model} | {what} | {caught} | {time.monotonic() - began:.0f} |", flush=True)
    print(f"\n{len(bugs) - len(alive)} of {len(bugs)} caught.")
    sys.exit(bool(alive))


if __name__ == "__main__":
    main(sys.argv[1:])
