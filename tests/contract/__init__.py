"""What outsiders rely on: the document JSON and the examples."""
