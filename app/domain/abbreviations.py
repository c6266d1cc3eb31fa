"""Words with a full stop of their own, English and Spanish, and the words that sentences begin with. Data only."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEVER_END = _set(
    "sr sra srta sres sras dr dra dres lic lics licda ing ings arq mtro mtra prof profa gral cnel tte pbro "
    "mr mrs ms messrs rev hon gen gov sen rep col lt sgt capt st mt "
    "ej e.g eg i.e vs cf viz approx aprox incl excl frac fracc av blvd calz c.c ref"
)
"""A name, an example or a number follows: the sentence goes on, whatever comes."""
NUMBERED = _set(
    "no nos núm núms num nro nr art arts pág págs pag pags p pp pgs cap caps fig figs tab ch sec secc sect vol vols ed eds apdo párr para "
    "n nn ex tel ext cp c.p"
)
"""Abbreviations where a number follows, words otherwise (“He said no.”)."""
MAY_END = _set(
    "inc corp co ltd llc plc bros jr al s.a s.a.b c.v s.c a.c s.r.l s.de.r.l s.l s.a.p.i r.l ee.uu e.u e.u.a u.s u.s.a u.k d.c d.f cdmx "
    "etc a.m p.m m.n n.l b.c b.c.s ph.d m.b.a cía hnos dept depto est min max mín máx"
)
"""These can close a sentence: they do when the next word is one that sentences begin with."""
MONTHS = _set("jan feb mar apr jun jul aug sept sep oct nov dec ene abr ago dic")
"""These close a sentence before any capital; a day or a year follows them otherwise."""
INITIAL = re.compile(r"[^\W\d_](?:\.[^\W\d_]{1,3})*")
"""J(. Pérez), U.S(.), S.A.P.I(.)"""
STARTERS = _set(
    "the a an in on at it its this that these those we our you your they their he she his her i if when while as by with without for "
    "from to but and however there here all any each no not what who how why where which yes please after before since both either "
    "neither one two three some most many more under over during although because then thus therefore finally also moreover meanwhile "
    "instead otherwise unless until once el la los las lo un una unos unas en de del al y o pero si no se su sus este esta estos "
    "estas ese esa esos esas esto eso aquel hay es son fue era por para con sin cuando donde como quien que qué cuál cómo cuándo "
    "quién le les nos cada todo toda todos todas según también además entre desde hasta tras durante ante aunque ya más así mientras "
    "finalmente asimismo luego después antes nuestra nuestro nuestras nuestros mi mis tu te me ella él ellos usted ustedes"
)
