import pytest

from tests.makers import a_claim, a_claim_on_an_incident, a_count, assess, record
from tracker.filters import ClaimFilter
from tracker.store.database import reading
from tracker.store.names import resolve
from tracker.store.queries import (
    count_claims,
    read_chart_claims,
    read_claimants,
    read_claims,
    read_incident_page,
    read_incident_sums,
    read_keys,
    read_status_counts,
    stream_claims,
)
from tracker.store.records import find_likely_duplicates, read_evidence

CLAIMS = {
    "total": {},
    "later": {"verbatim": "about 700", "stated_at": "2023-02-08", "as_of_date": "2023-01-31"},
    "civilian": {"population": "civilian", "metric": "wounded", "verbatim": "up to 30", "notes": "À l’hôpital, 100% _sûr_"},
    "depot": {"incident": "Strike on the depot", "incident_date": "2023-01-02", "claimant": "Ministry C", "verbatim": "63"},
    "harbour": {"incident": "Strike on the harbour", "incident_date": "2022-12-30", "affected_party": "Army D"},
    "count": {"claimant": "Recorder R", "claimant_independence": "independent", "counting_basis": "visual", "verbatim": "300"},
    "other war": {"conflict": "War of Others", "stated_at": "2022-06-01", "coverage_start": "2022-01-01", "coverage_end": "2022-05-31"},
}  # fmt: skip


@pytest.fixture(scope="module")
def store(module_engine):
    """A store with the claims above; their name is their tag. One is partially confirmed, one disputed."""
    claims = {name: a_claim(tags=name, **changes) for name, changes in CLAIMS.items()}
    record(module_engine, *claims.values())
    assess(module_engine, claims["total"].code)
    assess(module_engine, claims["depot"].code, status="disputed", confirmed_low=None)
    return module_engine


def kept(engine, wanted):
    """The names of the claims a filter lets through, and the same by every other way to read them."""
    with reading(engine) as session:
        wanted = resolve(session, wanted)
        rows = read_claims(session, wanted, columns=("code", "tags"))
        streamed = [row["code"] for batch in stream_claims(session, wanted, ("code",)) for row in batch]
        assert count_claims(session, wanted) == len(rows) == sum(read_status_counts(session, wanted).values())
        assert sorted(streamed) == sorted(rows["code"]) == sorted(read_chart_claims(session, wanted)["code"])
    return {tags[0] for tags in rows["tags"]}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, set(CLAIMS)),
        ({"conflict": ("War of Others",)}, {"other war"}),
        ({"conflict": ("war of others", "War of Examples")}, set(CLAIMS)),
        ({"claimant": ("Ministry C", "recorder r")}, {"depot", "count"}),
        ({"affected_party": ("Army D",)}, {"harbour"}),
        ({"incident": ("strike on the depot",)}, {"depot"}),
        ({"metric": ("wounded",)}, {"civilian"}),
        ({"population": ("civilian", "combatant")}, {"civilian"}),
        ({"scope": ("incident",)}, {"depot", "harbour"}),
        ({"scope": ("period", "incident")}, {"depot", "harbour", "other war"}),
        ({"status": ("disputed",)}, {"depot"}),
        ({"status": ("partially_confirmed", "disputed")}, {"depot", "total"}),
        ({"status": ("unassessed",)}, set(CLAIMS) - {"depot", "total"}),
        ({"status": ("unassessed", "disputed")}, set(CLAIMS) - {"total"}),
        ({"since": "2023-02-08"}, {"later"}),
        ({"until": "2022-06-01"}, {"other war"}),
        ({"since": "2023-01-08", "until": "2023-01-08"}, set(CLAIMS) - {"later", "other war"}),
        # by event: an incident's own day, else the cut-off, assumed where it is not stated
        ({"axis": "event", "until": "2023-01-02"}, {"depot", "harbour", "other war"}),
        ({"axis": "event", "since": "2023-01-31", "until": "2023-01-31"}, {"later"}),
        ({"axis": "event", "since": "2022-05-31", "until": "2022-12-30"}, {"other war", "harbour"}),
        ({"q": "DEPOT"}, {"depot"}),
        ({"q": "strike harbour"}, {"harbour"}),
        ({"q": "hôpital"}, {"civilian"}),
        ({"q": "100%"}, {"civilian"}),
        ({"q": "_sûr_"}, {"civilian"}),
        ({"q": "%"}, {"civilian"}),  # a percent sign, not "anything"
        ({"q": "' OR 1=1 --"}, set()),
        ({"metric": ("killed",), "claimant": ("Ministry A",), "status": ("unassessed",), "until": "2023-01-08"}, {"harbour", "other war"}),
    ],
)  # fmt: skip
def test_a_filter_keeps_what_it_asks_for(store, wanted, names):
    assert kept(store, ClaimFilter.model_validate(wanted)) == names


@pytest.mark.parametrize(
    ("sort", "first"),
    [("newest", "later"), ("oldest", "other war"), ("recorded", "other war"), ("smallest", "civilian")],
)
def test_a_table_is_sorted(store, sort, first):
    with reading(store) as session:
        rows = read_claims(session, columns=("tags",), sort=sort)
    assert rows["tags"].iloc[0] == [first]


