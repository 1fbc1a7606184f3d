"""What works on this machine: doctor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from shutil import which

import click

from graph.language import say
from graph.stores.health import Check, examine_stores
from liantu.cli import json_option
from liantu.output import print_json, print_table

_STATES = {"ok": ("正常", "ok"), "missing": ("未安装", "missing"), "broken": ("有问题", "broken")}


@click.command(
    help=say(
        "检查本机上哪些部分可用。\n\n例：liantu doctor",
        "See which parts work on this machine.\n\nExample: liantu doctor",
    )
)
@json_option
def doctor(as_json: bool) -> None:
    """Examine engines, weights and optional parts; end with 1 where something is broken."""
    checks = [*examine_stores(), *_reading()]
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        columns = (say("部分", "part"), say("状态", "state"), say("说明", "detail"), say("下一步", "next"))
        print_table(columns, [(c.name, say(*_STATES[c.state]), c.detail, c.next_step) for c in checks])
    if any(check.state == "broken" for check in checks):
        raise SystemExit(1)


def _reading() -> Iterator[Check]:
    """The parts of reading: the trained weights, and programs and packages for some formats."""
    weights = files("ingest").joinpath("model", "reader.onnx")
    name = say("训练所得权重", "trained weights")
    if weights.is_file():
        yield Check(name, "ok", f"{len(weights.read_bytes()) >> 10} KiB")
    else:
        yield Check(name, "broken", "", say("请重新安装 liantu。", "Install liantu again."))
    office = which("soffice") or which("libreoffice")
    advice = say(
        "读 doc、wps、rtf 需要 LibreOffice：apt install libreoffice-writer",
        "doc, wps and rtf need LibreOffice: apt install libreoffice-writer",
    )
    yield Check("LibreOffice", "ok" if office else "missing", office or "", "" if office else advice)
    for package, extra in (("rapidocr", "ocr"), ("weasyprint", "pdf")):
        try:
            yield Check(package, "ok", version(package))
        except PackageNotFoundError:
            yield Check(package, "missing", "", f"pip install 'liantu[{extra}]'")
