"""The closed lists of words. Each word is stored, exported and filtered by as it stands here.

Every list is a ``Term``: the value is the word itself, ``label`` is how a page prints it and
``definition`` is the sentence shown wherever a reader asks what the word means.
"""

from enum import StrEnum
from typing import Final, Self


class Term(StrEnum):
    """A word of a closed list, with its printed label and its definition."""

    label: str
    definition: str

    def __new__(cls, word: str, label: str = "", definition: str = "") -> Self:
        """Make the word itself the value; hang the label and the definition beside it."""
        term = str.__new__(cls, word)
        term._value_ = word
        term.label = label
        term.definition = definition
        return term


class ActorKind(Term):
    """What sort of body an actor is."""

    STATE_MILITARY = "state_military", "State military", "Armed forces or defence ministry of a state."
    STATE_CIVIL = "state_civil", "State, civil", "A ministry, health authority, court or head of state."
    NON_STATE_ARMED = "non_state_armed", "Non-state armed group", "An armed group that is not a state."
    INTERNATIONAL_ORG = "international_org", "International organisation", "The UN and bodies like it."
    INDEPENDENT_RECORDER = (
        "independent_recorder",
        "Independent recorder",
        "A body that documents deaths or incidents one by one by a published method.",
    )
    MEDIA = "media", "Media", "A news organisation or one of its reporters."
    NGO = "ngo", "NGO", "A non-governmental organisation."
    ACADEMIC = "academic", "Academic", "A university or research group."
    LOCAL_AUTHORITY = "local_authority", "Local authority", "A town, district or region."
    INDIVIDUAL = "individual", "Individual", "One person speaking for themselves."
    UNKNOWN = "unknown", "Unknown", "The kind of body is not known."


class Independence(Term):
    """Where an actor stands in one conflict; the same actor may stand elsewhere in another."""

    PARTY = "party", "Party to the conflict", "Takes part in the fighting, or governs a side that does."
    ALIGNED_WITH_PARTY = "aligned_with_party", "Aligned with a party", "Supports or depends on a party."
    THIRD_STATE = "third_state", "Third state", "A state that takes no part."
    INDEPENDENT = "independent", "Independent", "Neither a party nor aligned with one."
    UNKNOWN = "unknown", "Unknown", "Not established for this conflict."


class Direction(Term):
    """Whose casualties a claimant speaks about, seen from the claimant."""

    OWN_LOSSES = "own_losses", "Own losses", "The claimant speaks about its own side."
    ADVERSARY_LOSSES = "adversary_losses", "Adversary losses", "The claimant speaks about its adversary."
    THIRD_PARTY = (
        "third_party",
        "Third party",
        "The claimant speaks about neither its own side nor its adversary.",
    )


class Scope(Term):
    """What a figure covers."""

    INCIDENT = "incident", "One incident", "One bounded event in place and time."
    PERIOD = "period", "A period", "All that happened between two dates."
    CUMULATIVE = "cumulative", "Running total", "Everything since an origin, up to a cut-off date."
    POINT_IN_TIME = (
        "point_in_time",
        "State on a day",
        "A stock such as 'now missing'; it may fall legitimately.",
    )


class Metric(Term):
    """What is counted."""

    KILLED = "killed", "Killed", "People who died. Says nothing about civilian status."
    WOUNDED = "wounded", "Wounded", "People injured and alive when counted."
    MISSING = "missing", "Missing", "People whose fate is not known."
    CAPTURED = "captured", "Captured", "People held by the other side."
    KILLED_OR_MISSING = "killed_or_missing", "Killed or missing", "Deaths and missing people, not told apart."
    CASUALTIES_TOTAL = (
        "casualties_total",
        "Killed and wounded",
        "Killed and wounded together, not told apart; some claimants add missing or captured.",
    )
    LOSSES_UNSPECIFIED = (
        "losses_unspecified",
        "Losses, not specified",
        "'Losses' without saying whether killed, wounded, or out of action. Never converted into killed.",
    )


class Population(Term):
    """Which people are counted, by civilian status."""

    CIVILIAN = "civilian", "Civilians", "People stated to be civilians."
    COMBATANT = "combatant", "Combatants", "Soldiers and other fighters."
    MIXED = "mixed", "Civilians and combatants", "Both, not told apart."
    UNSPECIFIED = "unspecified", "Not specified", "The statement does not say."


