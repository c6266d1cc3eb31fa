"""Known providers as data: who stands behind a base URL, what it keeps, what it costs. Knows no key and asks nobody."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator, model_validator

from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.lang import LocalText
from app.errors import BadData
from app.llm.address import DEFAULT_BASE_URL, shown_url
from app.llm.capabilities import OutputLimit

_FILE = Path(__file__).with_name("providers.yaml")
_PRICES = Path(__file__).with_name("prices.yaml")
_MILLION = Decimal(1_000_000)
_DATED = r"(-\d{4}-\d{2}-\d{2})?"
"""A model's snapshot costs what the model costs; another suffix (-mini, -audio) is another model."""


class Price(Value):
    """US dollars per million tokens."""

    prompt: Decimal
    completion: Decimal


class Provider(Value):
    """One item of providers.yaml with its prices; `embedding_model` is what `openai:` could name, None where we know none."""

    id: str
    name: str
    base_url: str
    retention: LocalText
    is_local: bool = False
    embedding_model: str | None = None
    output_limit: OutputLimit = "max_tokens"
    prices_as_of: str | None = None
    prices: dict[str, Price] = Field(default_factory=dict)

    @field_validator("base_url")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as bad:
            raise ValueError(f"not a regular expression: {bad}") from bad
        return pattern

    @model_validator(mode="after")
    def _is_complete(self) -> Provider:
        if not (self.retention.en and self.retention.es):
            raise ValueError("retention needs en and es")
        if bool(self.prices) != bool(self.prices_as_of):
            raise ValueError("prices and prices_as_of go together")
        return self

    def cost_usd(self, model: str, prompt_tokens: int, completion_tokens: int) -> Decimal | None:
        """What one call costs at list price, to a millionth of a dollar; None when the model has no known price."""
        price = next((p for name, p in self.prices.items() if re.fullmatch(re.escape(name) + _DATED, model)), None)
        if price is None:
            return None
        cost = (price.prompt * prompt_tokens + price.completion * completion_tokens) / _MILLION
        return cost.quantize(Decimal("0.000001"))


@cache
def providers() -> tuple[Provider, ...]:
    """Every provider, in the order of the file; the last one matches any address.

    Raises: BadData `endpoint.providers_file`, or that of the loader.
    """
    try:
        listed: dict[str, Any] = load(_PRICES)["prices"]
        found = tuple(Provider.model_validate({**item, **_priced(listed.pop(item["id"], None))}) for item in load(_FILE)["providers"])
        if listed:
            raise BadData("endpoint.providers_file", where="app/llm/prices.yaml", detail=", ".join(sorted(listed)))
        return found
    except (ValidationError, KeyError, TypeError) as bad:
        raise BadData("endpoint.providers_file", where="app/llm/providers.yaml", detail=str(bad)) from bad


def _priced(item: Any) -> dict[str, Any]:
    return {} if item is None else {"prices_as_of": item["as_of"], "prices": item["models"]}


def provider_for(base_url: str | None) -> Provider:
    """Who stands behind a base URL; OpenAI when it is None."""
    address = shown_url(base_url or DEFAULT_BASE_URL).lower()
    return next(p for p in providers() if re.match(p.base_url, address))
