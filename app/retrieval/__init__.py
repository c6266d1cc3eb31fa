"""Guidance search: embedders, lexical and vector index, generations, searcher. Owner of chromadb, tantivy and onnxruntime."""
