"""What asking would cost at the configured model's list price. Knows settings and prices; asks nobody."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.base import Value

READ_SHARE = 3, 4
"""Of a request's tokens with its answer, so many are read, where nothing better is known."""


class MissingCall(Value):
    """An answer that recordings lack: of which prompt, and about how many tokens are read and written."""

    prompt_ref: str
    role: str
    read: int
    written: int


def cost_usd(read: int, written: int, model: str = "") -> float | None:
    """US dollars of so many tokens; None where no model is configured or its price is not known."""
    from app.llm.providers import provider_for
    from app.settings import load_settings

    settings = load_settings()
    asked = model or settings.model or ""
    if not asked:
        return None
    price = provider_for(settings.openai_base_url or None).cost_usd(asked, read, written)
    return None if price is None else float(price)


def cost_of_tokens(tokens: int) -> float | None:
    """The same for tokens of both directions together."""
    part, whole = READ_SHARE
    return cost_usd(tokens * part // whole, tokens - tokens * part // whole)


def missing_told(missing: Mapping[str, MissingCall], *, is_free: bool) -> str:
    """The missing calls in one line: how many, of which prompts, about how many tokens, and what they cost; nothing where `is_free`."""
    from app.settings import load_settings

    settings = load_settings()
    by_prompt: dict[str, int] = {}
    for call in missing.values():
        name = call.prompt_ref.split("@")[0]
        by_prompt[name] = by_prompt.get(name, 0) + 1
    prompts = ", ".join(f"{n} × {name}" for name, n in sorted(by_prompt.items(), key=lambda p: (-p[1], p[0]))[:4])
    more = f" and {len(by_prompt) - 4} other prompts" if len(by_prompt) > 4 else ""
    read, written = sum(c.read for c in missing.values()), sum(c.written for c in missing.values())
    if is_free:
        price = "no cost: the stand-in answers them"
    else:
        models = settings.models()
        costs = [cost_usd(c.read, c.written, models.get(f"PUENTE_MODEL_{c.role.upper()}") or "") for c in missing.values()]
        known = [c for c in costs if c is not None]
        price = f"about USD {sum(known):.2f}" if len(known) == len(costs) else "price not known"
    return f"{len(missing)} recorded answers are missing ({prompts}{more}; about {read:,} tokens read and {written:,} written; {price})"
