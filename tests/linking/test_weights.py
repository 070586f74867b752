"""Match weights: what is learned of a corpus, and what `evidence.toml` says before that."""

import math
import random
from collections import Counter
from typing import Final

import pytest

from summarizer.linking.digests import digest
from summarizer.linking.marks import make_marks
from summarizer.linking.profiles import make_profile
from summarizer.linking.scoring import create_tables, make_tables
from summarizer.linking.sql_engines import DuckDB, SQLite
from summarizer.linking.statements import (
    TIME,
    Term,
    Weights,
    blocking_statements,
    learning_statements,
    prior_weights,
    scoring_statements,
    terms,
)
from summarizer.linking.weights import Pattern, estimate_weights

from ..helpers.reports import report
from .test_columns_and_marks import FULL

STEP: Final = 25  # hundredths of a bit
TERMS: Final = {term.name: term for term in terms()}
NTH: Final = {term.name: nth for nth, term in enumerate(terms())}


def pattern(pairs: int, control: int = 0, base: float = 0.0, **levels: int) -> Pattern:
    """Pairs that agree on these levels; the other terms say nothing."""
    return Pattern(tuple(levels.get(term.name, 0) for term in terms()), base, bool(control), pairs)


def rounded(term: Term) -> tuple[int, ...]:
    return tuple(round(level.bits * 100 / STEP) * STEP for level in term.levels)


def test_without_pairs_the_prior_holds() -> None:
    """To the step in which weights move."""
    assert estimate_weights([]) == {term.name: rounded(term) for term in terms()}
    assert set(prior_weights()) == set(TERMS)


def simulate(pairs: int, seed: int, one: dict[str, list[float]], two: dict[str, list[float]]) -> list[Pattern]:
    """Pairs, a third of one event, whose terms agree by these chances; and as many controls, of two events.

    The place is what tells how many are of one event before anything else is known: a third are -1 bit.
    """
    draw = random.Random(seed)
    counts: Counter[tuple[bool, tuple[int, ...]]] = Counter()
    for nth in range(2 * pairs):
        control = nth >= pairs
        shares = one if not control and nth % 3 == 0 else two
        levels = [0] * len(NTH)
        for name, chances in shares.items():
            levels[NTH[name]] = 1 + draw.choices(range(len(chances)), chances)[0]
        counts[control, tuple(levels)] += 1
    return [Pattern(levels, -1.0, control, pairs) for (control, levels), pairs in sorted(counts.items())]


ONE = {
    "perpetrator": [0.9, 0.1], "target": [0.85, 0.15], "figures": [0.2, 0.2, 0.2, 0.25, 0.15], "victims": [0.8, 0.2],
    "quotes": [0.7, 0.3],
}  # fmt: skip
TWO = {
    "perpetrator": [0.1, 0.9], "target": [0.2, 0.8], "figures": [0.3, 0.4, 0.24, 0.04, 0.02], "victims": [0.1, 0.9],
    "quotes": [0.98, 0.02],
}  # fmt: skip


def test_the_shares_of_a_corpus_are_learned() -> None:
    """20,000 pairs of known chances, unlabelled: each weight within half a bit of log2(m / u)."""
    learned = estimate_weights(simulate(20_000, 5, ONE, TWO))
    for name, shares in ONE.items():
        for weight, one, two in zip(learned[name], shares, TWO[name], strict=True):
            assert weight / 100 == pytest.approx(math.log2(one / two), abs=0.5), name


@pytest.mark.parametrize("term", [term for term in terms() if term.learned], ids=lambda term: term.name)
def test_pairs_that_agree_as_expected_change_nothing(term: Term) -> None:
    """However many: pairs of places that leave no doubt, with the shares of `evidence.toml`."""
    levels = list(enumerate(term.levels, 1))
    told = [pattern(round(1e6 * level.one), base=300.0, **{term.name: nth}) for nth, level in levels]
    told += [pattern(round(1e6 * level.two), base=-300.0, **{term.name: nth}) for nth, level in levels]
    told += [pattern(round(1e6 * level.two), control=True, **{term.name: nth}) for nth, level in levels]
    assert estimate_weights(told)[term.name] == rounded(term)


@pytest.mark.parametrize(("odds", "low", "high"), [(-4.0, 100, 200), (-1.0, -25, 25), (2.0, -200, -100)])
def test_how_many_pairs_are_of_one_event_is_learned(odds: float, low: int, high: int) -> None:
    """A third are: where places say one in 17, or four in five, half of the three bits between is made up."""
    told = [each._replace(base=odds) for each in simulate(20_000, 5, ONE, TWO)]
    shifts = [now - prior for now, prior in zip(estimate_weights(told)["place"], rounded(TERMS["place"]), strict=True)]
    assert all(low <= shift <= high for shift in shifts), shifts


def test_few_pairs_change_little() -> None:
    """Ten pairs do not overrule the prior: no weight moves by more than half a bit."""
    learned = estimate_weights(simulate(10, 5, ONE, TWO))
    for term in terms():
        for weight, prior in zip(learned[term.name], rounded(term), strict=True):
            assert abs(weight - prior) <= 50, term.name


