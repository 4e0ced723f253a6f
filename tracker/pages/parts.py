"""Pieces that several pages show: figures in words, what stands under a chart, one claim with all about it."""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

import pandas as pd
import streamlit as st

from tracker import __version__
from tracker.claims.fields import check_url
from tracker.exports import FORMATS, Content, Credits, as_of_words, cite, past_words, policy_in_words
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.ledger import Ledger, pages_of
from tracker.pages.address import data_link, link_to, plain, write_filter
from tracker.store.records import ClaimRecord
from tracker.vocabulary import (
    ActorKind,
    CountingBasis,
    DatePrecision,
    Direction,
    EvidenceBasis,
    Independence,
    Metric,
    Population,
    Qualifier,
    RefutationKind,
    Scope,
    StandardOfProof,
    Subgroup,
    Term,
    VerificationStatus,
)
from tracker.wording import bounds_in_words

TABLE_HEIGHT, ROW_HEIGHT = 720, 36  # pixels
FITS_LARGE: Final = 10
"""Characters of a figure in a quarter of the page."""
MAY_BREAK: Final = "\u200b"

READING_TRAPS: Final = (
    "Unverified does not mean false. The confirmed line is a floor: it grows with documentation work, and the "
    "distance between the lines does not measure whether anybody told the truth. Figures of different claimants "
    "are never added together."
)


def as_of_now() -> str:
    """The moment of reading, as it stands in source lines and citations."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def is_phone() -> bool:
    """Whether the reader's browser says that it runs on a phone."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def show_figure(name: str, figure: str, *, help: str | None = None) -> None:
    """A figure large under its name, or smaller on as many lines as it needs where it would be cut."""
    if len(figure) <= FITS_LARGE:
        st.metric(name, figure, help=help)
        return
    with st.container(gap=None):
        st.markdown(f":small[{name}]", help=help)
        st.subheader(figure.replace("-", "-" + MAY_BREAK), anchor=False)


def source_line(
    claimed: Iterable[str], confirmed: Iterable[str], wanted: ClaimFilter = EVERY_CLAIM, *, policy: bool = False
) -> str:
    """Whose figures a picture shows and as of when; it stands inside the picture.

    ``policy`` says that the picture shows ranges that the view's selection policy made.
    """
    credited = Credits(tuple(claimed), tuple(confirmed)).in_words
    selected = f"Selection policy: {policy_in_words(wanted)}." if policy else ""
    moment = as_of_words(wanted) if wanted.as_of else as_of_now()
    compiled = f"Compiled in the casualty-claim tracker {__version__}, as of {moment}."
    return " ".join(part for part in (credited, selected, compiled) if part)


def past_banner(wanted: ClaimFilter, *, with_way_back: bool = True) -> None:
    """Says which past state a page shows, with the way back to now; nothing in the present."""
    if wanted.as_of is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/history: **{past_words(wanted)}.**", help=wanted.as_of_basis.definition)
        if with_way_back:
            st.button("Back to now", key="now", on_click=write_filter, args=(wanted.but(as_of=None),))


def when(day: date | None, precision: str | None) -> str:
    """A date said no more precisely than it is known."""
    if day is None:
        return "date not known"
    match precision:
        case DatePrecision.MONTH:
            return f"{day:%B %Y} (day not known)"
        case DatePrecision.YEAR:
            return f"{day.year} (day not known)"
        case DatePrecision.UNKNOWN:
            return f"by {_day(day)} (date not known)"
        case _:
            return _day(day)


def day_short(day: date) -> str:
    """'8 Jan 2023'."""
    return f"{day.day} {day:%b %Y}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def label(kind: type[Term], word: Any) -> str:
    """A stored word as it is printed; a dash where nothing is stated."""
    return "–" if word is None or pd.isna(word) else kind(word).label


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries under the columns' names; every kind of missing is None."""
    plain_frame = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain_frame.to_dict("records")]


