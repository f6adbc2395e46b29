"""A scenario code brings back exactly the settings it was made from, and nothing else is taken for one."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.lesson._controls import Control
from smm_lib.lesson._scenario import DIGITS, NotACode, decode, encode


def controls():
    return [
        Control("customers", 1000),
        Control("satisfied", 0.9),
        Control("told_positive", (4, 5)),
        Control("band", True),
    ]


UNMOVED = controls()
PLACES = st.tuples(*(st.integers(0, control.positions - 1) for control in UNMOVED))


@settings(max_examples=60)
@given(PLACES)
def test_a_code_brings_back_every_setting(places):
    form = controls()
    for control, place in zip(form, places, strict=True):
        try:
            control.value = control.at(place)
        except ValueError:
            control.value = control.default
    values = [control.value for control in form]
    code = encode(form)
    assert decode(UNMOVED, code) == values
    assert decode(UNMOVED, code.lower().replace("-", " ")) == values
    assert decode(UNMOVED, f"Der Zufall: {code}") == values, "as the board names the chart"


def test_the_base_scenario_has_the_shortest_code_and_one_move_stays_short():
    form = controls()
    assert len(encode(form)) <= 4
    form[1].value = 0.69
    assert len(encode(form)) <= 7


def test_letters_that_look_like_digits_may_be_confused():
    form = controls()
    form[0].value, form[1].value = 10, 0.5
    code = encode(form)
    assert decode(UNMOVED, code.replace("0", "O").replace("1", "I")) == [c.value for c in form]


def test_a_single_typing_slip_is_refused():
    form = controls()
    form[1].value = 0.69
    code = encode(form).replace("-", "")
    slips = [code[:i] + d + code[i + 1 :] for i in range(len(code)) for d in DIGITS if d != code[i]]
    taken = [slip for slip in slips if _taken(slip)]
    assert len(taken) <= len(slips) * 0.02  # ten check bits: one in 1,024 by chance


def _taken(code):
    try:
        decode(UNMOVED, code)
    except NotACode:
        return False
    return True


def test_the_code_of_another_chart_is_refused():
    code = encode([Control("satisfied", 0.5)])
    with pytest.raises(NotACode):
        decode(UNMOVED, code)


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_refused(text):
    try:
        values = decode(UNMOVED, text)
    except NotACode:
        return
    assert all(value in c.grid or c.pair for c, value in zip(UNMOVED, values, strict=True))


def test_random_codes_are_refused():
    draw = random.Random(1)
    codes = ["".join(draw.choice(DIGITS) for _ in range(draw.randint(3, 9))) for _ in range(300)]
    assert sum(map(_taken, codes)) <= 3


def test_the_check_digits_tell_a_thousand_settings_apart():
    form, ends = controls(), set()
    for people, share in product(form[0].grid[:10], form[1].grid[:100]):
        form[0].value, form[1].value = people, share
        ends.add(encode(form).replace("-", "")[-2:])
    assert len(ends) > 600  # of 1,024; a thousand drawn by lot would be about 640, of 512 about 440
