"""The looks of the house template as WordprocessingML styles: one typeface, one accent colour, greys. Knows no document."""

from __future__ import annotations

ACCENT = "1F4E5F"
INK = "1E2426"
MUTED = "5C686D"
RULE = "C9D2D5"
SHADE = "EEF3F4"
OPEN = "9A4A1C"
"""The colour of the open sign: darker than it is warm, so that it stays a sign in greyscale."""
BODY_FONT = "Cambria"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 12240, 15840, 1440
"""US Letter in twentieths of a point."""
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def style_sheet() -> str:
    """The styles part: Word's own names where Word has one, `Puente …` for the rest."""
    fonts = f'<w:rFonts w:ascii="{BODY_FONT}" w:hAnsi="{BODY_FONT}" w:cs="{BODY_FONT}" w:eastAsia="{BODY_FONT}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_space(0, 120, 276)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    return f"<w:styles {_W}>{defaults}{''.join(_paragraph_styles())}{''.join(_character_styles())}{_table_styles()}</w:styles>"


def _paragraph_styles() -> list[str]:
    rule_below = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
    rule_above = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="{RULE}"/></w:pBdr>'
    edge = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    front_rule = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="14" w:color="{ACCENT}"/></w:pBdr>'
    return [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:rPr>{_font(21, INK)}</w:rPr></w:style>",
        _style("Title", p=f"<w:keepNext/>{front_rule}{_space(0, 360, 240)}", r=_font(56)),
        _style("heading 1", "Heading1", after="Normal", p=_heading(400, 140, 0), r=f"<w:b/><w:bCs/>{_font(30, ACCENT)}"),
        _style("heading 2", "Heading2", after="Normal", p=_heading(240, 80, 1), r=f"<w:b/><w:bCs/>{_font(24, ACCENT)}"),
        _style("heading 3", "Heading3", after="Normal", p=_heading(180, 60, 2), r=f"<w:b/><w:bCs/>{_font(21)}"),
        _style("List Bullet", p=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{_space(0, 60)}{_indent(340, 255)}'),
        _style("TOC Heading", p=f"<w:keepNext/><w:pageBreakBefore/>{_space(0, 200)}", r=f"<w:b/><w:bCs/>{_font(30, ACCENT)}"),
        _style("toc 1", "TOC1", p=f"{edge}{_space(0, 70, 252)}{_indent(560, 560)}", r=_font(21)),
        _style("header", "Header", p=f"{rule_below}{edge}{_space(0, 0, 240)}", r=_font(16, MUTED)),
        _style("footer", "Footer", p=f"{rule_above}{edge}{_space(0, 0, 240)}", r=_font(16, MUTED)),
        _style("footnote text", "FootnoteText", p=f"{_space(0, 20, 240)}{_indent(227, 227)}", r=_font(16, MUTED)),
        _style("annotation text", "CommentText", p=_space(0, 60, 240), r=_font(20)),
        _style("Puente Kind", p=_space(3000, 160), r=f'<w:caps/><w:color w:val="{ACCENT}"/><w:spacing w:val="30"/>{_font(20)}'),
        _style("Puente Front", p=_space(0, 80), r=_font(23, MUTED)),
        _style("Puente Lead", p=_space(40, 160), r=_font(23, ACCENT)),
        _style("Puente Subhead", p=_keep(_space(360, 80)), r=f"<w:b/><w:bCs/>{_font(21, ACCENT)}"),
        _style("Puente Small", p=_space(0, 60, 252), r=_font(18, MUTED)),
        _style("Puente Table Head", p=_keep(_tight()), r=f"<w:b/><w:bCs/>{_font(18, ACCENT)}"),
        _style("Puente Table Text", p=_tight(), r=_font(18)),
        _style("Puente Picture", p=_keep(_space(120, 160, 240))),
        _style("Puente After Table", p='<w:spacing w:after="0" w:line="200" w:lineRule="exact"/>', r=_font(12)),
        _style("Puente Source", p=_keep(_space(160, 30)), r=_font(18)),
        _style("Puente Entry", p=f"{_space(0, 60, 247)}{_indent(227, 227)}", r=_font(18)),
        _style("Puente Quote", p=f"{_space(0, 30, 240)}{_indent(480, 480)}", r=_font(17, MUTED)),
    ]


def _character_styles() -> list[str]:
    raised = '<w:vertAlign w:val="superscript"/>'
    return [
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        _style("footnote reference", "FootnoteReference", kind="character", r=f'<w:color w:val="{ACCENT}"/>{raised}'),
        _style("annotation reference", "CommentReference", kind="character", r='<w:sz w:val="16"/>'),
        _style("Puente Mark", kind="character", r=f'<w:color w:val="{MUTED}"/>{raised}'),
        _style("Puente Open", kind="character", r=f'<w:color w:val="{OPEN}"/><w:sz w:val="14"/><w:szCs w:val="14"/>'),
        _style("Hyperlink", kind="character", r=f'<w:color w:val="{ACCENT}"/>'),
    ]


def _table_styles() -> str:
    margins, plain = _margins(50, 85), _margins(0, 108)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'
        for side, size, color in (("top", 8, ACCENT), ("bottom", 8, ACCENT), ("insideH", 4, RULE))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{plain}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="PuenteTable"><w:name w:val="Puente Table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def _margins(upright: int, across: int) -> str:
    sides = {"top": upright, "left": across, "bottom": upright, "right": across}
    return "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides.items())


def _style(name: str, style_id: str = "", *, kind: str = "paragraph", after: str = "", p: str = "", r: str = "") -> str:
    own = ' w:customStyle="1"' if name.startswith("Puente") else ""
    based = "" if kind == "character" else '<w:basedOn w:val="Normal"/>'
    following = f'<w:next w:val="{after}"/>' if after else ""
    shown = "<w:qFormat/>" if kind == "paragraph" else ""
    return (
        f'<w:style w:type="{kind}"{own} w:styleId="{style_id or name.replace(" ", "")}"><w:name w:val="{name}"/>{based}{following}{shown}'
        f"{f'<w:pPr>{p}</w:pPr>' if p else ''}{f'<w:rPr>{r}</w:rPr>' if r else ''}</w:style>"
    )


def _font(half_points: int, color: str = "") -> str:
    tint = f'<w:color w:val="{color}"/>' if color else ""
    return f'{tint}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _space(before: int, after: int, line: int = 276) -> str:
    """Room around a paragraph in twentieths of a point, and its lines in 240ths of their height."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _heading(before: int, after: int, level: int) -> str:
    return f'<w:keepNext/><w:keepLines/>{_space(before, after, 240)}<w:outlineLvl w:val="{level}"/>'


def _keep(more: str) -> str:
    return f"<w:keepNext/>{more}"


def _tight() -> str:
    return _space(0, 0, 247)


def _indent(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