def bounds(row: Mapping[str, Any]) -> str:
    """The range of a claim as it is printed."""
    return bounds_in_words(whole(row["low"]), whole(row["high"]))


def whole(value: Any) -> int | None:
    """A whole number out of a frame, or None for every kind of missing."""
    return None if value is None or pd.isna(value) else int(value)


def confirmed_words(low: Any, high: Any) -> str:
    """What an assessment confirms; a dash, never a zero, where it confirms nothing."""
    low, high = whole(low), whole(high)
    return "–" if low is None and high is None else bounds_in_words(low, high)


def safe_link(text: str, url: str) -> str:
    """A Markdown link to a web address; anything that is no web address stays text."""
    try:
        check_url(url)
    except ValueError:
        return plain(url)
    harmless = url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"[{plain(text)}]({harmless})"


def when_short(day: date | None, precision: str | None) -> str:
    """The same in few characters, for tables."""
    if day is None:
        return "not known"
    match precision:
        case DatePrecision.MONTH:
            return f"{day:%b %Y}"
        case DatePrecision.YEAR:
            return str(day.year)
        case DatePrecision.UNKNOWN:
            return f"by {day.day} {day:%b %Y}"
        case _:
            return f"{day.day} {day:%b %Y}"


def choose_page(total: int, size: int) -> int:
    """Page numbers for so many rows; a page that no longer exists gives way to the last one."""
    pages = pages_of(total, size)
    if (st.session_state.get("page") or 1) > pages:
        st.session_state["page"] = pages
    return int(st.pagination(pages, key="page"))


def show_claims(rows: pd.DataFrame, *, key: str, alt: str, without: Sequence[str] = ()) -> int | None:
    """A page of claims as a table, words in place of codes; returns the row that was chosen."""
    chosen = st.dataframe(
        claims_table(rows).drop(columns=list(without)),
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=TABLE_HEIGHT if len(rows) * ROW_HEIGHT > TABLE_HEIGHT else "content",
        column_config={
            "Claimant": st.column_config.TextColumn(width=190),
            "In the claimant's words": st.column_config.TextColumn(width=300),
        },
        alt=alt,
    )
    return int(chosen.selection.rows[0]) if chosen.selection.rows else None


