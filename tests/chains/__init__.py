"""The chains: sections, documents, the seam between the two writers."""
