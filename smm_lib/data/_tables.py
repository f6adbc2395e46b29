"""The tables of the course.

Every table has the columns confidence (V, V2, C, M, own; see data/README.md) and source. Values that need words are
keys of the catalogues, such as "heavy" or "social_benefits"; names such as "Facebook" are the same in every language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smm_lib.files import folder

if TYPE_CHECKING:
    import pandas as pd  # imported where a table is read: the command `smm` needs none and starts in half the time


def _table(name: str) -> pd.DataFrame:
    from pandas import read_csv

    return read_csv(folder("data") / f"{name}.csv", encoding="utf-8")


def _time(table: pd.DataFrame) -> pd.Series[float]:
    """Return the middle of each row's month as a decimal year; the middle of the year where no month is known."""
    return (table["year"] + (table["month"].fillna(6.5) - 0.5) / 12).round(2)


def load_activities() -> pd.DataFrame:
    """Return ten activities of a company and where each belongs: an exercise of our own.

    Returns:
        Columns activity (key) | instrument ("product", "price", "place", "promotion": the four instruments;
        "internal": marketing towards the own people; "sales": not marketing) | social_media (whether it is social
        media marketing) | confidence | source.

    >>> load_activities()["instrument"].value_counts()["promotion"]
    np.int64(3)
    """
    return _table("activities")


def load_adoption_series(series: str = "Facebook") -> pd.DataFrame:
    """Return how something spread from year to year, in millions, ready for the Bass model.

    Args:
        series: "Facebook" (people active in a month, at the end of each year 2004-2023) or "vcr" (video recorders sold
            in the USA 1980-1989).

    Returns:
        Columns year | period (1 is the first year) | new (adopters in that year, million) | total (adopters so far,
        million) | confidence | source.

    Raises:
        ValueError: if there is no such series.

    >>> load_adoption_series("vcr")[["year", "period", "new", "total"]].round(2).iloc[1].tolist()
    [1981.0, 2.0, 1.47, 2.31]
    """
    if series == "vcr":
        table = load_vcr_sales()
        table["new"] = table["sales_thousand"] / 1000
        table["total"] = table["new"].cumsum()
    elif series == "Facebook":
        users = load_platform_users()
        table = users[(users["platform"] == series) & (users["kind"] == "mau")].reset_index(drop=True)
        table["total"] = table["users_million"]
        table["new"] = table["total"].diff().fillna(table["total"])
    else:
        raise ValueError(f"series must be one of Facebook, vcr, got {series!r}")
    table["period"] = range(1, len(table) + 1)
    return table[["year", "period", "new", "total", "confidence", "source"]]


def load_comments() -> pd.DataFrame:
    """Return six comments on a bakery and what each is about: an exercise of our own.

    Returns:
        Columns comment (key) | about ("about_product", "about_service", "about_information": what the company itself
        said) | tone ("praise", "complaint") | confidence | source.

    >>> load_comments()["about"].nunique()
    3
    """
    return _table("comments")


def load_eu_users(counted: str | None = None) -> pd.DataFrame:
    """Return how many people in the EU used platforms within an average month: one law for all, in force since 2023.

    Args:
        counted: only figures counted in this way; everything, if left out.

    Returns:
        Columns platform | from | to (first and last month) | year (decimal: the middle of the two) | users_million |
        counted ("logged_in"; "all": with visits that nobody logged in for; "unclear": the definition changed, never
        to be joined to another series) | confidence | source.

    Source: Regulation (EU) 2022/2065 (Digital Services Act), Art. 24(2): reports every six months, from the press.

    >>> load_eu_users("all").query("platform == 'Twitter'")["users_million"].iloc[[1, -1]].round(1).tolist()
    [112.2, 94.8]
    """
    table = _table("eu_users")
    if counted is not None:
        table = table[table["counted"] == counted].reset_index(drop=True)
    first, last = (
        table[end].str[:4].astype(float) + (table[end].str[5:].astype(float) - part) / 12
        for end, part in (("from", 1), ("to", 0))
    )
    return table.assign(year=((first + last) / 2).round(2))[
        ["platform", "from", "to", "year", "users_million", "counted", "confidence", "source"]
    ]


def load_marketing_map() -> pd.DataFrame:
    """Return what is a part of what in a company's marketing: a map of our own, after textbooks.

    Returns:
        Columns part (key) | within (key of the part it belongs to, or "company") | confidence | source.

    >>> parts = load_marketing_map().set_index("part")["within"]
    >>> parts["social_media_marketing"], parts["promotion"], parts["sales"]
    ('promotion', 'external', 'company')
    """
    return _table("marketing_map")


