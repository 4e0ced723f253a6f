"""Search, filter, sort, page through, open one, put right what was mistyped."""

from tests.pages.fields import claim_fields
from tracker.claims import parse_claim
from tracker.filters import parse_filter


def test_a_page_of_claims_and_the_link_to_all_of_them(open_page, shipped):
    page = open_page("claims.py")

    assert len(page.dataframe[0].value) == 50
    assert "of 309" in page.caption[0].value


def test_a_search_narrows_the_table(open_page, shipped):
    page = open_page("claims.py", q="dormitories 601")
    page.text_input("q").set_value("kramatorsk").run()

    assert page.query_params["q"] in ("kramatorsk", ["kramatorsk"])
    wanted = shipped.claims(parse_filter({"q": ["kramatorsk"]}))
    assert len(page.dataframe[0].value) == wanted.total > 0


def test_sorting_by_size_starts_with_the_largest(open_page, shipped):
    page = open_page("claims.py")
    page.selectbox("sort").select("largest").run()

    assert page.dataframe[0].value["Range"].iloc[0] == "1,000,001+"


def test_one_claim_is_shown_with_all_about_it(open_page, shipped):
    code = shipped.claims(parse_filter({"q": ["More than 600 Ukrainian"]})).rows["code"].iloc[0]

    page = open_page("claims.py", claim=code)

    text = " ".join(found.value.replace("\\", "") for found in page.markdown)
    assert "More than 600 Ukrainian servicemen were killed" in text
    assert "Russian Ministry of Defence" in text
    assert "https://" in text
    assert "nan" not in text.split()
    assert page.metric[0].value == "601+"


def test_a_claim_that_does_not_exist_is_said_so(open_page, shipped):
    page = open_page("claims.py", claim="cnotthere9")

    assert "no claim has the code" in page.warning[0].value


def test_a_claims_text_is_never_markup(open_page, bare):
    hostile = "<script>alert(1)</script> **600** [x](javascript:alert(1)) =HYPERLINK(1) :red[a] $x$"
    claim = parse_claim(claim_fields(verbatim=hostile, notes="<b>n</b>"))
    bare.add_claim(claim, by="t", may_make_names=True)

    page = open_page("claims.py", claim=claim.code)

    shown = next(found.value for found in page.markdown if "script" in found.value)
    assert "\\<script\\>" in shown
    assert "\\[x\\]\\(javascript\\:" in shown
    assert not any(found.allow_html for found in page.markdown)


def test_a_correction_needs_a_reason_and_leaves_a_history(open_page, bare):
    claim = parse_claim(claim_fields(verbatim="more than 500"))
    bare.add_claim(claim, by="t", may_make_names=True)
    page = open_page("claims.py", claim=claim.code)

    page.text_input(f"verbatim-{claim.code}").set_value("more than 600")
    button = next(found for found in page.button if found.label == "Record the correction")
    button.click().run()
    assert "Say what was wrong" in page.error[0].value

    page.text_input(f"verbatim-{claim.code}").set_value("more than 600")
    page.text_input(f"reason-{claim.code}").set_value("mistyped")
    next(found for found in page.button if found.label == "Record the correction").click().run()
    assert "correction is recorded" in page.success[0].value

    record = bare.claim(claim.code)
    assert (record.claim["low"], record.version) == (601, 2)
    assert record.history["reason"].iloc[0] == "mistyped"


def test_an_empty_store_offers_the_form(open_page, bare):
    assert "No claims match" in open_page("claims.py").info[0].value


def test_a_page_that_a_filter_did_away_with_gives_way_to_the_last_one(open_page, shipped):
    page = open_page("claims.py", state={"page": 7}, q="kramatorsk")

    assert len(page.dataframe[0].value) == shipped.claims(parse_filter({"q": ["kramatorsk"]})).total