def test_what_pairs_of_two_events_agree_on_is_taken_from_the_controls() -> None:
    """Where reports of two events name one side as often as not, that it is named says nothing for one event."""
    base = simulate(6_000, 3, ONE, TWO)
    mixed = simulate(6_000, 3, ONE, TWO | {"perpetrator": [0.9, 0.1]})
    controls = [each for each in mixed if each.control] + [each for each in base if not each.control]
    assert estimate_weights(controls)["perpetrator"][0] < 50 < estimate_weights(base)["perpetrator"][0]


def test_controls_say_nothing_of_time() -> None:
    """They were chosen by their days."""
    time = len(TERMS[TIME].levels)
    controls = [pattern(9_000, control=True, **{TIME: nth}) for nth in (1, time)]
    assert estimate_weights(controls)[TIME] == rounded(TERMS[TIME])


def test_terms_that_are_not_learned_stay() -> None:
    """The words, whatever pairs agree on, and of the place all but its general height; other terms move."""
    assert not TERMS["place"].learned
    assert not TERMS["words"].learned
    told = [pattern(50_000, base=6.0, place=1, words=8, type=1, country=1), pattern(50_000, place=18, words=1, type=9)]
    learned = estimate_weights(told)
    shifts = [now - prior for now, prior in zip(learned["place"], rounded(TERMS["place"]), strict=True)]
    assert max(shifts) - min(shifts) <= STEP
    assert learned["words"] == rounded(TERMS["words"])
    assert learned["type"] != rounded(TERMS["type"])


def test_what_speaks_strongly_against_one_event_goes_on_to() -> None:
    """A few pairs that are taken for one event by mistake are more than the prior has of quakes that are fires too."""
    vetoes = [
        (name, nth)
        for name in ("type", "country")
        for nth, level in enumerate(TERMS[name].levels, 1)
        if level.bits < -6
    ]
    told = [pattern(2_000, base=300.0, **{name: nth}) for name, nth in vetoes]
    learned = estimate_weights(told)
    assert vetoes
    for name, nth in vetoes:
        assert learned[name][nth - 1] <= rounded(TERMS[name])[nth - 1], (name, nth)


def test_levels_that_no_pair_has_keep_their_prior() -> None:
    """And so does a whole term of which no pair says anything."""
    learned = estimate_weights([pattern(4_000, toll=4, type=2), pattern(4_000, toll=8, type=2)])
    toll = rounded(TERMS["toll"])
    assert [learned["toll"][nth] for nth in (0, 1, 2, 4, 5, 6)] == [toll[nth] for nth in (0, 1, 2, 4, 5, 6)]
    assert learned["quotes"] == rounded(TERMS["quotes"])


def test_no_weight_moves_far() -> None:
    """Four bits at most, on whatever pairs."""
    learned = estimate_weights([pattern(10**7, base=9.0, quotes=1, toll=6), pattern(10**7, control=True, quotes=2)])
    for term in terms():
        for weight, level in zip(learned[term.name], term.levels, strict=True):
            assert abs(weight - 100 * level.bits) <= 400 + STEP, term.name


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_patterns_decides_nothing(seed: int) -> None:
    """Sums of other orders differ in their last digit, and weights move in steps."""
    told = simulate(3_000, 5, ONE, TWO)
    random.Random(seed).shuffle(told)
    assert estimate_weights(told) == estimate_weights(simulate(3_000, 5, ONE, TWO))


def told_of_kinds() -> list[Pattern]:
    """A corpus of which each pair is clear: 3,000 of one event, 9,000 of two, a few of another kind in either."""
    return [
        pattern(3_000, base=300.0, type=2, time=1, perpetrator=1),
        pattern(8_950, base=-300.0, type=5, time=3, perpetrator=2),
        pattern(50, base=-300.0, type=3, time=3, perpetrator=2),
        pattern(9_000, control=True, type=5, perpetrator=2),
    ]


@pytest.mark.parametrize(
    ("same", "level", "sign", "why"),
    [
        (True, 5, 1, "told as another kind, and decided to be one: the kind speaks less against one event"),
        (False, 2, -1, "of one kind, and decided to be two: the kind speaks less for one event"),
        (True, 3, 1, "what no pair of one event in the sample has is learned of labels too"),
        (True, 12, 0, "what speaks so strongly against one event does so in every corpus, whatever is decided"),
    ],
)
def test_labelled_pairs_move_the_weights_of_what_they_agree_on(same: bool, level: int, sign: int, why: str) -> None:
    """Thirty pairs, decided."""
    labels = pattern(30, base=-1.0, type=level)._replace(drawn=False, same=same)
    before, after = (
        estimate_weights(patterns)["type"][level - 1] for patterns in (told_of_kinds(), [*told_of_kinds(), labels])
    )
    assert (after > before) - (after < before) == sign, why


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("control", [True, False])
@pytest.mark.parametrize("size", [1, 40, 4_000])
def test_one_labelled_pair_moves_no_weight_by_more_than_a_step(
    same: bool, drawn: bool, control: bool, size: int
) -> None:
    """In small corpora and large ones, whichever levels it has, whether or not the sample has it."""
    rest = simulate(size, 5, ONE, TWO)
    for nth in range(1, max(len(term.levels) for term in terms()) + 1):
        levels = {term.name: min(nth, len(term.levels)) for term in terms()}
        one = pattern(1, control=control, base=3.0, **levels)
        before = estimate_weights([*rest, one] if drawn else rest)
        after = estimate_weights([*rest, one._replace(drawn=drawn, same=same)])
        for name, weights in before.items():
            assert all(abs(a - b) <= STEP for a, b in zip(weights, after[name], strict=True)), (name, nth)


