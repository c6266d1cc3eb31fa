"""Colours and type of gradio's own parts: system fonts, one accent, no web font. Our own parts are styled in assets/puente.css."""

from __future__ import annotations

import gradio as gr

FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def theme() -> gr.themes.Base:
    """The theme, for light and dark."""
    fonts = [gr.themes.Font(name) for name in FONT]
    mono = [gr.themes.Font(name) for name in MONO]
    made = gr.themes.Base(primary_hue="teal", neutral_hue="slate", font=fonts, font_mono=mono, radius_size="sm", text_size="md")
    return made.set(
        button_primary_background_fill="#0f5e63",
        button_primary_background_fill_hover="#0b4a4e",
        button_primary_background_fill_dark="#17767c",
        button_primary_background_fill_hover_dark="#1d8b92",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        body_background_fill="#f6f7f8",
        body_background_fill_dark="#12171b",
        block_background_fill_dark="#1a2126",
        block_shadow="none",
    )
