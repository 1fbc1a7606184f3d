"""The ``liantu`` command: what every command shares, and how it ends.

Exit codes: 0 done; 1 only ``gaps --fail-on``; 2 wrong use, refused or faulty query, unknown name; 3 nothing could be read, or workspace locked; 70 a bug.
"""

from __future__ import annotations

import gettext
import logging
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import click

from graph.errors import LiantuError
from graph.language import say
from graph.workspace import Workspace

_F = TypeVar("_F", bound=Callable[..., Any])
BUG = 70


def workspace_option(command: _F) -> _F:
    """Add ``-w``; the command gets ``workspace: Workspace``."""
    return click.option(
        "-w", "--workspace", metavar=say("文件夹", "FOLDER"), type=lambda text: Workspace(Path(text)),
        default=lambda: os.environ.get("LIANTU_WORKSPACE", "liantu-workspace"),
        help=say("工作区（默认 LIANTU_WORKSPACE 或 ./liantu-workspace）", "workspace (default LIANTU_WORKSPACE or ./liantu-workspace)"),
    )(command)  # fmt: skip


def json_option(command: _F) -> _F:
    """Add ``--json``; the command gets ``as_json: bool``."""
    return click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))(command)


def form_option(command: _F) -> _F:
    """Add ``--json`` and ``--csv``; the command gets ``form: str | None``, in which its answer is printed."""
    csv = click.option("--csv", "form", flag_value="csv", help=say("输出 CSV", "print CSV"))
    return click.option("--json", "form", flag_value="json", help=say("输出 JSON", "print JSON"))(csv(command))


def sheet_option(command: _F) -> _F:
    """Add ``-o``; the command gets ``out: Path | None``, a sheet to write in place of printing."""
    return click.option(
        "-o", "--out", type=click.Path(dir_okay=False, path_type=Path),
        help=say("写成文件：.csv、.xlsx 或 .html", "write a file: .csv, .xlsx or .html"),
    )(command)  # fmt: skip


def confidence_option(command: _F) -> _F:
    """Add ``--min-confidence``; the command gets ``min_confidence: float``."""
    return click.option(
        "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="0..1",
        help=say("只用把握不低于此值的关系", "use only relations at least this sure"),
    )(command)  # fmt: skip


_ARGUMENTS = {
    "start": "起点", "end": "终点", "name": "名称", "others": "另一名称…", "leaving": "拆出的名称…", "finding": "缺口编号",
    "ids": "编号…", "before": "旧快照", "after": "新快照", "source": "文件或文件夹", "paths": "文件或文件夹…", "text": "查询",
}  # fmt: skip
"""Arguments of commands as Chinese help calls them."""


def in_words(command: click.Command) -> click.Command:
    """Call what may stand behind a command by words of the user's language."""
    command.options_metavar = say("[选项]", "[OPTIONS]")
    for parameter in command.params:
        if isinstance(parameter, click.Argument) and parameter.name in _ARGUMENTS:
            called = _ARGUMENTS[parameter.name]
            parameter.metavar = say(called if parameter.required else f"[{called}]", "") or None
    if isinstance(command, click.Group):
        command.subcommand_metavar = say("[命令] …", "COMMAND [ARGS]...")
        for below in command.commands.values():
            in_words(below)
    return command


class Commands(click.Group):
    """The group of all commands; each one's module is loaded when it is used, so that none waits for another's libraries."""

    modules: ClassVar[dict[str, str]] = {
        name: module
        for module, names in (
            ("reading", ("ingest", "show")),
            ("asking", ("query", "sparql", "ask")),
            ("gaps", ("gaps",)),
            ("analysing", ("path", "around", "matrix")),
            ("duties", ("duties",)),
            ("analysing", ("compare", "whatif", "explore")),
            ("deciding", ("review", "diff", "import")),
            ("taking", ("export", "push")),
            ("examining", ("doctor",)),
            ("reading", ("demo", "version")),
        )
        for name in names
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of a first day with the program."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command's module."""
        if cmd_name not in self.modules:
            return None
        module = import_module(f"liantu.commands.{self.modules[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return in_words(command)


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=say(
        "联图：读工作文档，成关系图谱，句句有出处，找出没有连上的地方。\n\n例：liantu ingest 文件夹；liantu gaps；liantu show 市委统战部",
        "Liantu reads work documents into a graph in which every edge has its sentence, and finds what is not linked.\n\n"
        "Example: liantu ingest FOLDER; liantu gaps; liantu show NAME",
    ),
)
@click.option("--debug", is_flag=True, help=say("出错时显示全部细节", "show all details of a failure"))
@click.option("-v", "--verbose", is_flag=True, help=say("说明每一步", "tell each step"))
def cli(debug: bool, verbose: bool) -> None:
    """Hold what all commands share."""
    level = logging.DEBUG if debug else logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(name)s: %(message)s", stream=sys.stderr, force=True)
    logging.getLogger("filelock").setLevel(logging.WARNING)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        gettext.bindtextdomain("messages", str(files("liantu") / "locale"))  # where click looks for what it says
        sys.exit(in_words(cli).main(given, prog_name="liantu", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        usage = f"{context.get_usage()}\n" if context else ""
        click.echo(f"{usage}{say('用法有误：', 'Wrong use: ')}{error.format_message()}", err=True)
        sys.exit(2)
    except LiantuError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("已中断。", "Broken off."), err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if "--debug" in given:
            traceback.print_exc()
        advice = say("这是程序的缺陷，加 --debug 可看细节。", "This is a fault of the program; --debug shows details.")
        click.echo(f"{type(error).__name__}: {error}. {advice}", err=True)
        sys.exit(BUG)
