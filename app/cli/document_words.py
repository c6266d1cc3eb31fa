"""How `puente document` says things: lines for documents, events, changes and proposals. Decides nothing."""

from __future__ import annotations

from typing import Any

import typer

SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": "↕", "basis": "="}


def told(*documents: Any, json: bool) -> None:
    """Prints new versions and leaves with 1 when something in them blocks."""
    from app.cli.printing import print_json

    if json:
        print_json(documents[0] if len(documents) == 1 else {"documents": documents})
    else:
        for each in documents:
            tell(each)
            for finding in each.findings:
                if finding.severity != "info":
                    typer.echo(f"  {finding.severity}: {finding.statement_id or finding.section or '—'}: {finding.message}")
    raise typer.Exit(1 if any(d.blocking() for d in documents) else 0)


def tell(document: Any) -> None:
    """One line on a document."""
    typer.echo(f"{document.id} v{document.version} {document.kind} {document.variant} {document.lang} {document.status}")


def event_line(event: Any) -> str:
    """One thing that happened."""
    from app.catalog.text import has, say
    from app.cli.door import reader_lang

    where = event.statement_id or event.section or ""
    named = f"page.desk.event_{event.kind}"
    kind = say(reader_lang(), named) if has(named) else event.kind
    return f"{event.created_at:%Y-%m-%d %H:%M}  v{event.version}  {kind}  {where}  {event.by_name}  {event.note}".rstrip()


def change_line(change: Any) -> str:
    """One difference; words that went stand in [-…-], words that came in {+…+}."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    words = "".join(marks[w.op].format(w.text) for w in change.words) or change.after or change.before
    return f"{SIGNS[change.kind]} {change.statement_id}: {words}"


def proposal_line(proposal: Any) -> str:
    """One proposal with its number."""
    who = " ".join(p for p in (proposal.author or "", (proposal.date or "")[:10]) if p)
    what = {
        "comment": proposal.comment,
        "deletion": proposal.before,
        "unmatched": proposal.comment or proposal.after_text or proposal.before,
    }
    said = what.get(proposal.kind) or (f"{proposal.before} → {proposal.after_text}" if proposal.before else proposal.after_text)
    behind = f" (↓ {proposal.follows})" if proposal.follows else ""
    found = "".join(f"\n      {f.severity}: {f.message}" for f in proposal.findings)
    place = proposal.statement_id or proposal.place or "—"
    return f"#{proposal.number} {proposal.kind} {place}{behind} [{who}] {said}{found}"
