"""Both cascades once more, in the plainest words: account by account, with the same coins. Slow, and easy to check."""

MASK = 2**64 - 1


def scramble(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def luck(rng, run, sender, receiver):
    """A number from 0 to below 1, from nothing but its place."""
    key = scramble(scramble(rng + 0x9E3779B97F4A7C15 & MASK) + run * 0x9E3779B97F4A7C15 & MASK)
    return (scramble(key + sender * 0xD1342543DE82EF95 + receiver * 0x9E3779B97F4A7C15 & MASK) >> 11) / 2**53


def followed(network, account):
    """Those from whom an account hears something."""
    return [a for a in (network.predecessors if network.is_directed() else network.neighbors)(account) if a != account]


def waves(network, seeds, joins, hopes=lambda *_: False):
    """Lists of new accounts, generation after generation; joins(account, active, found) says who is won over.

    It is over after a generation without anybody new, unless somebody left still hopes(account, active).
    """
    active, new, found = set(), set(seeds), []
    while new or any(hopes(account, active) for account in network if account not in active):
        active |= new
        found.append(new)
        new = {account for account in network if account not in active and joins(account, active, found)}
    return found


def independent_cascade(network, seeds, share_rate, rng, run):
    place = {account: i for i, account in enumerate(network)}

    def joins(account, _, found):
        chance = 1 / max(1, len(followed(network, account))) if share_rate == "weighted" else share_rate
        return any(
            luck(rng, run, place[a], place[account]) < chance for a in followed(network, account) if a in found[-1]
        )

    return waves(network, seeds, joins)


def linear_threshold(network, seeds, threshold, rng, run, noise=0):
    place = {account: i for i, account in enumerate(network)}

    def hopes(account, active):
        return noise > 0 and any(a in active for a in followed(network, account))

    def joins(account, active, found):
        circle, own = followed(network, account), threshold
        share = sum(a in active for a in circle) / max(1, len(circle))
        if threshold is None:
            own = 1 - luck(rng, run, place[account], place[account])
        lucky = hopes(account, active) and luck(rng, run, len(found), place[account]) < noise
        return lucky or (share > 0 and share >= own - 1e-12)

    return waves(network, seeds, joins, hopes)
