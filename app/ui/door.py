"""Where errors leave the page: one clear line in the reader's language, never a traceback. The page's only broad except."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from app.domain.lang import Lang
from app.errors import PuenteError
from app.ui.presenters import notices
from app.ui.presenters.markup import NOTHING, Html

T = TypeVar("T")


def attempt(lang: Lang, work: Callable[[], T]) -> tuple[T | None, Html]:
    """What the work gave and no notice; or None and the notice that says what went wrong."""
    try:
        return work(), NOTHING
    except PuenteError as failure:
        return None, notices.error(lang, failure)
    except Exception:
        logging.getLogger("puente").exception("unexpected")
        return None, notices.unexpected(lang)