class Subgroup(Term):
    """A part of the population that a figure is limited to."""

    CHILDREN = "children", "Children", "People under 18, or as the claimant defines it."
    WOMEN = "women", "Women", "Adult women."
    MEN = "men", "Men", "Adult men."
    ELDERLY = "elderly", "Elderly people", "As the claimant defines it."
    MEDICAL = "medical", "Medical staff", "Health workers."
    PRESS = "press", "Press", "Journalists and media workers."
    AID_WORKER = "aid_worker", "Aid workers", "Humanitarian staff."
    FIRST_RESPONDER = "first_responder", "First responders", "Rescue and emergency workers."
    OTHER = "other", "Other", "Another part, named in the notes."


class CauseScope(Term):
    """Which causes of death or injury are counted."""

    DIRECT = "direct", "Direct", "Caused by weapons or violence."
    INDIRECT = "indirect", "Indirect", "Caused by loss of food, water, shelter or care."
    ALL_CAUSE = "all_cause", "All causes", "Direct and indirect together."
    UNSPECIFIED = "unspecified", "Not specified", "The statement does not say."


class DatePrecision(Term):
    """How well a date is known. A date that is not known to the day is the last day it can have been."""

    DAY = "day", "Day", "The day is known."
    RANGE = "range", "Range of days", "Between two known days."
    WEEK = "week", "Week", "The week is known."
    MONTH = "month", "Month", "The month is known, the day is not."
    YEAR = "year", "Year", "The year is known, the day is not."
    UNKNOWN = "unknown", "Not known", "Only known to be no later than the date given."


class GeoPrecision(Term):
    """How well a place is known, after UCDP's seven levels."""

    EXACT = "exact", "Exact place", "The place itself is known."
    NEAR_25KM = "near_25km", "Within 25 km", "Within about 25 km of the place named."
    ADMIN2 = "admin2", "District", "Second-order division."
    ADMIN1 = "admin1", "Region", "First-order division."
    COUNTRY = "country", "Country", "The country as a whole."
    THEATRE = "theatre", "Theatre", "The whole theatre of the conflict."
    UNKNOWN = "unknown", "Not known", "The place is not known."


class CountingBasis(Term):
    """How a figure was made."""

    ASSERTED = "asserted", "Asserted", "Stated without saying how it was counted."
    NAMED_INDIVIDUALS = (
        "named_individuals",
        "Named individuals",
        "A list of names: a floor, growing with the work.",
    )
    VISUAL = "visual", "Visual evidence", "Photographs, video, imagery or a look at the site."
    OFFICIAL_RECORD = "official_record", "Official record", "A registry, court, hospital or similar record."
    SITE_OR_FORENSIC = (
        "site_or_forensic",
        "Site or forensic",
        "Bodies, graves, DNA or an examination of the site.",
    )
    MULTI_SOURCE_REPORTING = (
        "multi_source_reporting",
        "Multi-source reporting",
        "Put together from several independent reports or witnesses.",
    )
    STATISTICAL_ESTIMATE = (
        "statistical_estimate",
        "Statistical estimate",
        "Calculated, not counted. Never part of a confirmed line.",
    )
    INTELLIGENCE_ESTIMATE = (
        "intelligence_estimate",
        "Intelligence estimate",
        "A service's estimate. Never part of a confirmed line.",
    )
    UNKNOWN = "unknown", "Unknown", "How the figure was made is not known."


EVIDENCE_BASES = frozenset(
    {
        CountingBasis.NAMED_INDIVIDUALS,
        CountingBasis.VISUAL,
        CountingBasis.OFFICIAL_RECORD,
        CountingBasis.SITE_OR_FORENSIC,
        CountingBasis.MULTI_SOURCE_REPORTING,
    }
)
"""The bases an independent recorder's figure needs to stand on a confirmed line."""

ESTIMATE_BASES = frozenset({CountingBasis.STATISTICAL_ESTIMATE, CountingBasis.INTELLIGENCE_ESTIMATE})
"""The bases that make a figure an estimate: a third kind of series, never called confirmed."""


