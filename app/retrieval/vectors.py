"""Vectors in Chroma, embedded or on a server: one collection a room. Knows ids and rows; never sees a text and never embeds.

Two processes that write one embedded store corrupt it: only the holder of the indexer's lock writes, into a folder that nobody reads yet.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.errors import BadSetting, EndpointDown, StoreError

if TYPE_CHECKING:
    from app.retrieval.ports import Vectors

CAREFUL = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 400}
"""Chroma's own values found .99 of the 50 nearest among 1,000 sentences and .93 among 20,000, other ones at each build; these find 1.00 and
.998, so that a rebuilt index answers alike."""
QUICK = {"space": "cosine", "ef_search": 400}
"""For a large room, where care would more than double the time to build: finds .96 of the 50 nearest among 50,000."""
LARGE_ROOM = 20_000
FIRST_CONTACT_S = 5.0
REQUEST_S = 60.0
_PAGE = 100
_DATABASE = "chroma.sqlite3"


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


@contextmanager
def _mapped(where: str, key: str = "index.broken") -> Iterator[None]:
    """Chroma's own errors mean an unusable store; an absent server shows as an httpx error or, at first contact, as ValueError."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, AttributeError) as error:
        # AttributeError: Chroma remembers a store that it failed to open and hands out the unfinished client.
        raise StoreError(key, where=where, reason=" ".join(str(error).split())[:200]) from error
    except httpx.HTTPError as error:
        status = getattr(getattr(error, "response", None), "status_code", None)
        raise EndpointDown("index.server_down", where=where, reason=f"HTTP {status}" if status else type(error).__name__) from error
    except ValueError as error:
        if isinstance(error.__context__, httpx.HTTPError) or "connect to a Chroma server" in str(error):
            raise EndpointDown("index.server_down", where=where, reason=str(error)[:200]) from error
        raise StoreError(key, where=where, reason=" ".join(str(error).split())[:200]) from error


def _without_login(url: str) -> str:
    """The address as it may be shown: without a user or password."""
    return f"{url.partition('//')[0]}//{url.rpartition('@')[2]}" if "@" in url else url


def _connected(url: str) -> Any:
    """A client of the server; the address is tried first, since Chroma's own client waits for ever."""
    import chromadb
    import httpx

    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError as error:
        raise BadSetting("index.server_url", where="PUENTE_CHROMA_URL", url=_without_login(url)) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting("index.server_url", where="PUENTE_CHROMA_URL", url=_without_login(url))
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    httpx.get(f"{parts.scheme}://{host}:{port}/api/v2/heartbeat", timeout=FIRST_CONTACT_S).raise_for_status()
    return chromadb.HttpClient(host=parts.hostname, port=port, ssl=parts.scheme == "https", settings=_settings())


class VectorStore:
    """The collections of one generation; `prefix` parts generations and installations on a shared server."""

    def __init__(self, *, folder: Path, url: str | None, prefix: str = "", fresh: bool = False) -> None:
        """Opens the store in a folder, or on the server at `url`; `fresh` lets an embedded store be made.

        Raises: StoreError `index.broken`; EndpointDown `index.server_down`; BadSetting `index.server_url`.
        """
        self._prefix = f"{prefix}-" if prefix else ""
        self._where = str(folder) if url is None else _without_login(url)
        self._rooms: dict[str, Any] = {}
        if url is None and not fresh and not (folder / _DATABASE).is_file():
            # Chroma would quietly make an empty store here.
            raise StoreError("index.broken", where=str(folder), reason=_DATABASE)
        with _mapped(self._where):
            if url is not None:
                self._client = _connected(url)
                for session in self._sessions():
                    session.timeout = REQUEST_S
            else:
                import chromadb

                self._client = chromadb.PersistentClient(path=str(folder), settings=_settings())

    def write(self, room: str, ids: Sequence[str], rows: Vectors) -> None:
        """Make a room's collection with these rows; an empty room is made too.

        Raises: StoreError `index.disk`; EndpointDown `index.server_down`.
        """
        with _mapped(self._where, "index.disk"):
            shape = CAREFUL if len(ids) <= LARGE_ROOM else QUICK
            collection = self._client.create_collection(f"{self._prefix}{room}", embedding_function=None, configuration={"hnsw": shape})
            size = min(int(self._client.get_max_batch_size()), 2000)
            for start in range(0, len(ids), size):
                collection.add(ids=list(ids[start : start + size]), embeddings=rows[start : start + size])

    def nearest(self, rooms: Collection[str], row: Vectors, limit: int) -> list[tuple[str, float]]:
        """Ids with their cosine similarity, nearest first, over all these rooms; `row` has shape (1, dimensions)."""
        found: list[tuple[str, float]] = []
        for room in sorted(rooms):
            with _mapped(self._where):
                answer = self._room(room).query(query_embeddings=row, n_results=limit, include=["distances"])
            found.extend((name, 1.0 - float(distance)) for name, distance in zip(answer["ids"][0], answer["distances"][0], strict=True))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _room(self, room: str) -> Any:
        """A room's collection, asked for once: a generation's collections never change."""
        if room not in self._rooms:
            self._rooms[room] = self._client.get_collection(f"{self._prefix}{room}", embedding_function=None)
        return self._rooms[room]

    def sweep(self, namespace: str, keep: Collection[str]) -> None:
        """Delete this installation's collections on the server but those of the generations to keep."""
        with _mapped(self._where):
            names: list[str] = []
            while page := self._client.list_collections(limit=_PAGE, offset=len(names)):
                names.extend(collection.name for collection in page)
            wanted = tuple(f"{namespace}-{generation}-" for generation in keep)
            for name in names:
                if name.startswith(f"{namespace}-") and not name.startswith(wanted):
                    self._client.delete_collection(name)

    def close(self) -> None:
        """Let go of files and connections."""
        with contextlib.suppress(RuntimeError):
            self._client.close()
        for session in self._sessions():
            session.close()

    def _sessions(self) -> list[Any]:
        """The HTTP sessions under a server's client, which Chroma neither limits in time nor closes; none for an embedded store."""
        clients = (self._client, getattr(self._client, "_admin_client", None))
        found = (getattr(getattr(client, "_server", None), "_session", None) for client in clients)
        return [session for session in found if session is not None]


def blank_unused(folder: Path) -> None:
    """Zero the room that an embedded store keeps for rows to come: its graph files hold there whatever lay in this process's memory.

    Source: hnswlib's header: version, level 0 offset, most elements, elements, bytes an element.
    """
    for header in folder.glob("*/header.bin"):
        elements, width = struct.unpack_from("<QQ", header.read_bytes(), 20)
        for name, each in (("data_level0.bin", width), ("length.bin", 4)):
            path = header.with_name(name)
            size = path.stat().st_size
            with path.open("r+b") as stream:
                stream.seek(elements * each)
                stream.write(bytes(max(0, size - elements * each)))


def server_version(url: str) -> tuple[str, str]:
    """The version of the Chroma server and that of our own package.

    Raises: EndpointDown `index.server_down`; BadSetting `index.server_url`; StoreError.
    """
    import chromadb

    store = VectorStore(folder=Path(), url=url)
    try:
        with _mapped(_without_login(url)):
            return str(store._client.get_version()), str(chromadb.__version__)
    finally:
        store.close()
