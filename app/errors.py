"""The one error tree. Knows codes, hints and exit codes; knows nothing of frameworks or languages.

    PuenteError                exit 2 unless said otherwise
    ├── BadInput               a file or value that the user gave          (input.*)
    ├── BadSetting             an environment value or flag                (setting.*)
    ├── UnknownId              a document, sentence, run … that is not here (id.*)
    ├── NotPermitted           the actor may not do this                   (actor.*)
    ├── BadData                a file that ships with Puente is broken     (data.*)
    ├── StoreError             database, index or disk                     (store.*)
    │   └── Held               another process holds the lock              (store.held)
    └── EndpointError          a model or server endpoint, exit 3          (endpoint.*)
        ├── EndpointDown       unreachable, or it timed out                (endpoint.down)
        ├── EndpointRefused    it answered, but declined                   (endpoint.refused)
        ├── EndpointGarbled    it answered something unusable              (endpoint.garbled)
        └── OverBudget         it was not asked: the run's ceiling         (endpoint.budget)

An error carries a message key with its parameters; the door renders them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping


class PuenteError(Exception):
    """Base of all errors that a user may see: `code` is stable, `key` names the sentence in app/locales."""

    code = "puente"
    exit_code = 2

    def __init__(self, key: str, /, *, where: str = "", **params: object) -> None:
        self.key = key
        self.where = where
        self.params: Mapping[str, object] = dict(params)
        super().__init__(f"{where}: {key} {dict(params)}" if where else f"{key} {dict(params)}")


class BadInput(PuenteError):
    """A file or value that the user gave cannot be used."""

    code = "input"


class BadSetting(PuenteError):
    """A setting or flag has an unusable value."""

    code = "setting"


class UnknownId(PuenteError):
    """An id that names nothing here (or nothing that this actor may see)."""

    code = "id"


class NotPermitted(PuenteError):
    """The actor may not do this."""

    code = "actor"


class BadData(PuenteError):
    """A file that ships with Puente (prompts, corpus, locales) is broken."""

    code = "data"


class StoreError(PuenteError):
    """The database, the index or the disk failed."""

    code = "store"


class Held(StoreError):
    """Another process holds a lock that this action needs."""

    code = "store.held"


class EndpointError(PuenteError):
    """A model or server endpoint gave nothing usable."""

    code = "endpoint"
    exit_code = 3


class EndpointDown(EndpointError):
    """The endpoint is unreachable, timed out, or fails on its side."""

    code = "endpoint.down"


class EndpointRefused(EndpointError):
    """The endpoint answered and declined (credentials, model name, content filter, refusal)."""

    code = "endpoint.refused"


class EndpointGarbled(EndpointError):
    """The endpoint answered something that is not what was asked for (cut stream, bad JSON, HTML)."""

    code = "endpoint.garbled"


class OverBudget(EndpointError):
    """A request was not made, since it could pass the ceiling of its run."""

    code = "endpoint.budget"
