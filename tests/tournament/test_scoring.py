"""Titles and crowd plans: read strictly, judged between nothing, the baselines and the best."""

import pytest

from opscourse.tournament.scoring import CROWDS, SHORT, Still, read_crowds, read_title

KEY = 5


@pytest.fixture(scope="module")
def still():
    return Still(KEY)


@pytest.mark.parametrize(
    ("crowds", "says"),
    [
        ([0.5], "字典"),
        ({"新客": 0.5}, "新客"),
        ({7: 0.5}, "7"),
        ({"老客": 0.5, "老客人群": 0.1}, "两次"),
        ({"老客": -0.1}, "0 到 1"),
        ({"老客": float("nan")}, "0 到 1"),
        ({"老客": True}, "0 到 1"),
        ({"老客": "0.5"}, "0 到 1"),
        ({"老客": 0.6, "加购": 0.5}, "1.1"),
    ],
)
def test_a_crowd_plan_that_cannot_be_carried_out_is_named(crowds, says, still):
    assert read_crowds(crowds)[0] == {} and says in read_crowds(crowds)[1]
    assert still.points("", crowds)[0] == 0


@pytest.mark.parametrize(
    ("title", "says"),
    [(7, "文字"), ("橘子" * 16, "60"), ("最好的橘子", "广告法"), ("橘子\n", ""), ("橘😀", "GBK")],
)
def test_a_title_that_cannot_be_put_up_is_named(title, says):
    words, fault = read_title(title)
    assert (says in fault and words == "") if says else (words == "橘子" and not fault)


def test_shares_lie_between_nothing_baseline_and_reference(still):
    equal = dict.fromkeys(CROWDS, 0.25)
    assert still.points("", {}) == (0, 0, [])
    assert still.crowds_left(equal) == pytest.approx(still.crowds_yardstick.baseline, rel=0.01)
    assert still.crowds_yardstick.reference > 1.2 * still.crowds_yardstick.baseline > 0
    assert still.title_yardstick.reference > 1.05 * still.title_yardstick.baseline > 0


def test_the_reference_plan_is_the_best_in_steps(still):
    """Against all plans in steps of 25 %, which are steps of 5 % too."""
    steps = [n / 4 for n in range(5)]
    plans = [
        dict(zip(CROWDS, (a, b, c, d), strict=True))
        for a in steps
        for b in steps
        for c in steps
        for d in steps
        if a + b + c + d <= 1
    ]
    best = max(plans, key=still.crowds_left)
    assert still.crowds_left(best) <= still.crowds_yardstick.reference
    assert still.crowds_yardstick.share(still.crowds_left(best)) > 0.6


def test_rounds_differ_but_reward_the_same_care(still):
    other = Still(KEY + 1)
    assert other.yardsticks(1) != still.yardsticks(1)
    good = {"老客": 0.5, "加购": 0.5}
    for one in (still, other):
        display, title, notes = one.points(
            "永春芦柑橘子薄皮新鲜现摘大果整箱当季福建闽南高山送礼甜", good
        )
        assert notes == [] and display > 18 and title > 18
        assert one.points("芦柑芦柑", {"通投": 1})[0] == 0
    assert set(SHORT.values()) == set(CROWDS)