class Qualifier(Term):
    """What the claimant's words say about the number beside them (rule set v1)."""

    EXACT = "exact", "exact", "The bare number: '600'."
    MORE_THAN = "more_than", "more than", "'More than 600' starts at 601 and has no upper end."
    AT_LEAST = "at_least", "at least", "'At least 600' starts at 600 and has no upper end."
    APPROX = "approx", "about", "'About 700' is 650 to 750: half the round step either way."
    NEARLY = "nearly", "nearly", "'Nearly 700' is 650 to 699."
    LESS_THAN = "less_than", "fewer than", "'Fewer than 30' ends at 29; no lower end is stated."
    UP_TO = "up_to", "up to", "'Up to 30' ends at 30; no lower end is stated."
    RANGE = "range", "range", "'20 to 30'."
    NONE = "none", "none", "'No casualties' is zero to zero."
    VAGUE = "vague", "vague", "A word such as 'dozens' with a least meaning and no upper end."
    UNQUANTIFIED = (
        "unquantified",
        "not quantified",
        "Words that give no number of people: 'heavy losses', a percentage.",
    )
    UNREAD = "unread", "not read", "The rules do not know this wording; no bounds are guessed."


class VerificationStatus(Term):
    """The outcome of assessing a claim. It lives on an assessment, never on the claim."""

    UNASSESSED = "unassessed", "Unassessed", "Nobody has looked yet."
    UNVERIFIED = (
        "unverified",
        "Unverified",
        "Looked; no independent evidence either way yet. This does not mean false.",
    )
    PARTIALLY_CONFIRMED = (
        "partially_confirmed",
        "Partially confirmed",
        "Independent evidence supports part of the claim: a floor above zero and below the claim's lower bound.",
    )
    CONFIRMED = (
        "confirmed",
        "Confirmed",
        "Independent evidence reaches the claim's lower bound and does not exceed its upper bound.",
    )
    DISPUTED = "disputed", "Disputed", "Credible sources give incompatible figures or versions; unresolved."
    REFUTED = (
        "refuted",
        "Refuted",
        "Evidence excludes the claim: it is understated, overstated, did not occur, or is about another "
        "category or party. A floor below a claim is never a refutation.",
    )
    INCONCLUSIVE = (
        "inconclusive",
        "Inconclusive",
        "Review closed; it cannot be determined with the evidence that can be reached.",
    )


class RefutationKind(Term):
    """In which way evidence excludes a claim."""

    UNDERSTATED = (
        "understated",
        "Understated",
        "Independent evidence counts more people than the claim allows.",
    )
    OVERSTATED = "overstated", "Overstated", "An independent upper bound lies below the claim."
    DID_NOT_OCCUR = "did_not_occur", "Did not occur", "The event did not take place."
    WRONG_CATEGORY = "wrong_category", "Wrong category", "The people were of another category than claimed."
    WRONG_PARTY = "wrong_party", "Wrong party", "The people belonged to another party than claimed."


class StandardOfProof(Term):
    """How sure the assessor had to be."""

    REASONABLE_SUSPICION = "reasonable_suspicion", "Reasonable suspicion", "Some grounds point that way."
    REASONABLE_GROUNDS = (
        "reasonable_grounds",
        "Reasonable grounds to believe",
        "An ordinarily careful observer would believe it; the usual standard of UN casualty recording.",
    )
    BALANCE_OF_PROBABILITIES = "balance_of_probabilities", "Balance of probabilities", "More likely than not."
    BEYOND_REASONABLE_DOUBT = (
        "beyond_reasonable_doubt",
        "Beyond reasonable doubt",
        "The standard of a criminal court.",
    )


class EvidenceBasis(Term):
    """What an assessment rests on."""

    INDEPENDENT_ORIGINS = (
        "independent_origins",
        "Two or more independent origins",
        "Separate origins, not separate links: ten outlets relaying one spokesperson are one origin.",
    )
    NAMED_LIST = "named_list", "Named list", "A published list of names."
    FORENSIC_RECORD = "forensic_record", "Forensic record", "Bodies, graves or DNA."
    REGISTRY = "registry", "Registry or official record", "A civil registry, court or hospital record."
    VISUAL_EVIDENCE = "visual_evidence", "Visual evidence", "Photographs, video or satellite imagery."
    SITE_OBSERVATION = (
        "site_observation",
        "Observation at the site",
        "What reporters or investigators saw there. 'No sign of casualties' is an observation, never a zero.",
    )
    WITNESS_TESTIMONY = "witness_testimony", "Witness testimony", "Interviews with people who were there."
    MULTI_SOURCE_REPORTING = (
        "multi_source_reporting",
        "Multi-source reporting",
        "Several independent reports.",
    )
    ADMISSION_AGAINST_INTEREST = (
        "admission_against_interest",
        "Statement against interest",
        "A party states a figure that is to its own disadvantage. Not independent, and recorded as such.",
    )
    ESTIMATE = "estimate", "Estimate", "A calculated figure: context, never a confirmed count."
    NO_EVIDENCE_FOUND = (
        "no_evidence_found",
        "No evidence found",
        "Looked for, and nothing independent was found.",
    )


