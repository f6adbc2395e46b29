"""What promotion can do, and what it cannot: a multiplicative marketing mix and the right size of its budget."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, number, scalar

INSTRUMENTS = ("product", "price", "place", "promotion", "alignment")


def mix_index(
    product: Numbers, price: Numbers, place: Numbers, promotion: Numbers, alignment: Numbers = 1.0
) -> Numbers:
    """Return how much of its possible success a company reaches, given how good each instrument is.

    index = product x price x place x promotion x alignment: a chain, not a sum. One zero makes everything zero.

    Args:
        product: how good the product is, 0 to 1 (may be an array, as every argument).
        price: how well the price fits, 0 to 1.
        place: how easy it is to get, 0 to 1.
        promotion: how well customers are told, 0 to 1. Social media marketing is a part of it.
        alignment: how far the company's own people pull in one direction (internal marketing), 0 to 1.

    Returns:
        The index, 0 to 1 (or an array).

    Raises:
        Refused: if an argument is outside 0 to 1.

    Source: a teaching model of our own; the four instruments are McCarthy's (1960, Basic Marketing; often quoted).

    >>> round(mix_index(0.9, 0.8, 0.5, 0.9), 4)
    0.324
    """
    index: Numbers = number("product", product, 0, 1) * number("price", price, 0, 1)
    index = index * number("place", place, 0, 1) * number("promotion", promotion, 0, 1)
    return index * number("alignment", alignment, 0, 1)


def chain(product: float, price: float, place: float, promotion: float, alignment: float = 1.0) -> pd.DataFrame:
    """Return what is left of the possible success after each link of the chain.

    Args:
        product: how good the product is, 0 to 1.
        price: how well the price fits, 0 to 1.
        place: how easy it is to get, 0 to 1.
        promotion: how well customers are told, 0 to 1.
        alignment: how far the company's own people pull in one direction, 0 to 1.

    Returns:
        Five rows, columns instrument | level (0..1) | mix_index (0..1, the product of the levels so far).

    Raises:
        Refused: if an argument is outside 0 to 1.

    >>> chain(0.8, 0.8, 0.8, 0.8, 0.8)["mix_index"].round(3).tolist()
    [0.8, 0.64, 0.512, 0.41, 0.328]
    """
    levels = _levels(product, price, place, promotion, alignment)
    table = pd.DataFrame({"instrument": list(levels), "level": list(levels.values())})
    return table.assign(mix_index=table["level"].cumprod())


def levers(
    product: float, price: float, place: float, promotion: float, alignment: float = 1.0, step: float = 0.1
) -> pd.DataFrame:
    """Return the index as it is, and what it becomes if one instrument alone improves by a step, for each instrument.

    Args:
        product: how good the product is, 0 to 1.
        price: how well the price fits, 0 to 1.
        place: how easy it is to get, 0 to 1.
        promotion: how well customers are told, 0 to 1.
        alignment: how far the company's own people pull in one direction, 0 to 1.
        step: by how much it improves, 0 to 1; no instrument gets better than 1.

    Returns:
        Six rows, "now" and one per instrument, columns instrument | level (0..1; empty for now) | improved (0..1; empty
        for now) | mix_index (0..1) | growth (share of the index now; empty where the index is 0).

    Raises:
        Refused: if an argument is outside 0 to 1.

    >>> table = levers(0.9, 0.8, 0.5, 0.9)
    >>> table.loc[table["growth"].idxmax(), "instrument"]
    'place'
    """
    levels = _levels(product, price, place, promotion, alignment)
    now = scalar("mix_index", mix_index(**levels), 0, 1)
    rows: list[tuple[str, float | None, float | None, float]] = [("now", None, None, now)]
    for name, level in levels.items():
        improved = min(1.0, level + scalar("step", step, 0, 1))
        rows.append((name, level, improved, scalar("mix_index", mix_index(**{**levels, name: improved}), 0, 1)))
    table = pd.DataFrame(rows, columns=["instrument", "level", "improved", "mix_index"])
    return table.assign(growth=table["mix_index"] / now - 1 if now else float("nan"))


def _levels(*levels: float) -> dict[str, float]:
    return {name: scalar(name, level, 0, 1) for name, level in zip(INSTRUMENTS, levels, strict=True)}


def optimal_budget(revenue: Numbers, advertising_elasticity: Numbers, price_elasticity: Numbers) -> Numbers:
    """Return the advertising budget that earns the most.

    In the optimum advertising / revenue = advertising elasticity / |price elasticity|.

    Args:
        revenue: EUR a year, 0 to 1e12 (may be an array, as every argument).
        advertising_elasticity: per cent more sales for one per cent more advertising, 0 to 1.
        price_elasticity: per cent fewer sales for one per cent more price, without its sign, 1 to 100. A monopolist's
            optimum needs more than 1.

    Returns:
        EUR a year.

    Raises:
        Refused: if an argument is outside its range.

    Source: Dorfman, Steiner (1954): Optimal advertising and optimal quality. American Economic Review 44(5), 826-836.
    The mean short-term advertising elasticity is .12 (Sethuraman, Tellis, Briesch 2011: How well does advertising work?
    Journal of Marketing Research 48(3), 457-471).

    >>> round(optimal_budget(2_000_000, 0.12, 2.4), 2)
    100000.0
    """
    part = number("advertising_elasticity", advertising_elasticity, 0, 1)
    return number("revenue", revenue, 0, 1e12) * (part / number("price_elasticity", price_elasticity, 1, 100))


def budget_curve(price_elasticity: float) -> pd.DataFrame:
    """Return which share of the revenue the best advertising budget is, for every advertising elasticity to 0.40.

    Args:
        price_elasticity: per cent fewer sales for one per cent more price, without its sign, 1 to 100.

    Returns:
        Columns advertising_elasticity (0..0.40) | budget_share (0..1 of the revenue).

    Raises:
        Refused: if the argument is outside its range.

    >>> budget_curve(2.4).round(4).values.tolist()[12]
    [0.12, 0.05]
    """
    elasticity = np.round(np.linspace(0, 0.4, 41), 2)
    share = optimal_budget(np.ones(41), elasticity, scalar("price_elasticity", price_elasticity, 1, 100))
    return pd.DataFrame({"advertising_elasticity": elasticity, "budget_share": share})


def spending(revenue: float, advertising_elasticity: float, price_elasticity: float) -> pd.DataFrame:
    """Return how the revenue is split if the advertising budget is the best one.

    Args:
        revenue: EUR a year, above 0 to 1e12.
        advertising_elasticity: as in `optimal_budget`.
        price_elasticity: as in `optimal_budget`.

    Returns:
        Two rows, "advertising" and "everything_else", columns use | share (0..1 of the revenue) | euros.

    Raises:
        Refused: if an argument is outside its range.

    >>> spending(2_000_000, 0.12, 2.4)["euros"].round(2).tolist()
    [100000.0, 1900000.0]
    """
    whole = scalar("revenue", revenue, 0, 1e12, above=True)
    spent = scalar("optimal_budget", optimal_budget(whole, advertising_elasticity, price_elasticity), 0)
    amounts = pd.Series([spent, whole - spent])
    return pd.DataFrame({"use": ["advertising", "everything_else"], "share": amounts / whole, "euros": amounts})