def test_the_pages_of_a_table_hold_every_claim_once(store):
    with reading(store) as session:
        pages = [read_claims(session, columns=("code",), limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({code for page in pages for code in page["code"]}) == len(CLAIMS)


def test_a_stream_goes_on_where_a_piece_of_it_ended(engine, monkeypatch):
    monkeypatch.setattr("tracker.store.queries.CHUNK", 3)
    claims = [a_claim(stated_at=f"2023-01-{day:02}") for day in (8, 1, 8, 8, 2, 8, 8)]
    record(engine, *claims)
    with reading(engine) as session:
        pieces = [[row["code"] for row in batch] for batch in stream_claims(session, ClaimFilter(), ("code",))]
    assert [len(piece) for piece in pieces] == [3, 3, 1]
    assert [code for piece in pieces for code in piece] == [claims[number].code for number in (1, 4, 0, 2, 3, 5, 6)]


def test_empty_counts_stay_empty(store):
    with reading(store) as session:
        row = read_claims(
            session, ClaimFilter(q="hôpital"), columns=("stated_value", "low", "high", "confirmed_low")
        ).iloc[0]
    assert [None if value is None or value != value else value for value in row.isna()] == [False, True, False, True]
    assert (row["stated_value"], row["high"]) == (30, 30)


def test_of_many_claims_a_chart_draws_the_latest(store):
    with reading(store) as session:
        drawn = read_chart_claims(session, ClaimFilter(), limit=2)
    assert list(drawn["stated_at"].astype(str)) == ["2023-01-08", "2023-02-08"]


def test_what_can_be_charted_is_counted_by_kind_of_line(store):
    with reading(store) as session:
        keys = read_keys(session)
    row = keys[(keys["metric"] == "killed") & (keys["scope"] == "cumulative")].iloc[0]
    assert (row["claims"], row["claimed"], row["confirmed"]) == (3, 2, 1)


def test_claimants_stand_in_the_order_of_their_claims(store):
    with reading(store) as session:
        found = read_claimants(session, ClaimFilter(claimant=("Ministry C",)))
        within = read_claimants(session, ClaimFilter(scope=("incident",)))
    assert found == ["Ministry A", "Ministry C", "Recorder R"]
    assert within == ["Ministry A", "Ministry C"]


# Incidents


def test_a_page_of_incidents_holds_all_their_claims_latest_incident_first(store):
    with reading(store) as session:
        first, total = read_incident_page(session, ClaimFilter(), limit=1)
        second, _ = read_incident_page(session, ClaimFilter(), limit=1, offset=1)
    assert total == 2
    assert list(first["incident"]) == ["Strike on the depot"]
    assert list(second["incident"]) == ["Strike on the harbour"]


def test_incidents_are_added_up_by_day_and_claimants_never(engine):
    record(
        engine,
        a_claim_on_an_incident(verbatim="between 20 and 30"),
        a_claim_on_an_incident(verbatim="100", claimant="Ministry C"),
        a_claim_on_an_incident(verbatim="40", claimant="Ministry C", stated_at="2023-01-09"),  # its latest word
        a_count(incident="Strike on the depot", verbatim="at least 12"),
        a_claim_on_an_incident(incident="Strike on the road", verbatim="more than 5"),
        a_claim_on_an_incident(incident="Later strike", incident_date="2023-01-03", verbatim="up to 8"),
    )
    with reading(engine) as session:
        sums = read_incident_sums(session, ClaimFilter())
    rows = sums.astype(object).values.tolist()
    # the depot: 20 to 40 claimed and a floor of 12; the road: 6 and open; the later one: no lower end
    assert [[str(row[0]), *map(int, row[1:])] for row in rows] == [
        ["2023-01-02", 2, 26, 46, 1, 0, 12],
        ["2023-01-03", 1, 0, 8, 0, 1, 0],
    ]


# What stands near a claim


def test_likely_duplicates_are_the_same_figure_within_three_days_or_the_same_page(engine):
    known = a_claim(verbatim="63", source_url="https://example.org/first")
    record(engine, known)
    near = a_claim(verbatim="63", stated_at="2023-01-11", source_url="https://example.org/second")
    far = a_claim(verbatim="63", stated_at="2023-01-12", source_url="https://example.org/second")
    page = a_claim(verbatim="90", stated_at="2023-06-01", source_url="https://example.org/first")
    with reading(engine) as session:
        found = [[likeness.code for likeness in find_likely_duplicates(session, claim)] for claim in (near, far, page)]
    assert found == [[known.code], [], [known.code]]


def test_evidence_is_what_independent_bodies_counted_of_the_same_people(engine):
    claim = a_claim()
    count = a_count()
    record(
        engine,
        claim,
        count,
        a_count(metric="wounded"),
        a_count(affected_party="Army D"),
        a_claim(claimant="Party P", counting_basis="visual", claimant_independence="party"),
        a_count(claimant="Institute", counting_basis="statistical_estimate"),
        a_count(incident="Strike on the depot", incident_date="2023-01-02"),
    )
    with reading(engine) as session:
        assert list(read_evidence(session, claim.code)["code"]) == [count.code]
