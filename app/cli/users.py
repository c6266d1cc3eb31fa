"""`puente user`: add, list, passwd, disable. The password is asked for, or read as one line from standard input; never an argument."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

user = typer.Typer(name="user", help="Accounts of an instance with PUENTE_AUTH=password or proxy.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the user types to sign in.")]


def _password() -> str:
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.errors import BadInput

    if not sys.stdin.isatty():
        line = sys.stdin.readline().rstrip("\r\n")
        if not line:
            raise BadInput("account.no_password", where="stdin")
        return line
    import getpass

    lang = reader_lang()
    first = getpass.getpass(say(lang, "account.ask"))
    if first != getpass.getpass(say(lang, "account.ask_again")):
        raise BadInput("account.differ")
    return first


def _tell(found: tuple[object, ...], *, json: bool) -> None:
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.storage.users import User

    kept = [u for u in found if isinstance(u, User)]
    if json:
        print_json({"users": [{**u.model_dump(mode="json", exclude={"roles"}), "roles": sorted(u.roles)} for u in kept]})
        return
    for each in kept:
        state = say(reader_lang(), "account.disabled" if each.disabled else "account.active")
        typer.echo(f"{each.id}  {each.name}  {', '.join(sorted(each.roles))}  {state}")


@user.command("add")
def add(
    name: Name,
    role: Annotated[list[str] | None, typer.Option(help="consultant, executive, evaluator or admin; may be given more than once.")] = None,
    no_password: Annotated[bool, typer.Option("--no-password", help="For PUENTE_AUTH=proxy: the proxy signs in.")] = False,
    json: Json = False,
) -> None:
    """Add an account; the password comes from the terminal or as one line on standard input."""
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR
    from app.services.accounts import add_user

    made = add_user(build(), LOCAL_ACTOR, name, None if no_password else _password(), role or ["consultant"])
    _tell((made,), json=json)


@user.command("list")
def list_(json: Json = False) -> None:
    """List the accounts."""
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR
    from app.services.accounts import users

    _tell(users(build(), LOCAL_ACTOR), json=json)


@user.command("passwd")
def passwd(name: Name, json: Json = False) -> None:
    """Set a new password; every session of the account ends."""
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR
    from app.services.accounts import set_password

    _tell((set_password(build(), LOCAL_ACTOR, name, _password()),), json=json)


@user.command("disable")
def disable(
    name: Name, enable: Annotated[bool, typer.Option("--enable", help="Let the account in again.")] = False, json: Json = False
) -> None:
    """Shut an account out; its sessions end and what it owns stays."""
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR
    from app.services.accounts import disable as shut

    _tell((shut(build(), LOCAL_ACTOR, name, is_disabled=not enable),), json=json)