def claims_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns of that table, what is read first at the left."""
    return pd.DataFrame(
        {
            "Stated": [
                when_short(day, how) for day, how in zip(rows["stated_at"], rows["stated_precision"], strict=True)
            ],
            "Claimant": rows["claimant"],
            "In the claimant's words": [" ".join(text.split()) for text in rows["verbatim"]],
            "Range": [bounds(row) for row in rows_of(rows)],
            "Status": [label(VerificationStatus, word) for word in rows["status"]],
            "Confirmed": [
                confirmed_words(low, high)
                for low, high in zip(rows["confirmed_low"], rows["confirmed_high"], strict=True)
            ],
            "Counted": [label(Metric, word) for word in rows["metric"]],
            "People": [label(Population, word) for word in rows["population"]],
            "Affected party": rows["affected_party"],
            "Incident": rows["incident"],
            "Code": rows["code"],
        }
    ).reset_index(drop=True)


def under_chart(  # noqa: PLR0913 - each part of a citation has a name
    ledger: Ledger,
    page: str,
    wanted: ClaimFilter,
    *,
    citing: str,
    content: Content | None = None,
    embeds: str = "",
    beside: Mapping[str, str] | None = None,
) -> None:
    """The link that reopens the view, the words to cite it by, and how to embed it.

    ``citing`` is who is credited; of a source line, what stands before "Compiled in". ``content`` tells the rows that
    are shown; ``embeds`` is the title of a chart that has an address of its own; ``beside`` are parameters of the
    page itself.
    """
    address, query = link_to(ledger, page, wanted, **(beside or {})), wanted.to_query()
    credited = citing.partition("Compiled in")[0].strip()
    with st.expander("Link and citation", icon=":material/link:"):
        st.caption("This address reopens the view. The button at the right of each box copies it.")
        st.code(address, language=None, wrap_lines=True)
        st.caption("To cite it, credit the claimants and recorders and this compilation:")
        st.code(cite(wanted, address, credited=credited, content=content), language=None, wrap_lines=True)
        if embeds:
            st.caption("To show the chart alone inside a page of your own:")
            st.code(embedding(address, embeds), language="html", wrap_lines=True)
        after = f"?{query}" if query else ""
        st.markdown(
            "Files are cited by a text of their own, with the hash of their content: "
            f"[citation.txt](/data/citation.txt{after}), [citation.json](/data/citation.json{after})"
        )


def embedding(address: str, title: str) -> str:
    """The HTML that shows the chart of an address alone."""
    alone = html.escape(f"{address}{'&' if '?' in address else '?'}embed=true")
    about = f'title="{html.escape(title)}" width="100%" height="720" loading="lazy" style="border: 0"'
    return f'<iframe src="{alone}" {about}></iframe>'


def is_embedded() -> bool:
    """Whether the address asks for the chart alone: ``?embed=true``."""
    return bool(st.context.is_embedded)


def link_back(ledger: Ledger, page: str, wanted: ClaimFilter) -> None:
    """Under an embedded chart: the way to the whole view."""
    address = link_to(ledger, page, wanted)
    past = f"{past_words(wanted)}. " if wanted.as_of else ""
    st.markdown(f"{past}{safe_link('Open this view with its sources and downloads', address)}")


def download_links(*links: tuple[str, str, ClaimFilter, str]) -> None:
    """Buttons to the data routes: label, route, filter, and what the file holds."""
    columns = st.columns(len(links))
    for column, (text, route, wanted, help_text) in zip(columns, links, strict=True):
        column.link_button(text, data_link(route, wanted), icon=":material/download:", help=help_text, width="stretch")


def other_formats(wanted: ClaimFilter) -> None:
    """The same claims in every other format, each from the same filter."""
    with st.popover("Other formats", icon=":material/download:", width="stretch"):
        for form in FORMATS.values():
            if form.route != "claims.csv":
                st.link_button(form.label, data_link(form.route, wanted), width="stretch")


def status_definitions() -> None:
    """Every status with its definition, where statuses are shown."""
    with st.popover("What the statuses mean", icon=":material/help:"):
        for status in VerificationStatus:
            st.markdown(f"**{status.label}**. {status.definition}")


def show_claim(record: ClaimRecord) -> None:
    """Everything known about one claim: its words first, then what they mean, sources, assessments, history."""
    claim = record.claim
    st.caption(
        f"Claim {plain(claim['code'])} · {plain(claim['conflict'])}"
        + (f" · {plain(claim['incident'])}" if claim["incident"] else "")
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(f"#### “{plain(claim['verbatim'])}”")
        if claim["verbatim_translation"]:
            st.markdown(f"In English: “{plain(claim['verbatim_translation'])}”")
        st.markdown(
            f"Stated by **{plain(claim['claimant'])}**, {when(claim['stated_at'], claim['stated_precision'])}"
            + (f", {plain(claim['stated_time'])}" if claim["stated_time"] else "")
        )
        if claim["notes"]:
            st.markdown(plain(claim["notes"]))
    with right:
        one, two = st.columns(2)
        with one:
            show_figure("Claimed", bounds(claim), help=Qualifier(claim["qualifier"]).definition)
        with two:
            show_figure("Confirmed", confirmed_words(claim["confirmed_low"], claim["confirmed_high"]))
        status = VerificationStatus(claim["status"])
        st.markdown(f"**{status.label}**. {status.definition}")
    tabs = st.tabs(["Sources", "Assessments", "All fields", "History"])
    with tabs[0]:
        show_sources(record.sources)
    with tabs[1]:
        show_assessments(record.assessments)
    with tabs[2]:
        st.dataframe(_all_fields(claim), hide_index=True, alt="Every field of the claim and its value")
    with tabs[3]:
        _show_history(record.history)


def show_sources(sources: pd.DataFrame) -> None:
    """A link to each source, with what is known of it."""
    for source in rows_of(sources):
        title = source["title"] or source["url"]
        about = [source["publisher"], source["published_at"], source["language"], source["role"]]
        said = " · ".join(plain(part) for part in about if part is not None and not pd.isna(part))
        st.markdown(f"- {safe_link(title, source['url'])}  \n  {said}")
        if source["archived_url"]:
            st.markdown(f"  - {safe_link('archived copy', source['archived_url'])}")


def show_assessments(assessments: pd.DataFrame) -> None:
    """Every assessment with its reason and its evidence, the latest first."""
    if assessments.empty:
        st.info("Nobody has assessed this claim yet.", icon=":material/hourglass_empty:")
    for found in rows_of(assessments):
        status = VerificationStatus(found["status"])
        with st.container(border=True):
            kind = f", {label(RefutationKind, found['refutation_kind']).lower()}" if found["refutation_kind"] else ""
            confirmed = confirmed_words(found["confirmed_low"], found["confirmed_high"])
            decided = f"{plain(found['assessor'])}, {_day(found['decided_at'])}"
            st.markdown(f"**{status.label}{kind}** · confirmed {confirmed} · {decided}", help=status.definition)
            st.markdown(plain(found["rationale"]))
            st.caption(_basis_in_words(found))
            for url in found["sources"]:
                st.markdown(f"- {safe_link(url, url)}")


def _basis_in_words(found: Mapping[str, Any]) -> str:
    basis = ", ".join(EvidenceBasis(word).label.lower() for word in found["evidence_basis"] or [])
    origins = whole(found["n_independent_origins"])
    parts = [
        f"Rests on: {basis}" if basis else "",
        f"independent origins: {origins}" if origins is not None else "",
        f"standard: {label(StandardOfProof, found['standard_of_proof']).lower()}" if found["standard_of_proof"] else "",
    ]
    return ". ".join(part for part in parts if part)


_FIELD_WORDS: Final[dict[str, type[Term]]] = {
    "claimant_kind": ActorKind,
    "claimant_independence": Independence,
    "direction": Direction,
    "metric": Metric,
    "population": Population,
    "subgroup": Subgroup,
    "scope": Scope,
    "counting_basis": CountingBasis,
    "qualifier": Qualifier,
}


def _all_fields(claim: Mapping[str, Any]) -> pd.DataFrame:
    rows = [
        (name, label(_FIELD_WORDS[name], value) if name in _FIELD_WORDS else _as_text(value))
        for name, value in claim.items()
    ]
    return pd.DataFrame(rows, columns=["Field", "Value"])


def _as_text(value: Any) -> str:
    if value is None:
        return "–"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _show_history(history: pd.DataFrame) -> None:
    for change in rows_of(history):
        what = "Recorded" if change["before"] is None else "Changed" if change["after"] is not None else "Taken back"
        st.markdown(
            f"**{what}** ({plain(change['entity'])}, version {change['version']}) · "
            f"{change['changed_at']:%Y-%m-%d %H:%M} UTC · {plain(change['changed_by'])} · {plain(change['reason'])}"
        )
        if change["before"] is not None and change["after"] is not None:
            st.dataframe(_differences(change), hide_index=True, alt="What the change replaced")


def _differences(change: Mapping[str, Any]) -> pd.DataFrame:
    before, after = json.loads(change["before"]), json.loads(change["after"])
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    rows = [(name, _as_text(before.get(name)), _as_text(after.get(name))) for name in names]
    return pd.DataFrame(rows, columns=["Field", "Before", "After"])
