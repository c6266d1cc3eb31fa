"""Settings from the environment or .env, each with a default. Knows names and forms; opens nothing."""

from __future__ import annotations

import io
import os
import re
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from platformdirs import user_data_dir
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import BadSetting

ENV_FILE = Path(".env")
OF_TESTS = ("PUENTE_TEST_", "PUENTE_BROWSER", "PUENTE_POSTGRES")
"""What the tests read; none of it is a setting of the program."""
OURS = ("PUENTE_", "OPENAI_")
_KEY = re.compile(r"[!#-&(-;=?-~]+")
"""What a key is made of: printable signs without blanks, quotation marks and angle brackets."""
_RULE = re.compile(r"<?[A-Za-z0-9+-]{3,}>?[+-]?\d[\w:+<>,./-]*")
"""A time zone said as a rule, as in CST6CDT,M4.1.0."""
ROLE_SETTINGS = ("planner", "drafter", "verifier", "coach", "interlocutor", "grader")


class Settings(BaseSettings):
    """Every setting of Puente; the README and .env.example list them."""

    # A name with nothing behind it, as .env.example lists them, means the default: an empty data folder would be the checkout.
    model_config = SettingsConfigDict(
        env_prefix="PUENTE_", env_file=ENV_FILE, env_file_encoding="utf-8-sig", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_dir: Path = Field(default_factory=lambda: Path(user_data_dir("puente", appauthor=False)))
    database_url: str = ""
    runs_database_url: str = ""
    today: date | None = None
    chroma_url: str = ""
    embeddings: str = Field(default="bundled", pattern=r"^(bundled|none|openai:.+)$")
    run_budget_usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    run_budget_tokens: int | None = Field(default=None, ge=0)
    model: str = ""
    model_planner: str = ""
    model_drafter: str = ""
    model_verifier: str = ""
    model_coach: str = ""
    model_interlocutor: str = ""
    model_grader: str = ""
    auth: Literal["local", "password", "proxy"] = "local"
    lang: Literal["en", "es"] = "en"
    house_template: Path | None = None
    allowed_hosts: str = ""
    proxy_addresses: str = ""
    proxy_header: str = Field(default="X-Forwarded-User", pattern=r"^[A-Za-z0-9-]{1,64}$")
    operator: str = ""
    log: Literal["text", "json"] = "text"
    openai_api_key: str = Field(default="", validation_alias="OPENAI_API_KEY", repr=False)
    openai_base_url: str = Field(default="", validation_alias="OPENAI_BASE_URL")

    @field_validator("data_dir", "house_template")
    @classmethod
    def _home(cls, given: Path | None) -> Path | None:
        """No shell stands before .env to read the tilde."""
        return given.expanduser() if given else given

    @field_validator("today", mode="before")
    @classmethod
    def _day(cls, given: Any) -> Any:
        """A day of the calendar only: 20261121 is not a count of seconds."""
        return date.fromisoformat(given.strip()) if isinstance(given, str) else given

    def database(self) -> str:
        """The database address: the setting, or a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'puente.db').as_posix()}"

    def runs_database(self) -> str:
        """The address of the database of runs: the setting, or a SQLite file of its own in the data folder."""
        return self.runs_database_url or f"sqlite:///{(self.data_dir / 'runs.db').as_posix()}"

    def models(self) -> dict[str, str | None]:
        """The model settings by name, for the table of roles."""
        return {"PUENTE_MODEL": self.model, **{f"PUENTE_MODEL_{r.upper()}": getattr(self, f"model_{r}") for r in ROLE_SETTINGS}}

    @staticmethod
    def listed(words: str) -> tuple[str, ...]:
        """A setting of several words, parted by commas."""
        return tuple(w.strip() for w in words.split(",") if w.strip())

    @property
    def is_key_odd(self) -> bool:
        """True where the key has a blank, a quotation mark or another sign that no key has."""
        return bool(self.openai_api_key) and not _KEY.fullmatch(self.openai_api_key)

    @property
    def configured_roles(self) -> frozenset[str]:
        """The roles with a model of their own or the common one, where a key or a base URL is given; the grader needs its own."""
        if not (self.openai_api_key or self.openai_base_url):
            return frozenset()
        return frozenset(r for r in ROLE_SETTINGS if getattr(self, f"model_{r}") or (self.model and r != "grader"))

    @property
    def is_model_configured(self) -> bool:
        """True when the drafter has a model."""
        return "drafter" in self.configured_roles


def unknown_names() -> tuple[tuple[str, str], ...]:
    """Names of the environment and of .env that look like ours and are no setting, each with the nearest setting, or an empty text."""
    known = [f"PUENTE_{field.upper()}" for field in Settings.model_fields if not field.startswith("openai_")]
    given = {name.upper() for name in os.environ}
    if ENV_FILE.is_file():
        given |= {name.upper() for name in dotenv_values(ENV_FILE, encoding="utf-8-sig", interpolate=False)}
    odd = sorted(name for name in given if name.startswith("PUENTE_") and not name.startswith(OF_TESTS) and name not in known)
    return tuple((name, next(iter(get_close_matches(name, known, n=1, cutoff=0.75)), "")) for name in odd)


def unknown_time_zone() -> str:
    """What TZ says where no zone has that name: the system then takes UTC without a word, and the day is wrong in the evening."""
    given = os.environ.get("TZ", "")
    if not given or given.startswith(":") or _RULE.fullmatch(given):
        return ""
    try:
        ZoneInfo(given)
    except (KeyError, ValueError, OSError):
        return given
    return ""


def load_settings() -> Settings:
    """The settings of this process.

    Raises: BadSetting naming the setting, or the line of .env.
    """
    try:
        _check_env_file()
        return Settings()
    except UnicodeDecodeError as bad:
        raise BadSetting("input.not_utf8", where=str(ENV_FILE), position=bad.start) from bad
    except ValidationError as bad:
        raise _named(bad.errors(include_url=False)[0]) from bad


def _check_env_file() -> None:
    """Refuses a line of ours in .env that cannot be read; lines of other programs are their own affair."""
    if not ENV_FILE.is_file():
        return
    from dotenv.parser import parse_stream

    for line in parse_stream(io.StringIO(ENV_FILE.read_text("utf-8-sig"))):
        text = line.original.string.strip()
        if line.error and any(name in text for name in OURS):
            raise BadSetting("setting.env_line", where=f"{ENV_FILE}:{line.original.line}")


def _named(fault: Any) -> BadSetting:
    field, value = str(fault["loc"][0]) if fault["loc"] else "", fault.get("input")
    name = field if field.isupper() else f"PUENTE_{field.upper()}"
    if field == "today":
        return BadSetting("setting.date", where=name, value=value)
    if field == "embeddings":
        return BadSetting("setting.value", where=name, value=value, known="bundled, none, openai:MODEL")
    if field in ("auth", "lang", "log"):
        known = get_args(Settings.model_fields[field].annotation)
        return BadSetting("setting.value", where=name, value=value, known=", ".join(known))
    if field.startswith("run_budget"):
        return BadSetting("setting.number", where=name, value=value)
    return BadSetting("setting.invalid", where=name, value=value, reason=fault["msg"])
