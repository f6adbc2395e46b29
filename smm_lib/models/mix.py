"""What promotion can do, and what it cannot: a multiplicative marketing mix and the right size of its budget."""

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


def levers(
    product: float, price: float, place: float, promotion: float, alignment: float = 1.0, step: float = 0.1
) -> pd.DataFrame:
    """Return the index if one instrument alone improves by a step, for each instrument.

    Args:
        product: how good the product is, 0 to 1.
        price: how well the price fits, 0 to 1.
        place: how easy it is to get, 0 to 1.
        promotion: how well customers are told, 0 to 1.
        alignment: how far the company's own people pull in one direction, 0 to 1.
        step: by how much it improves, 0 to 1; no instrument gets better than 1.

    Returns:
        Five rows, columns instrument | level (0..1) | improved (0..1) | mix_index (0..1) | gain (share of the index
        before; empty where the index was 0).

    Raises:
        Refused: if an argument is outside 0 to 1.

    >>> table = levers(0.9, 0.8, 0.5, 0.9)
    >>> table.loc[table["gain"].idxmax(), "instrument"]
    'place'
    """
    levels = dict(zip(INSTRUMENTS, (product, price, place, promotion, alignment), strict=True))
    levels = {name: scalar(name, level, 0, 1) for name, level in levels.items()}
    before = scalar("mix_index", mix_index(**levels), 0, 1)
    rows = []
    for name, level in levels.items():
        improved = min(1.0, level + scalar("step", step, 0, 1))
        after = scalar("mix_index", mix_index(**{**levels, name: improved}), 0, 1)
        rows.append((name, level, improved, after, after / before - 1 if before else None))
    return pd.DataFrame(rows, columns=["instrument", "level", "improved", "mix_index", "gain"]).astype({"gain": float})


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
