"""Typed views of every data file (prompts/, corpus/, app/locales/), cross-checked when loaded."""
