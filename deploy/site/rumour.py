"""The moving picture of the first page: a rumour runs through 120 accounts, as the course's own model has it."""

from smm_lib.charts._layout import placed
from smm_lib.models import cascade, towns

ACCOUNTS, SHARE_RATE, LUCK = 120, 0.3, 4
WIDTH, HEIGHT, STEP, SECONDS = 660, 330, 0.5, 9
GREY, ORANGE = "#BDBDBD", "#B85C00"


def pictures():
    """Return the moving picture and a still one of its end, as SVG."""
    town = towns.build("hubs", ACCOUNTS)
    reached = cascade.by_account(cascade.independent_cascade(town, [0], share_rate=SHARE_RATE, rng=LUCK))
    when = dict(zip(reached["account"], reached["generation"], strict=True))
    links = towns.edges(town)
    nodes = reached.reindex(range(ACCOUNTS)).assign(account=range(ACCOUNTS))
    spots = placed(nodes, links, "hubs")
    x, y = (
        (20 + spots["x"] * (WIDTH - 40)).round(1).tolist(),
        (HEIGHT - 20 - spots["y"] * (HEIGHT - 40)).round(1).tolist(),
    )
    lines = "".join(f"M{x[a]} {y[a]}L{x[b]} {y[b]}" for a, b in links.itertuples(index=False))
    moving = "".join(_dot(x[i], y[i], _turning(when[i]) if i in when else "") for i in range(ACCOUNTS))
    still = "".join(_dot(x[i], y[i], "", ORANGE if i in when else GREY) for i in range(ACCOUNTS))
    return [_drawing(lines, dots) for dots in (moving, still)]


def _dot(x, y, inside, colour=GREY):
    return f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}">{inside}</circle>'


def _turning(generation):
    """Return how a dot turns orange in its generation, and grey again when the picture begins anew."""
    at = (0.5 + generation * STEP) / SECONDS
    times, values = f"0;{at:.3f};{at + 0.02:.3f};0.97;1", f"{GREY};{GREY};{ORANGE};{ORANGE};{GREY}"
    always = f'attributeName="fill" dur="{SECONDS}s" repeatCount="indefinite"'
    return f'<animate {always} keyTimes="{times}" values="{values}"/>'


def _drawing(lines, dots):
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="{lines}" stroke="#DDD" fill="none"/>{dots}</svg>\n'
