"""Who is named in a memo: persons, roles, areas, the writer. Knows titles and areas in both languages; not who answers for what."""

from __future__ import annotations

import re
from bisect import bisect_right

from app.domain.memos import ActorKind, MemoActor, MemoSentence

MOST_TITLE = 3
"""Letters of a title ("Ing", "Dra"): so short a word is no first name."""
_CAPITAL = r"[A-Z][a-z'’-]+"
_PERSON = re.compile(
    rf"\b{_CAPITAL}(?: (?:de |del |de la |de los |y )?{_CAPITAL}){{1,3}}\b|\b(?:Ing|Lic|Dr|Dra|Mr|Ms|Mrs|Sr|Sra|C\.P)\.?"
    rf" {_CAPITAL}(?: {_CAPITAL})?"
)
_NO_PERSON = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday"
    r"|Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Septiembre|Octubre|Noviembre|Diciembre|Building|Plant|Planta|Line"
    r"|Linea|Human|Resources|Recursos|Humanos"
    r"|Supplier|Proveedor|Board|Finance|Quality|Calidad|North|South|United|States|Estados|Unidos|Nuevo|Leon|San|Santa|Ciudad"
    r"|Ramos|Monterrey|Mexico|Mexican|America"
    r"|Americas|Corporate|Group|Grupo|Works|Obras|Motors|Steel|Metals|Logistics|Project|Proyecto|Programa|Program|Anexo|Please"
    r"|The|Our|We|Next|If|When|Because"
    r"|Por|El|La|Los|Las|Se|No|En|Para|Con|Como|Si|Lo|Le|Nuestro|Nuestra|Decision|Update|Reporte|Mensual|Report|Weekly|Monthly"
    r"|Dear|Hi|Estimado|Estimada)\b"
)
_ROLE = re.compile(
    r"\b(?:(?:the|our|my|el|la|nuestr[oa]|mi|al|del) )?(?:[a-z]+ ){0,2}?(?:managers?|director|directora|supervisor|supervisora"
    r"|engineer|controller|comptroller|general counsel|counsel"
    r"|superintendent|foreman|treasurer|gerente|jefe|jefa|coordinador|coordinadora|contralor|contralora|superintendente"
    r"|tesorer[oa]|abogad[oa] general|president|chief of \w+|plant lead|team lead|head of \w+"
    r"|lider de \w+|responsable de \w+|ceo|cfo|coo|cio|chro|vp)\b(?: (?:of|de|for) (?:la |el )?[a-z]+)?"
)
_AREA = re.compile(
    r"\b(?:human resources|hr|maintenance|quality|logistics|engineering|finance|legal|purchasing|procurement|production"
    r"|operations|security|safety|tax|treasury|sales|warehouse"
    r"|compliance|customs team|(?:the|our|el|nuestro) (?:[a-z]+ )?(?:team|equipo)(?: de [a-z]+)?|el area(?: de [a-z]+)?"
    r"|recursos humanos|rh|mantenimiento|calidad|logistica|ingenieria"
    r"|finanzas|juridico|compras|produccion|operaciones|sistemas|seguridad|fiscal|tesoreria|ventas|almacen|cumplimiento"
    r"|comercio exterior)\b"
)
_ALONE = re.compile(rf"\b[A-Z][a-z]+\b(?! {_CAPITAL})")
"""A capitalised word with none behind it."""


def _first_names(cased: str, found: list[tuple[int, int, ActorKind]]) -> list[re.Match[str]]:
    """Where someone who is named in full is called by the first name alone: "Silvia Cantú … Silvia reports on Friday"."""
    full = {cased[a:b].split()[0] for a, b, kind in found if kind == "person" and " " in cased[a:b]}
    return [m for m in _ALONE.finditer(cased) if len(m.group()) > MOST_TITLE and m.group() in full]


def find_actors(plain: str, cased: str, at: tuple[int, ...], text: str, sentences: tuple[MemoSentence, ...]) -> tuple[MemoActor, ...]:
    """Every actor in reading order; a longer find wins over a shorter one inside it."""
    starts = [s.plain_start for s in sentences]
    found: list[tuple[int, int, ActorKind]] = []
    for match in _PERSON.finditer(cased):
        if not _NO_PERSON.search(match.group()):
            found.append((match.start(), match.end(), "person"))
    found += [(m.start(), m.end(), "role") for m in _ROLE.finditer(plain)]
    found += [(m.start(), m.end(), "area") for m in _AREA.finditer(plain)]
    found += [(m.start(), m.end(), "person") for m in _first_names(cased, found)]
    kept = [f for f in found if not any(o is not f and o[0] <= f[0] and f[1] <= o[1] and o[1] - o[0] > f[1] - f[0] for o in found)]
    return tuple(
        MemoActor(at[a], at[b - 1] + 1, text[at[a] : at[b - 1] + 1], kind, bisect_right(starts, a) - 1) for a, b, kind in sorted(set(kept))
    )
