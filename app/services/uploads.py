"""The firm's own documents: add, list, remove, and what the index and `show` need of them. Who may see which is decided here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Literal

from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.guidance import Sentence, Source, Visibility
from app.errors import BadSetting, PuenteError, StoreError, UnknownId
from app.ingest.citable import languages, to_passages
from app.ingest.limits import LIMITS
from app.ingest.media import MEDIA_TYPES
from app.ingest.passages import Extract, Kind, Remark
from app.ingest.refusals import IngestError
from app.retrieval.ports import Scope
from app.services import upload_shelf as shelf
