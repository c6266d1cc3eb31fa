"""Colours and type of gradio's own parts: system fonts, one accent, no web font. Our own parts are styled in assets/puente.css."""

from __future__ import annotations

import gradio as gr

FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
STEPS = ("#eef6f6", "#d6e9ea", "#b0d5d7", "#83bcbf", "#4f9a9f", "#1d767b", "#0f5e63", "#0c4d51", "#0a3e42", "#083236", "#052326")
"""The accent from light to dark; the middle ones pass AA on white, the light ones on the dark ground."""

MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def theme() -> gr.themes.Base:
    """The theme, for light and dark."""
    fonts = [gr.themes.Font(name) for name in FONT]
    mono = [gr.themes.Font(name) for name in MONO]
    accent = gr.themes.Color(*STEPS, name="puente")
    made = gr.themes.Base(primary_hue=accent, neutral_hue="slate", font=fonts, font_mono=mono, radius_size="sm", text_size="md")
    return made.set(
        button_primary_background_fill="#0f5e63",
        button_primary_background_fill_hover="#0b4a4e",
        button_primary_background_fill_dark="#17767c",
        button_primary_background_fill_hover_dark="#14696e",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        body_background_fill="#f6f7f8",
        body_background_fill_dark="#12171b",
        block_background_fill_dark="#1a2126",
        block_shadow="none",
        block_label_text_color="*neutral_600",
        block_title_text_color="*neutral_600",
        block_title_text_color_dark="*neutral_300",
        block_title_text_weight="600",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        checkbox_label_background_fill="transparent",
        checkbox_label_background_fill_dark="transparent",
        checkbox_label_background_fill_selected="*primary_50",
        checkbox_label_background_fill_selected_dark="#233a3d",
        checkbox_label_border_width="1px",
        checkbox_label_border_color="#8a979f",
        checkbox_label_border_color_dark="#64737c",
        checkbox_label_padding="5px 11px",
        checkbox_background_color_selected="*primary_600",
        checkbox_border_color_selected="*primary_600",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_dark="#232c32",
        button_secondary_background_fill_hover="*primary_50",
        button_secondary_border_color="#c3ccd2",
        button_border_width="1px",
        input_background_fill="#ffffff",
        input_background_fill_dark="#12171b",
        input_border_width="1px",
        input_border_color="#8a979f",
        input_border_color_dark="#64737c",
        input_placeholder_color="#64727a",
        input_placeholder_color_dark="#9aa8b0",
    )
