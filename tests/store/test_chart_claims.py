"""What a timeline draws is looked up apart: it comes to the same as one statement that joins everything."""

from tests.store.doings import Doings
from tests.store.test_overviews_of_many import MOMENTS, VIEWS
from tracker.filters import ClaimFilter
from tracker.series.records import plain_records
from tracker.store.chart_claims import in_chart, number_of, read_chart_claims
from tracker.store.database import reading
from tracker.store.frames import frame_of
from tracker.store.selecting import claims_with_all_about_them, conditions
from tracker.store.tables import Claim
from tracker.store.versions import Seen


def joined(session, wanted):
    seen = Seen.by(wanted)
    order = (Claim.stated_at, Claim.cut_off, number_of(seen))
    return frame_of(
        session, claims_with_all_about_them(in_chart(seen), seen).where(*conditions(wanted)).order_by(*order)
    )


def test_claims_are_those_of_one_statement(engine):
    doings = Doings(engine, 11)
    doings.add()
    doings.do_many(80)
    found = 0
    for moment in MOMENTS:
        for view in VIEWS:
            wanted = ClaimFilter.model_validate(view | moment)
            with reading(engine, Seen.by(wanted)) as session:
                claims = read_chart_claims(session, wanted)
                assert plain_records(claims) == plain_records(joined(session, wanted))
            found += len(claims)
    assert found > 200


def test_a_view_without_claims_has_the_same_columns(engine):
    wanted = ClaimFilter(claimant=("Nobody",))
    with reading(engine) as session:
        assert list(read_chart_claims(session, wanted)) == list(joined(session, wanted))