class SourceRole(Term):
    """What a source does for a claim."""

    ORIGIN = "origin", "Origin", "The claimant's own channel."
    RELAY = "relay", "Relay", "Carries the claimant's statement."
    CORROBORATES = "corroborates", "Corroborates", "Independent support."
    CONTRADICTS = "contradicts", "Contradicts", "Independent support for something else."
    CONTEXT = "context", "Context", "Background."


class SeriesKind(Term):
    """The three kinds of series, which are never mixed."""

    CLAIMED = "claimed", "Claimed", "What a claimant said."
    CONFIRMED = "confirmed", "Confirmed", "What independent evidence supports: a floor."
    ESTIMATED = (
        "estimated",
        "Estimated",
        "What was calculated, drawn with its interval; never called confirmed.",
    )


class Axis(Term):
    """Which date a chart stands on."""

    STATED = "stated", "By stated date", "What was being said on a day. History never moves."
    EVENT = "event", "By event date", "When it happened. Recent days are incomplete."


class AsOfBasis(Term):
    """By which date a view of the past decides what was there."""

    STATED = "stated", "As stated by then", "What had been said by that day, whenever it was recorded here."
    RECORDED = "recorded", "As recorded by then", "What this ledger held on that day."


class Lifecycle(Term):
    """Where a claim stands after what its claimant said later. Its own words and figures never change."""

    CURRENT = "current", "Current", "The claimant has said nothing since that replaces or withdraws it."
    SUPERSEDED = "superseded", "Superseded", "A later statement of the claimant replaces it. It stays as history."
    RETRACTED = (
        "retracted",
        "Retracted",
        "The claimant withdrew it. It counts up to the day of the withdrawal and not after.",
    )


class RelationKind(Term):
    """How one claim stands to another: the later or larger one is named first."""

    REVISES = "revises", "Revises", "The claimant restates the figure for the same cut-off."
    CORRECTS = "corrects", "Corrects", "The claimant says that the earlier figure was mistaken."
    RETRACTS = "retracts", "Retracts", "The claimant withdraws the earlier figure."
    REPEATS = "repeats", "Repeats", "The same figure again: one claim, said once more."
    UPDATES_CUMULATIVE = (
        "updates_cumulative",
        "Updates the running total",
        "A later running total, up to a later cut-off. The earlier one was not wrong.",
    )
    INCLUDES = "includes", "Includes", "This total contains the other figure: the two are never added."
    CONFLICTS_WITH = "conflicts_with", "Conflicts with", "Both cannot be true of the same people."
    SAME_EVENT_OTHER_CLAIMANT = (
        "same_event_other_claimant",
        "Same event, other claimant",
        "Another claimant's figure for the same event: both stay, and the two are never added.",
    )


ENDS: Final = {
    RelationKind.REVISES: Lifecycle.SUPERSEDED,
    RelationKind.CORRECTS: Lifecycle.SUPERSEDED,
    RelationKind.RETRACTS: Lifecycle.RETRACTED,
}
"""The relations by which a later claim ends an earlier one, and what the earlier one is from then on."""

SEEN_FROM_THE_OTHER: Final = {
    RelationKind.REVISES: "Is revised by",
    RelationKind.CORRECTS: "Is corrected by",
    RelationKind.RETRACTS: "Is retracted by",
    RelationKind.REPEATS: "Is repeated by",
    RelationKind.UPDATES_CUMULATIVE: "Is continued as a running total by",
    RelationKind.INCLUDES: "Is included in",
    RelationKind.CONFLICTS_WITH: RelationKind.CONFLICTS_WITH.label,
    RelationKind.SAME_EVENT_OTHER_CLAIMANT: RelationKind.SAME_EVENT_OTHER_CLAIMANT.label,
}
"""The same relations as they read on the page of the claim that is named second."""


