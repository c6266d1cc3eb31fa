"""The model room: chat and embeddings through any OpenAI-compatible endpoint. Knows no document, no intake and no index."""