def load_motives() -> pd.DataFrame:
    """Return eight motives for writing about products on the internet.

    Returns:
        Columns motive (key) | drive ("intrinsic", "extrinsic" or "disputed"; the class is ours) | main (whether the
        study names it among the main four) | confidence ("own", for the class) | source.

    Source: Hennig-Thurau, Gwinner, Walsh, Gremler (2004), Journal of Interactive Marketing 18(1), 38-52.

    >>> load_motives()["drive"].value_counts().to_dict()
    {'disputed': 3, 'intrinsic': 3, 'extrinsic': 2}
    """
    return _table("motives")


def load_participation(community: str | None = None) -> pd.DataFrame:
    """Return who writes in online communities: rules of thumb and one measurement.

    Args:
        community: only this one, such as "health_networks", the measurement; all of them, if left out.

    Returns:
        Columns community (name or key) | group ("lurker", "occasional", "heavy") | share_of_users (0..1) |
        share_of_posts (0..1; missing where the rule says nothing about it) | confidence | source.

    >>> load_participation("health_networks")["share_of_posts"].tolist()
    [0.013, 0.24, 0.747]
    """
    table = _table("participation")
    return table if community is None else table[table["community"] == community].reset_index(drop=True)


def load_platform_users(kind: str | None = None) -> pd.DataFrame:
    """Return how many users platforms had, in millions. The three kinds of figure do not belong on one axis.

    Args:
        kind: only this kind of figure, and of each year only the last; everything, if left out.

    Returns:
        Columns platform | year | time (decimal year: the middle of the month, or of the year for yearly figures) |
        users_million | kind ("mau": active within a month, "daily": within a day, "members": registered, active or
        not) | confidence | source.

    >>> users = load_platform_users()
    >>> users[(users["platform"] == "Facebook") & (users["year"] == 2012)]["users_million"].item()
    1056.0
    """
    table = _table("platform_users")
    if kind is not None:
        table = table[table["kind"] == kind].drop_duplicates(["platform", "year"], keep="last")
    return table.assign(time=_time(table))[
        ["platform", "year", "time", "users_million", "kind", "confidence", "source"]
    ]


def load_platforms() -> pd.DataFrame:
    """Return when the places began where users write, and what for.

    Returns:
        Columns platform | year | start (decimal year; its middle where no month is known) | kind ("named": the seven
        of the source text, "later": other social media, "predecessor": early social networks, "forerunner": places of
        the early internet where users already wrote) | company (today's, or the last) | content (key of the main
        content) | who_can_publish ("members": everybody with an account, "anybody") | confidence | source.

    >>> platforms = load_platforms()
    >>> platforms[platforms["kind"] == "named"]["platform"].tolist()
    ['LinkedIn', 'Xing', 'Facebook', 'YouTube', 'Twitter', 'Instagram', 'TikTok']
    """
    table = _table("platforms")
    columns = ["platform", "year", "start", "kind", "company", "content", "who_can_publish", "confidence", "source"]
    return table.assign(start=_time(table))[columns]


def load_post_columns() -> pd.DataFrame:
    """Return what the headers of platforms' post exports mean, the likelier of two headers first.

    Returns:
        Columns header | column (of the course's table of posts) | platform | confidence | source.

    >>> load_post_columns().query("header == 'Aufrufe'")["column"].item()
    'views'
    """
    return _table("post_columns")


def load_retweet_tail() -> pd.DataFrame:
    """Return how many authors of the Higgs rumour were retweeted at least so often: 41,426 real ones, counted by us.

    Returns:
        Columns received (retweets of one author, at least) | authors | share_of_authors (0..1) | alpha (of the tail
        from there on, see `amplification.fit_tail`) | confidence | source.

    >>> load_retweet_tail().set_index("received").loc[10, ["authors", "alpha"]].tolist()
    [3532.0, 0.864]
    """
    return _table("retweet_tail")


def load_ring_noise() -> pd.DataFrame:
    """Return how many steps a habit takes through rings of 300 with shortcuts, with and without a little noise.

    Returns:
        Columns rewiring (0..1) | noise (0..1) | networks (rings of each kind) | finished (those in which nine of ten
        joined) | steps (median, until nine of ten have joined; empty: never) | steps_low | steps_high (eight of ten
        rings lie between) | confidence | source.

    >>> load_ring_noise().query("noise > 0")["steps"].tolist()
    [128.0, 65.0, 56.0]
    """
    return _table("ring_noise")


def load_vcr_sales() -> pd.DataFrame:
    """Return video recorders sold in the USA, a classic example of adoption.

    Returns:
        Columns year | sales_thousand | confidence | source.

    >>> load_vcr_sales()["sales_thousand"].max()
    np.int64(10950)
    """
    return _table("vcr_sales")


def load_word_of_mouth_studies() -> pd.DataFrame:
    """Return how many people customers tell, according to each source.

    Returns:
        Columns study | opinion ("positive", "negative") | told | told_low | told_high (people) | seen (whether a
        source that measured it was seen) | confidence (V, V2, C, M) | who | source.

    >>> load_word_of_mouth_studies()["study"].nunique()
    6
    """
    return _table("word_of_mouth_studies")
