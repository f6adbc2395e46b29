"""What the lessons ask for: every `check` and `predict` with its numbers, without running what draws charts."""

import ast
import json
from functools import cache

from smm_lib.files import folder
from smm_lib.language import speak, spoken

KINDS = ("check", "predict")


@cache
def asked():
    """Return every question by its kind and key, such as ("check", "05_word_of_mouth.ratio"): what it was made with.

    Of a lesson only the first cell, the questions and what they need are run.
    """
    found, language = {}, spoken()

    def keep(kind):
        return lambda key, *numbers, **named: found.setdefault((kind, key), (numbers, named))

    for path in sorted(folder("notebooks").glob("en/*.ipynb")):
        cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
        setup, *others = [ast.parse("".join(cell["source"])).body for cell in cells]
        needed = _needed([step for steps in others for step in steps])
        names = {}
        for step in [*setup, *needed]:
            exec(compile(ast.Module([step], []), path.name, "exec"), names)
            names |= {kind: keep(kind) for kind in KINDS}
    speak(language)
    return found


def _needed(steps):
    """Return the questions among the steps of a lesson, and the steps that make what these use, in their order."""
    wanted, kept = set(), []
    for step in reversed(steps):
        made = {node.id for node in ast.walk(step) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        made |= {step.name} if isinstance(step, ast.FunctionDef) else set()
        call = step.value.func if isinstance(step, ast.Expr) and isinstance(step.value, ast.Call) else None
        changes = isinstance(step, ast.Assign) and {n.id for n in ast.walk(step) if isinstance(n, ast.Name)} & wanted
        if getattr(call, "id", "") in KINDS or made & wanted or changes:
            wanted |= {node.id for node in ast.walk(step) if isinstance(node, ast.Name)}
            kept.insert(0, step)
    return kept
