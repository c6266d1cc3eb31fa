"""Guidance search: embedders, the lexical and the vector index, generations, and the searcher. Frameworks: chromadb, tantivy, onnxruntime."""
