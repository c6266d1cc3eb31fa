"""The figures of the database as Prometheus reads them, taken at each scrape. Names of metrics stand in docs/operating.md."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from app.storage.figures import Counted, InstanceFigures


class InstanceMetrics(Collector):
    """The same from every process: they are counted in the database, so no restart sets them back."""

    def __init__(self, figures: InstanceFigures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """Every metric with its samples."""
        found = self._figures
        yield _gauge("puente_documents", "Document versions kept", ("kind", "writer"), found.documents)
        yield _gauge("puente_uploads", "Uploads kept", ("state",), found.uploads)
        yield _gauge("puente_runs", "Durable runs: queued, running, done, failed, cancelled", ("state",), found.runs)
        yield _gauge("puente_model_calls", "Model calls on record", ("role", "outcome"), found.calls)
        tokens = GaugeMetricFamily("puente_model_tokens", "Tokens of the model calls on record", labels=("kind",))
        tokens.add_metric(("prompt",), found.prompt_tokens)
        tokens.add_metric(("completion",), found.completion_tokens)
        yield tokens
        yield GaugeMetricFamily("puente_model_cost_usd", "US dollars of the model calls with a known price", float(found.cost_usd))
        yield GaugeMetricFamily("puente_model_calls_unpriced", "Model calls without a known price", found.unpriced)


def _gauge(name: str, told: str, labels: tuple[str, ...], counted: tuple[Counted, ...]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=labels)
    for each in counted:
        family.add_metric(each.labels, each.count)
    return family


def exposition(figures: InstanceFigures) -> bytes:
    """The text of these metrics."""
    registry = CollectorRegistry()
    registry.register(InstanceMetrics(figures))
    return generate_latest(registry)
