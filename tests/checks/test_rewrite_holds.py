"""A rewrite held to its memo: every planted fault is named, and what holds is left alone."""

from __future__ import annotations

import pytest

from app.checks.memos.rewrite_holds import rewrite_faults, rewrite_holds
from app.domain.coaching import Rewrite, Slot
from app.domain.lang import Lang
from app.domain.rewrites import FAULT_KINDS, as_rewrite
from evals.rewrite_faults import HELD_EN, MEMO_EN, PlantedFault, held, planted, planted_across


@pytest.mark.parametrize("fault", list(planted()), ids=lambda f: f"{f.lang}-{f.name}")
def test_a_planted_fault_is_named(fault: PlantedFault) -> None:
    found = {f.kind for f in rewrite_faults(fault.memo, fault.lang, fault.rewrite)}
    assert found & set(fault.kinds), f"{fault.name}: found {found}"


@pytest.mark.parametrize("fault", list(planted_across()), ids=lambda f: f.name)
def test_a_planted_fault_is_named_across_languages(fault: PlantedFault) -> None:
    found = {f.kind for f in rewrite_faults(fault.memo, fault.lang, fault.rewrite)}
    assert found & set(fault.kinds) if fault.kinds else not found, f"{fault.name}: found {found}"


@pytest.mark.parametrize(("name", "memo", "lang", "rewrite"), list(held()), ids=lambda v: v if isinstance(v, str) and len(v) < 20 else "")
def test_a_rewrite_that_holds_is_left_alone(name: str, memo: str, lang: Lang, rewrite: Rewrite) -> None:
    assert rewrite_faults(memo, lang, rewrite) == (), name


def test_the_plants_cover_nearly_every_kind_of_fault() -> None:
    kinds = {k for f in planted() for k in f.kinds}
    assert kinds >= set(FAULT_KINDS) - {"slots_differ", "language"}


def test_a_place_of_a_fault_lies_in_the_rewrite() -> None:
    for fault in planted():
        for found in rewrite_faults(fault.memo, fault.lang, fault.rewrite):
            if found.start is not None:
                assert fault.rewrite.text[found.start : found.end] == found.words


def test_slots_that_are_not_those_of_the_text_are_a_fault() -> None:
    good = as_rewrite(MEMO_EN, HELD_EN, "en")
    other = good.model_copy(update={"slots": (Slot(name="slot_1", question="else?"),)})
    assert rewrite_holds(MEMO_EN, "en", good)
    assert "slots_differ" in {f.kind for f in rewrite_faults(MEMO_EN, "en", other)}


def test_a_rewrite_in_the_wrong_language_is_a_fault() -> None:
    spanish = "Estimada Dana: la línea de pintura se detuvo dos veces en octubre y se desecharon las puertas. Le mando la bitácora."
    assert "language" in {f.kind for f in rewrite_faults(MEMO_EN, "en", as_rewrite(MEMO_EN, spanish, "en"))}


def test_brackets_of_the_memo_itself_are_no_slots() -> None:
    memo = "The supplier [see annex 2] stopped line 3 on Monday and 40 units are late."
    rewrite = as_rewrite(memo, memo, "en")
    assert rewrite.slots == ()
    assert rewrite_holds(memo, "en", rewrite)


def test_decomposed_accents_change_nothing() -> None:
    import unicodedata

    for fault in planted():
        if fault.lang == "es" and not fault.kinds[0].startswith("lost"):
            memo = unicodedata.normalize("NFD", fault.memo)
            assert {f.kind for f in rewrite_faults(memo, "es", fault.rewrite)} & set(fault.kinds), fault.name


DENIED = "The sheet of the pond says “not detected above the limit”. We released 40 tonnes on it on June 3."
LATE = "Vidrio: se rompieron 14 piezas.\n\nPrimero Dios no se repite antes del pico. El reporte se los hacemos llegar en cuanto se pueda."
SUED = "Our own pump is tooled and 5,000 pieces are planned for October. Eventually they will sue."
PAID = "El demandado pagó 640 mil pesos el día 19. Quedan dos renovaciones."


@pytest.mark.parametrize(
    ("memo", "lang", "old", "new"),
    [
        (DENIED, "en", "", ""),
        (LATE, "es", "Primero Dios", "[¿Probabilidad?]"),
        (LATE, "es", "en cuanto se pueda", "[¿cuándo?]"),
        (SUED, "en", "Eventually", "[When?]"),
        (PAID, "es", "el día 19", "el 19"),
        ("Usted dirá. Faltan 3 piezas.", "es", "Usted dirá.", "Usted dirá. Decisión: [¿cuál?].\n\n"),
    ],
)
def test_questions_in_the_place_of_words_and_quotes_are_no_fault(memo: str, lang: Lang, old: str, new: str) -> None:
    rewrite = as_rewrite(memo, memo.replace(old, new) if old else memo, lang, (old,) if old else ())
    assert [f for f in rewrite_faults(memo, lang, rewrite) if f.kind != "longer"] == []


@pytest.mark.parametrize(
    ("memo", "lang", "old", "new", "kind"),
    [
        (LATE, "es", "Primero Dios no se repite", "No se repite", "added_certainty"),
        (SUED, "en", "Eventually they will sue.", "[When?] They said that.\n\nWe will sue the others.", "added_commitment"),
        (DENIED, "en", "“not detected above the limit”", "detected above the limit", "flipped"),
    ],
)
def test_what_those_questions_do_not_cover_is_a_fault(memo: str, lang: Lang, old: str, new: str, kind: str) -> None:
    faults = rewrite_faults(memo, lang, as_rewrite(memo, memo.replace(old, new), lang, (old,)))
    assert kind in {f.kind for f in faults}
