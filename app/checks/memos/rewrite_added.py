"""What a rewrite says that its memo does not: figures, units, dates, names, causes, faults, promises, certainty, owners, choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from app.catalog.rewrite_words import concept_hits, rewrite_words
from app.catalog.rewriting import rewrite_rules
from app.checks.memos.compared import Compared
from app.checks.memos.rewrite_names import added_names
from app.checks.memos.told import Sentence, Told, shared
from app.domain.figures import Figure, agrees, figures
from app.domain.lang import Lang
from app.domain.rewrites import FaultKind, RewriteFault, without_slots
from app.domain.stems import stems

CLAIMS: tuple[tuple[str, FaultKind], ...] = (
    ("cause", "added_cause"),
    ("fault", "added_fault"),
    ("commitment", "added_commitment"),
    ("certainty", "added_certainty"),
    ("ownership", "added_owner"),
    ("recommendation", "added_recommendation"),
    ("decision", "added_decision"),
    ("joining", "joined_facts"),
)
STRICT = frozenset({"cause", "fault"})
SUBJECT = re.compile(r"(?<!\s)\s*+(?:subject|asunto|re)\s*+:", re.IGNORECASE)
FEWEST_STEMS = 4
LEAST_COVERED = 0.34
NEAR = 28
"""Characters in which a word such as "around" still belongs to its figure."""


def added(pair: Compared) -> Iterator[RewriteFault]:
    """Every fault of this kind, by kind and then in reading order."""
    yield from _figures(pair)
    yield from _dates(pair)
    yield from added_names(pair)
    yield from _named(pair)
    yield from _claims(pair)
    if pair.is_same_lang:
        yield from _hedges_gone(pair)
        yield from _turned_round(pair)
        yield from _opposites(pair)
        yield from _unfounded(pair)


def _figures(pair: Compared) -> Iterator[RewriteFault]:
    allowed = pair.memo.figures
    for figure in pair.new.counted:
        place = {"words": figure.text, "start": figure.start, "end": figure.end}
        if not agrees(figure, allowed):
            kind: FaultKind = "changed_unit" if any(figure.values & a.values for a in allowed) else "added_figure"
            yield RewriteFault.model_validate({"kind": kind, **place})
        elif pair.is_same_lang and _moved(pair, figure):
            yield RewriteFault.model_validate({"kind": "moved_figure", **place})
        elif _approx_gone(pair, figure):
            yield RewriteFault.model_validate({"kind": "added_certainty", **place})


def _moved(pair: Compared, figure: Figure) -> bool:
    """True when the words beside a figure are none of those beside it in the memo."""
    same = pair.memo.alike(figure)
    here = pair.new.beside.of(figure.start, figure.end)
    if not same or not any(here) or (not here[1] and _in_subject(pair.new.text, figure.start)):
        return False
    for match in same:
        left, right = pair.memo.beside.of(match.start, match.end)
        if not left and not right:
            return False
        if (here[0] and here[0] == left) or (here[1] and here[1] == right):
            return False
        shares = (set(here[0]) & set(left)) | (set(here[0]) & set(right)) | (set(here[1]) & set(left))
        if set(here[1]) & set(right) or any(not pair.memo.first_right.get(word, frozenset()) - {match.start} for word in shares):
            return False
    return True


def _in_subject(text: str, at: int) -> bool:
    return SUBJECT.match(text[text.rfind("\n", 0, at) + 1 :]) is not None


def _approx_gone(pair: Compared, figure: Figure) -> bool:
    same = pair.memo.alike(figure)
    return bool(same) and all(_is_approx(pair.memo, t) for t in same) and not _is_approx(pair.new, figure)


def _is_approx(text: Told, figure: Figure) -> bool:
    near = text.text[max(0, figure.start - NEAR) : figure.start + 2]
    last = re.split(r"[.;:!?\n(]|,\s", near)[-1]
    return bool(concept_hits(last, "approx", text.lang))


def _dates(pair: Compared) -> Iterator[RewriteFault]:
    for said in pair.new.dates:
        if not any(said.agrees(t) for t in pair.memo.dates):
            yield RewriteFault(kind="added_date", words=said.text, start=said.start, end=said.end)


def _named(pair: Compared) -> Iterator[RewriteFault]:
    for kind, ideas in rewrite_words().named.items():
        for patterns in ideas.values():
            if (said := pair.new.hits(patterns)) and not pair.memo.hits(patterns):
                for start, end in said:
                    yield RewriteFault.model_validate({"kind": kind, "words": pair.new.text[start:end], "start": start, "end": end})


def _claims(pair: Compared) -> Iterator[RewriteFault]:
    for concept, kind in CLAIMS:
        told = pair.memo.said(concept)
        said = pair.new.said(concept)
        for number, (sentence, start, end) in enumerate(said):
            if kind == "joined_facts" and not figures(sentence.text):
                continue
            if pair.is_same_lang and sentence.text in pair.memo.texts:
                continue
            if pair.is_same_lang:
                # What was said of three is not said of them all: the words beside the claim must be those of the memo's claim.
                scope = sentence.about(start, end, before=2, after=3)
                is_told = pair.new.piece_at(sentence.start + start) in pair.memo.pieces or any(
                    shared(scope, t.stems) >= min(2, len(set(scope))) for t, _, _ in told
                )
                if not is_told and concept not in STRICT:
                    is_told = any(shared(sentence.stems, t.stems) >= 2 and _often(sentence, said) <= _often(t, told) for t, _, _ in told)
            else:
                is_told = number < len(told)
            if not is_told:
                at = sentence.start + start
                yield RewriteFault(kind=kind, words=sentence.text[start:end], start=at, end=sentence.start + end)


def _often(sentence: Sentence, hits_of: Sequence[tuple[Sentence, int, int]]) -> int:
    return sum(1 for s, _, _ in hits_of if s.start == sentence.start)


def _hedges_gone(pair: Compared) -> Iterator[RewriteFault]:
    bare = [s for s in pair.memo.sentences if not pair.memo.says(s, "modal")]
    spoken = [s for s in pair.spoken.sentences if s.text not in pair.memo.texts and not SUBJECT.match(s.text)]
    doubted = frozenset(_asked_of(pair, at) for at in pair.doubts)
    for hedged, start, end in pair.memo.said("modal"):
        scope = frozenset(hedged.about(start, end, before=0, after=4) or hedged.about(start, end, before=4, after=0))
        enough = min(2, len(scope))
        frame = rewrite_rules(pair.memo.lang).pattern("opens").match(hedged.text)
        if frame and end <= frame.end():
            continue  # "I would like to mention that …" doubts nothing
        if not enough or any(scope <= b.stems for b in bare):
            continue
        for sentence in spoken:
            is_same = shared(scope, sentence.stems) >= enough and shared(hedged.stems, sentence.stems) >= min(2, len(sentence.stems))
            is_bare = is_same and sentence.start not in doubted and not pair.spoken.says(sentence, "modal")
            if is_bare and not any(sentence.stems <= b.stems for b in bare):
                yield RewriteFault(kind="added_certainty", words=sentence.text, start=sentence.start, end=sentence.end)


def _asked_of(pair: Compared, at: int) -> int:
    """Where the sentence begins that a slot at a place asks about: the one around it, or before which it stands in the same paragraph."""
    here = next((s for s in pair.spoken.sentences if at < s.end), None)
    return here.start if here and pair.spoken.text.count("\n", at, max(at, here.start)) < len("\n\n") else -1


def _turned_round(pair: Compared) -> Iterator[RewriteFault]:
    # With its quotes: "not detected" is a denial wherever it stands.
    for here, there in ((pair.memo, pair.spoken), (pair.spoken, pair.memo)):
        plain = [s for s in here.sentences if not here.says(s, "negation")]
        for sentence, start, end in here.said("negation"):
            if sentence.text in there.texts:
                continue
            scope = frozenset(sentence.about(start, end, before=1, after=3))
            if len(scope) < 2:
                continue
            like = [t for t in there.sentences if shared(scope, t.stems) >= max(2, len(scope) - 1)]
            denied = [t for t in like if there.says(t, "negation")]
            if not like or denied or any(scope <= p.stems for p in plain):
                continue
            if here is pair.spoken and any(there.says(t, "pending") for t in like):
                continue
            at: Sentence = sentence if here is pair.spoken else like[0]
            yield RewriteFault(kind="flipped", words=at.text, start=at.start, end=at.end)


def _opposites(pair: Compared) -> Iterator[RewriteFault]:
    sides = [side for pole in rewrite_words().poles for side in ((pole.a, pole.b), (pole.b, pole.a))]
    for sentence in (s for s in pair.new.sentences if s.text not in pair.memo.texts):
        taken = [(mine, other) for mine, other in sides if pair.new.holds(sentence, mine) and not pair.new.holds(sentence, other)]
        like = [m for m in pair.memo.sentences if shared(sentence.stems, m.stems) >= 2] if taken else []
        for mine, other in taken:
            if any(pair.memo.holds(m, other) for m in like) and not any(pair.memo.holds(m, mine) for m in like):
                yield RewriteFault(kind="flipped", words=sentence.text, start=sentence.start, end=sentence.end)


@cache
def _asking(lang: Lang) -> frozenset[str]:
    """What the sentences are made of that only ask: "Next update: [when?]."."""
    rules = rewrite_rules(lang)
    return stems(without_slots(" ".join((rules.ask_slot, rules.ask_slot_report, rules.ask_slot_short, rules.update_slot))))


def _unfounded(pair: Compared) -> Iterator[RewriteFault]:
    asking = _asking(pair.rewrite.lang)
    for sentence in (s for s in pair.new.sentences if s.text not in pair.memo.texts):
        told = sentence.stems - asking
        if len(told) >= FEWEST_STEMS and shared(told, pair.memo.stems) < LEAST_COVERED * len(told):
            yield RewriteFault(kind="added_fact", words=sentence.text, start=sentence.start, end=sentence.end)
