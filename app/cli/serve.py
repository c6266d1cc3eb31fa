"""`puente serve`: the page."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="The address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 7860,
    lang: Annotated[str | None, typer.Option(help="Language of the interface: en or es.")] = None,
    mcp: Annotated[bool, typer.Option("--mcp", help="Offer draft, coach, check, search and verify as MCP tools too.")] = False,
) -> None:
    """Serve the page until it is stopped."""
    from app.cli.choices import chosen
    from app.settings import load_settings

    settings = load_settings()
    if lang:
        settings = settings.model_copy(update={"lang": chosen(lang, ("en", "es"), "--lang", "setting.lang")})
    from app.bootstrap import build
    from app.logs import configure
    from app.services.runs import keep_attending
    from app.ui.doors import Door
    from app.ui.server import run

    configure("INFO" if settings.log == "json" else "WARNING", settings.log)
    door = Door(settings.auth, settings.listed(settings.proxy_addresses), settings.proxy_header)
    house = build(settings)
    keep_attending(house)
    try:
        run(house, host=host, port=port, door=door, hosts=settings.listed(settings.allowed_hosts), is_mcp=mcp)
    finally:
        if settings.is_model_configured:
            house.runner().close()
