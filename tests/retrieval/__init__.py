"""The retrieval room: embedders, generations, search."""