def test_a_labelled_pair_is_not_counted_with_the_sample_too() -> None:
    """Where labels say of all pairs what the sample says, and count as much, nothing moves."""
    told = told_of_kinds()
    labelled = [each if each.control else each._replace(same=each.base > 0) for each in told]
    assert estimate_weights(labelled)[TIME] == estimate_weights(told)[TIME]


def test_labels_count_at_most_as_much_as_the_sample() -> None:
    """A million decided pairs count as a hundred do where the sample has a hundred; without a sample they are nothing."""
    rest = [pattern(50, base=2.0, type=2), pattern(50, base=-2.0, type=5)]
    many = [
        estimate_weights([*rest, pattern(count, type=5)._replace(drawn=False, same=True)]) for count in (100, 10**6)
    ]
    assert many[0] == many[1] != estimate_weights(rest)
    assert estimate_weights([pattern(9, type=5)._replace(drawn=False, same=True)]) == estimate_weights([])


@pytest.mark.parametrize("term", [term for term in terms() if term.name != "place"], ids=lambda term: term.name)
def test_the_shares_of_a_term_are_parts_of_a_whole(term: Term) -> None:
    """Percentages of pairs, none impossible. Each level's were fitted by themselves, so that the whole is not exact."""
    assert len({level.name for level in term.levels}) == len(term.levels)
    for level in term.levels:
        assert level.one > 0 < level.two, level.name
        assert level.base is None, level.name
        assert not level.weight or not term.learned, level.name
    sums = sum(level.one for level in term.levels), sum(level.two for level in term.levels)
    assert not term.learned or all(80 <= whole <= 125 for whole in sums), sums


def test_a_place_has_log_odds_and_a_rarity() -> None:
    """Where the two share one; what lies apart has none to add."""
    place = TERMS["place"]
    assert {level.base for level in place.levels} == {"city", "region", "country", None}
    assert all(level.weight < 0 for level in place.levels)
    assert all(
        level.base is None
        for level in place.levels
        if level.name.startswith(("far", "same name, far", "like consonants")) or level.name == "regions apart"
    )


FREE: Final = {"site": "two reports of a town without sites and quarters"}


@pytest.mark.parametrize("make", [SQLite, DuckDB])
def test_the_sql_of_every_level_runs(make: type[SQLite | DuckDB]) -> None:
    """On rows of both a full and an empty report; a term that says something has a level for every pair."""
    reports = [
        report("a", **FULL),
        report("b", place=None, start=None),
        report("c"),
        report("d", **FULL | {"when": "May 3"}),
    ]
    owns = [digest(each.model_dump_json()) for each in reports]
    with make() as engine:
        create_tables(engine)
        engine.insert("raw", [make_profile(each, own).row() for each, own in zip(reports, owns, strict=True)])
        engine.insert("mark", [mark for each, own in zip(reports, owns, strict=True) for mark in make_marks(each, own)])
        make_tables(engine, blocking_statements())
        engine.make(
            "m",
            "select 1 as figures, 1 as quotes, 0 as sites, 0 as victims, 2 as names, 0 as persons, 90000 as terms, 3 as topics",
        )
        for term in terms():
            catches = f"case when {term.known} then 1 else 0 end"
            alone = ", ".join(f"sum(case when {level.when} then 1 else 0 end)" for level in term.levels)
            (row,) = engine.rows(f"select {alone} from node x join node y on 1 = 1 join m on 1 = 1")  # noqa: S608
            assert len(row) == len(term.levels)
            missed = list(
                engine.rows(
                    f"select 1 from (select {catches} as says, {term.level_sql()} as level "  # noqa: S608
                    "from node x join node y on 1 = 1 join m on 1 = 1) told where says = 1 and level = 0"
                )
            )
            assert term.name in FREE or missed == [], term.name


def test_every_term_is_weighed_once() -> None:
    """In the statements of scoring and of learning alike."""
    weights: Weights = prior_weights()
    scoring = dict(scoring_statements(weights))
    for term in terms():
        sql = term.weight_sql(weights[term.name])
        assert sum(select.count(sql) for select in scoring.values()) == 1, term.name
    (*_, (name, select)) = learning_statements(1)
    assert name == "pattern"
    assert all(f"{term.name}_level" in select for term in terms())
