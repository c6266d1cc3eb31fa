"""A section composed anew without losing what a person changed in it: a three-way merge by statement. Pure."""

from __future__ import annotations

from app.domain.document import Block, SectionDraft, Statement


def merged(base: SectionDraft, mine: SectionDraft, fresh: SectionDraft) -> SectionDraft:
    """`fresh` with what `mine` changed against `base`: other words stay, what was taken out stays out, what was added stays in its place.

    `mine` without any statement of `base` (written by a model) stays as it is.
    """
    old, own, new = _by_id(base), _by_id(mine), _by_id(fresh)
    if own and not set(own) & set(old):
        return mine
    blocks: list[Block] = []
    for block in fresh.blocks:
        statements: list[Statement] = []
        for statement in block.statements:
            held, was = own.get(statement.id), old.get(statement.id)
            if held is None and was is not None:
                continue  # taken out by hand
            is_own = held is not None and was is not None and (held.text, held.cells) != (was.text, was.cells)
            statements.append(held if is_own and held is not None else statement)
            statements.extend(_following(mine, statement.id, old, new))
        if statements:
            blocks.append(block.model_copy(update={"statements": tuple(statements)}))
    placed = {s.id for b in blocks for s in b.statements}
    left = [s for i, s in own.items() if i not in placed and (i not in old or (i not in new and s.text != old[i].text))]
    if left:
        blocks.append(Block(type="bullets", statements=tuple(s.model_copy(update={"cells": None}) for s in left)))
    return mine.model_copy(update={"blocks": tuple(blocks), "title": fresh.title})


def _by_id(section: SectionDraft) -> dict[str, Statement]:
    return {s.id: s for s in section.statements()}


def _following(mine: SectionDraft, statement_id: str, old: dict[str, Statement], new: dict[str, Statement]) -> list[Statement]:
    """The statements that a person added right behind one."""
    for block in mine.blocks:
        ids = [s.id for s in block.statements]
        if statement_id in ids:
            found = []
            for statement in block.statements[ids.index(statement_id) + 1 :]:
                if statement.id in old or statement.id in new:
                    break
                found.append(statement)
            return found
    return []
