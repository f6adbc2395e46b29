"""How Moodle imports a question and judges an answer, written after its own source (qformat_xml, qtype_numerical)."""

import base64
import re
from typing import NamedTuple
from xml.etree import ElementTree


class Imported(NamedTuple):
    """A question as Moodle knows it after the import."""

    kind: str
    name: str
    category: str
    text: str
    answers: list  # of answer | fraction | tolerance | feedback, in the order of the file
    units: dict
    takes_units: bool
    afterwards: str
    files: dict  # name -> bytes

    def judged(self, typed):
        """The fraction and the feedback for what somebody typed or chose."""
        if self.kind != "numerical":
            return next((fraction, feedback) for answer, fraction, _, feedback in self.answers if answer == typed)
        value = self._value(typed)
        for answer, fraction, tolerance, feedback in self.answers:
            room = 0 if answer == "*" else tolerance + 1e-14 * max(1, abs(float(answer)))
            if answer == "*" or abs(value - float(answer)) <= room:
                return fraction, feedback
        raise AssertionError(typed)

    def _value(self, typed):
        text = typed.replace(" ", "").replace("\u00a0", "")
        text = text.replace(",", "") if "." in text or text.count(",") > 1 else text.replace(",", ".")
        number = re.match(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", text)[0]
        unit = text[len(number) :]
        assert not unit or self.takes_units
        return float(number) / self.units.get(unit, 1)


def imported(text):
    """Every question of a Moodle XML file."""
    category, found = "", []
    for node in ElementTree.fromstring(text):
        if node.get("type") == "category":
            category = node.findtext("category/text")
            continue
        answers = [
            (a.findtext("text"), float(a.get("fraction")) / 100, float(a.findtext("tolerance") or 0),
             a.findtext("feedback/text"))
            for a in node.findall("answer")
        ]  # fmt: skip
        units = {u.findtext("unit_name"): float(u.findtext("multiplier")) for u in node.findall("units/unit")}
        files = {
            f"{part.tag}/{file.get('name')}": base64.b64decode(file.text, validate=True)
            for part in node
            for file in part.findall("file[@encoding='base64']")
        }
        found.append(
            Imported(
                node.get("type"), node.findtext("name/text"), category, node.findtext("questiontext/text"), answers,
                units, node.findtext("showunits") == "0", node.findtext("generalfeedback/text"), files,
            )
        )  # fmt: skip
    return found


def imported_gift(text):
    """Every question of a GIFT file."""
    head, *parts = re.split(r"\n\n+", text.strip())
    found = []
    for part in parts:
        hidden = re.sub(r"\\([~=#{}:\\])", lambda m: f"\0{ord(m[1])}\0", part)
        name, asked, body = re.fullmatch(r"::(.+?)::\[html\](.*?)\{(.*)\}", hidden, re.S).groups()
        body, _, afterwards = body.partition("####")
        numerical = body.startswith("#")
        answers = []
        for sign, line in re.findall(r"^([=~])(.*)$", body, re.M):
            answer, _, feedback = line.partition("#")
            weight, wrong = (0.0, answer.removeprefix("%0%")) if answer.startswith("%0%") else (1.0, answer)
            answer, _, tolerance = wrong.partition(":") if numerical else (wrong, "", "")
            fraction = weight if sign == "=" else 0.0
            answers.append((_shown(answer) or "*", fraction, float(tolerance or 0), _shown(feedback)))
        kind = "numerical" if numerical else "multichoice"
        found.append(
            Imported(kind, name, head.removeprefix("$CATEGORY: "), _shown(asked), answers, {}, False,
                     _shown(afterwards), {})
        )  # fmt: skip
    return found


def _shown(text):
    return re.sub(r"\0(\d+)\0", lambda m: chr(int(m[1])), text).strip()
