"""The one stand-in model server: OpenAI's routes on loopback, in the standard library. It proves the seam, not any model's quality."""

from tests.standin.server import StandIn, standin

__all__ = ["StandIn", "standin"]
