"""The worked example of the method, recorded in a store."""

import pytest

from tests.makers import a_claim, a_count, record
from tests.series.makers import ORIGIN


@pytest.fixture
def worked_example(engine):
    """A claims 1,000, then 1,400, then corrects to 1,350 for the same cut-off; R counts 300, then 450."""
    record(
        engine,
        a_claim(claimant="A", verbatim="1,000", stated_at="2024-03-01", **ORIGIN),
        a_claim(claimant="A", verbatim="1,400", stated_at="2024-03-10", as_of_date="2024-03-10", **ORIGIN),
        a_claim(claimant="A", verbatim="1,350", stated_at="2024-03-15", as_of_date="2024-03-10", **ORIGIN),
        a_count(claimant="R", verbatim="at least 300", stated_at="2024-03-05", **ORIGIN),
        a_count(claimant="R", verbatim="at least 450", stated_at="2024-03-20", **ORIGIN),
    )
    return engine