class ResponseKind(Term):
    """What the accused or affected party answered. No comment and silence are facts: not zeros, not denials."""

    ACCEPTS = "accepts", "Accepts", "States that the figure is right."
    ACCEPTS_DIFFERENT_FIGURE = (
        "accepts_different_figure",
        "Accepts another figure",
        "States that it happened and gives a number of its own, which is kept apart from the claim's.",
    )
    DENIES_FIGURE = "denies_figure", "Denies the figure", "States that the number is wrong."
    DENIES_EVENT = "denies_event", "Denies the event", "States that it did not happen, or not by its doing."
    FOUND_NOT_CREDIBLE = (
        "found_not_credible",
        "Found not credible",
        "Looked into the report and states that it is not credible.",
    )
    FOUND_DUPLICATE = "found_duplicate", "Found a duplicate", "States that the report is one it has answered before."
    INVESTIGATING = "investigating", "Investigating", "States that it is looking into it; no finding yet."
    DECLINES_TO_DISCLOSE = "declines_to_disclose", "Declines to disclose", "States that it will give no number."
    NO_COMMENT = (
        "no_comment",
        "No comment",
        "Was asked, or had the report before it, and gave no comment. Neither a denial nor a zero.",
    )
    NO_RESPONSE_FOUND = (
        "no_response_found",
        "No response found",
        "An answer was looked for and none was found. Neither a denial nor a zero.",
    )
    NOT_YET_ASKED = "not_yet_asked", "Not yet asked", "Nobody has asked, as far as is recorded."


class AnnotationKind(Term):
    """What a note on the time axis tells about."""

    EVENT = "event", "Event", "Something that happened in the conflict."
    METHODOLOGY_CHANGE = (
        "methodology_change",
        "Change of method",
        "A claimant or recorder counts differently from here on: steps across it are not comparable.",
    )
    DATA_RELEASE = (
        "data_release",
        "Data release",
        "Many entries became known at once. The line rises with the documents, not with the deaths.",
    )
    CORRECTION = "correction", "Correction", "A published correction: what changed, by how much, and why."
    ACCESS_RESTRICTION = (
        "access_restriction",
        "Restricted access",
        "Recorders could not reach the place or the records: fewer entries need not mean fewer deaths.",
    )


class Policy(Term):
    """Which of several current claims about one incident make its claimed range."""

    ENVELOPE = "envelope", "Envelope", "From the least lower to the greatest upper end of what all claimants say."
    CLAIMANT = "claimant", "One claimant", "What one named claimant says."
    LATEST = "latest", "Latest", "What was stated last, whoever stated it."
    LOWEST = "lowest", "Lowest", "The claim with the least lower end."
    MAJORITY = (
        "majority",
        "Majority",
        "The widest stretch that lies within the ranges of more than half of the claimants; where there is none, "
        "the envelope.",
    )
    ASSESSED = (
        "assessed",
        "Best assessed",
        "Confirmed claims; where there are none, partially confirmed ones; otherwise all that are not refuted.",
    )


class RecordKind(Term):
    """What a change was made to."""

    CLAIM = "claim", "Claim", "A figure that somebody stated."
    ASSESSMENT = "assessment", "Assessment", "How far evidence supports a claim."
    RELATION = "relation", "Relation", "How one claim stands to another."
    RESPONSE = "response", "Response", "What another side said of a claim or an incident."
    ANNOTATION = "annotation", "Annotation", "Something that happened, marked on the axis."
    INCIDENT = "incident", "Incident", "An event that claims are about."
    ACTOR = "actor", "Actor", "Whoever claims, records or is affected."
    CONFLICT = "conflict", "Conflict", "A conflict that claims belong to."


class ChangeKind(Term):
    """What a change did to a record. What is changed or removed stays readable in its history."""

    CREATED = "created", "Recorded", "The record was made."
    CHANGED = "changed", "Changed", "What stood there was replaced, for the reason given."
    REMOVED = "removed", "Removed", "The record was taken back; this line and what stood there remain."


class Varying(Term):
    """What differs from panel to panel where timelines stand side by side."""

    CLAIMANT = "claimant", "Claimant", "A panel for each claimant, beside the counts it may be held against."
    AFFECTED_PARTY = "affected_party", "Affected party", "A panel for each side or group that lost people."
    CONFLICT = "conflict", "Conflict", "A panel for each conflict."
    INCIDENT = "incident", "Incident", "A panel for each incident."
    METRIC = "metric", "What is counted", "A panel for killed, wounded, missing and so on."
