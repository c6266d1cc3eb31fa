"""The MiniLM network as an ONNX graph built by hand. Knows BERT's shapes; knows no file and runs nothing.

Six layers, twelve heads, hidden size 384, then the mean over the mask and L2 normalisation: texts' ids and mask in, vectors out.
`onnx` is imported only when a graph is built, once per machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.float32]]

LAYERS = 6
HEADS = 12
HIDDEN = 384
NORM_EPSILON = 1e-12
OPSET = 17
GRAPH_VERSION = 1
"""Raised when the graph below changes, so that an exported file of an older build is not used."""


class _Graph:
    """Collects nodes and constants; each call returns the name of the node's output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: Any) -> str:
        import numpy as np
        from onnx import numpy_helper

        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, kind: str, *inputs: str, output: str = "", to_type: int | None = None, **attributes: Any) -> str:
        from onnx import helper

        name = output or f"n{len(self.nodes)}"
        if to_type is not None:
            attributes["to"] = to_type
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, value: str, name: str, weight: Any, bias: Any) -> str:
        product = self.node("MatMul", value, self.constant(f"{name}.weight", weight.T))
        return self.node("Add", product, self.constant(f"{name}.bias", bias))

    def norm(self, value: str, name: str, weights: Weights) -> str:
        scale = self.constant(f"{name}.weight", weights[f"{name}.weight"])
        shift = self.constant(f"{name}.bias", weights[f"{name}.bias"])
        return self.node("LayerNormalization", value, scale, shift, axis=-1, epsilon=NORM_EPSILON)


def _ints(graph: _Graph, name: str, *values: int) -> str:
    import numpy as np

    return graph.constant(name, np.array(values, dtype=np.int64))


def _scalar(graph: _Graph, name: str, value: float) -> str:
    import numpy as np

    return graph.constant(name, np.array(value, dtype=np.float32))


def _embeddings(graph: _Graph, weights: Weights) -> str:
    """Word, position and (always the first) token type, summed and normalised."""
    words = graph.node("Gather", graph.constant("words", weights["embeddings.word_embeddings.weight"]), "input_ids", axis=0)
    shape = graph.node("Shape", "input_ids")
    length = graph.node("Slice", shape, _ints(graph, "one", 1), _ints(graph, "two", 2))
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    place = graph.node("Slice", graph.constant("places", places), _ints(graph, "zero", 0), length, _ints(graph, "axis0", 0))
    return graph.norm(graph.node("Add", words, place), "embeddings.LayerNorm", weights)


def _attention(graph: _Graph, state: str, bias: str, layer: str, weights: Weights) -> str:
    """Twelve heads of 32; `bias` is 0 on words and very negative on padding."""
    heads = {}
    split = _ints(graph, "split", 0, 0, HEADS, HIDDEN // HEADS)
    for part in ("query", "key", "value"):
        name = f"{layer}.attention.self.{part}"
        flat = graph.linear(state, name, weights[f"{name}.weight"], weights[f"{name}.bias"])
        order = [0, 2, 3, 1] if part == "key" else [0, 2, 1, 3]
        heads[part] = graph.node("Transpose", graph.node("Reshape", flat, split), perm=order)
    scores = graph.node("MatMul", heads["query"], heads["key"])
    scaled = graph.node("Mul", scores, _scalar(graph, "scale", (HIDDEN // HEADS) ** -0.5))
    shares = graph.node("Softmax", graph.node("Add", scaled, bias), axis=-1)
    joined = graph.node("Transpose", graph.node("MatMul", shares, heads["value"]), perm=[0, 2, 1, 3])
    flat = graph.node("Reshape", joined, _ints(graph, "join", 0, 0, HIDDEN))
    name = f"{layer}.attention.output.dense"
    return graph.linear(flat, name, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _feed_forward(graph: _Graph, state: str, layer: str, weights: Weights) -> str:
    name = f"{layer}.intermediate.dense"
    wide = graph.linear(state, name, weights[f"{name}.weight"], weights[f"{name}.bias"])
    bent = graph.node("Erf", graph.node("Mul", wide, _scalar(graph, "rsqrt2", 2**-0.5)))
    gate = graph.node("Add", bent, _scalar(graph, "unit", 1.0))
    gelu = graph.node("Mul", graph.node("Mul", wide, gate), _scalar(graph, "half", 0.5))
    name = f"{layer}.output.dense"
    return graph.linear(gelu, name, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _pool(graph: _Graph, state: str, mask: str) -> None:
    """Mean over the words that are not padding, then length one, under the name `vectors`."""
    column = graph.node("Unsqueeze", mask, _ints(graph, "axis2", 2))
    axis = _ints(graph, "axis1", 1)
    total = graph.node("ReduceSum", graph.node("Mul", state, column), axis, keepdims=0)
    count = graph.node("ReduceSum", column, axis, keepdims=0)
    mean = graph.node("Div", total, count)
    length = graph.node("ReduceL2", mean, axes=[1], keepdims=1)
    graph.node("Div", mean, graph.node("Max", length, _scalar(graph, "tiny", 1e-12)), output="vectors")


def build(weights: Weights) -> bytes:
    """The serialised model: inputs `input_ids` and `attention_mask` (int64, batch by length), output `vectors` (float32)."""
    from onnx import TensorProto, checker, helper

    graph = _Graph()
    mask = graph.node("Cast", "attention_mask", to_type=TensorProto.FLOAT)
    hidden = graph.node("Mul", graph.node("Sub", _scalar(graph, "unit", 1.0), mask), _scalar(graph, "never", -10000.0))
    bias = graph.node("Unsqueeze", hidden, _ints(graph, "axes12", 1, 2))
    state = _embeddings(graph, weights)
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        attended = graph.node("Add", state, _attention(graph, state, bias, layer, weights))
        state = graph.norm(attended, f"{layer}.attention.output.LayerNorm", weights)
        widened = graph.node("Add", state, _feed_forward(graph, state, layer, weights))
        state = graph.norm(widened, f"{layer}.output.LayerNorm", weights)
    _pool(graph, state, mask)
    body = helper.make_graph(
        graph.nodes,
        "minilm",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", HIDDEN])],
        list(graph.constants.values()),
    )
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9, producer_name="puente")
    checker.check_model(model)
    return bytes(model.SerializeToString())
