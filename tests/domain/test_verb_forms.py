"""The forms of a verb: how it is spelled when it is right, and regular forms of what is not."""

from __future__ import annotations

import pytest

from app.domain.lang import Lang
from app.domain.verb_forms import verb_forms


@pytest.mark.parametrize(
    ("verb", "lang", "some"),
    [
        ("stop", "en", {"stops", "stopped", "stopping"}),
        ("approve", "en", {"approves", "approved", "approving"}),
        ("notify", "en", {"notifies", "notified", "notifying"}),
        ("reach", "en", {"reaches", "reached"}),
        ("autorizar", "es", {"autorice", "autorizo", "autoricemos", "autorizara", "autorizando"}),
        ("entregar", "es", {"entregue", "entrego", "entregaremos"}),
        ("decidir", "es", {"decida", "decidio", "decidimos", "decidiria"}),
    ],
)
def test_a_verb_has_its_forms_once_each(verb: str, lang: Lang, some: set[str]) -> None:
    forms = verb_forms(verb, lang)
    assert forms[0] == verb
    assert some <= set(forms)
    assert len(forms) == len(set(forms))
