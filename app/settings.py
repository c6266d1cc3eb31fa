"""Settings from the environment or .env, each with a default. Knows names and forms; opens nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from platformdirs import user_data_dir
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import BadSetting

ROLE_SETTINGS = ("planner", "drafter", "verifier", "coach", "interlocutor", "grader")


class Settings(BaseSettings):
    """Every setting of Puente; the README and .env.example list them."""

    model_config = SettingsConfigDict(env_prefix="PUENTE_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    data_dir: Path = Field(default_factory=lambda: Path(user_data_dir("puente", appauthor=False)))
    database_url: str = ""
    runs_database_url: str = ""
    today: date | None = None
    chroma_url: str = ""
    embeddings: str = Field(default="bundled", pattern=r"^(bundled|none|openai:.+)$")
    run_budget_usd: float | None = None
    run_budget_tokens: int | None = None
    model: str = ""
    model_planner: str = ""
    model_drafter: str = ""
    model_verifier: str = ""
    model_coach: str = ""
    model_interlocutor: str = ""
    model_grader: str = ""
    auth: Literal["local", "password", "proxy"] = "local"
    lang: Literal["en", "es"] = "en"
    openai_api_key: str = Field(default="", validation_alias="OPENAI_API_KEY", repr=False)
    openai_base_url: str = Field(default="", validation_alias="OPENAI_BASE_URL")

    def database(self) -> str:
        """The database address: the setting, or a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'puente.db').as_posix()}"

    def models(self) -> dict[str, str | None]:
        """The model settings by name, for the table of roles."""
        return {"PUENTE_MODEL": self.model, **{f"PUENTE_MODEL_{r.upper()}": getattr(self, f"model_{r}") for r in ROLE_SETTINGS}}

    @property
    def is_model_configured(self) -> bool:
        """True when a drafter's model is named and a key or a base URL is given."""
        return bool((self.model or self.model_drafter) and (self.openai_api_key or self.openai_base_url))


def load_settings() -> Settings:
    """The settings of this process.

    Raises: BadSetting naming the setting.
    """
    try:
        return Settings()
    except ValidationError as bad:
        first = bad.errors(include_url=False)[0]
        name = f"PUENTE_{str(first['loc'][0]).upper()}" if first["loc"] else "PUENTE"
        raise BadSetting("setting.invalid", where=name, value=first.get("input"), reason=first["msg"]) from bad
