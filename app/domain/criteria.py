"""Kinds of criteria, and what the words of a free criterion tell: its kind, or an impression without an act. Pure matching."""

from __future__ import annotations

import re

from app.domain.base import Value
from app.domain.lang import LocalText
from app.domain.letters import unaccented

LEVELS = (1, 3, 5)
FEW_WORDS = 2
"""Words left over beside a label (or a label-like pair of words) that do not yet make an act."""

_WORD = re.compile(r"[^\W_]+")
_LABEL = re.compile(
    r"\b(?:cultural|culturally|culture|cultura|culturales|fit|fits|misfit|encaje|encaja|encajar|afinidad"
    r"|chemistry|quimica|attitude|actitud"
    r"|presence|presencia|gravitas|charisma|carisma|personality|personalidad|energy|energia|drive|empuje"
    r"|passion|pasion|polish|polished|style"
    r"|estilo|vibe|feeling|mindset|mentalidad|maturity|madurez|seniority|ego|soft skills"
    r"|executive presence|presencia ejecutiva|liderazgo"
    r"|leadership|camiseta|commitment|compromiso|proactive|proactiv[oa]|proactivity|proactividad"
    r"|strategic|estrategic[oa]|hungry|hambre)\b"
)
_FILLER = frozenset(
    "a an and as at be bad big due enough for good great hard has have high in is lack lacking little"
    " low lower no not of on or our poor real right"
    " some strong sufficient the to too true very weak with without wrong our team company us someone somebody person candidate"
    " al bajo baja buen buena con de del demasiado el en es escasa escaso falta fuerte gran la las los"
    " mal mala malo mas muy nada nuestra nuestro"
    " para poca poco por que se sin su suficiente tan tiene un una y o equipo empresa persona candidata candidato alguien".split()
)
_ACT = re.compile(
    r"\b(?:fraud\w*|brib\w*|soborn\w*|harass\w*|acos\w*|hostig\w*|violen\w*|falsif\w*|theft|robo"
    r"|mentir\w*|mint\w*|lied|lying|lies|conceal\w*|ocult\w*"
    r"|retaliat\w*|represali\w*|embezzl\w*|desfalc\w*|corrupt\w*|corrupcion)\b"
)


class CriterionKind(Value):
    """One kind: the word stems that recognise it (folded, both languages), and what is asked of everyone; anchors at levels 1, 3, 5.

    The general kind has no stems and takes what no other kind recognises.
    """

    id: str
    stems: tuple[str, ...]
    question: LocalText
    methods: LocalText
    anchors: tuple[LocalText, LocalText, LocalText]
    cards: tuple[str, ...]


def bare_words(text: str) -> str:
    """Lower case, without accents, every run of other signs a space: for comparing words."""
    return " ".join(_WORD.findall(unaccented(text)))


def same_words(first: LocalText, second: LocalText) -> bool:
    """True when some wording of one is some wording of the other, or holds it whole."""
    ours, theirs = {bare_words(t) for t in first.all()}, {bare_words(t) for t in second.all()}
    return any(a and b and (a == b or f" {a} " in f" {b} " or f" {b} " in f" {a} ") for a in ours for b in theirs)


def kind_of(criterion: LocalText, kinds: tuple[CriterionKind, ...]) -> CriterionKind | None:
    """The kind with most stems in the criterion's words; ties go to the longer stems, then to the earlier kind. None without any kinds."""
    said = "".join(f" {bare_words(t)}" for t in criterion.all())
    best: tuple[int, int] = (0, 0)
    chosen = kinds[-1] if kinds else None
    for kind in kinds:
        hits = [s for s in kind.stems if f" {s}" in said]
        score = (len(hits), sum(map(len, hits)))
        if score > best:
            best, chosen = score, kind
    return chosen


def names_no_act(text: LocalText) -> bool:
    """True when the words give a label or a bare impression ("poor cultural fit") and nothing that somebody did."""
    return all(_is_bare(bare_words(t)) for t in text.all())


def _is_bare(words: str) -> bool:
    if _ACT.search(words):
        return False
    rest = [w for w in _LABEL.sub(" ", words).split() if w not in _FILLER]
    if _LABEL.search(words):
        return len(rest) <= FEW_WORDS
    return len(words.split()) <= FEW_WORDS
