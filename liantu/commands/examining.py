"""What works on this machine: doctor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from shutil import which

import click

from graph.language import say
from graph.stores.health import Check, examine_stores
from ingest.facts import shipped
from ingest.model import reader, relations
from liantu.cli import json_option
from liantu.output import print_json, print_table
from viz.pictures import Drawing, raster

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
    checks = [*examine_stores(), *_reading(), _fonts(), _printing()]
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        columns = (say("部分", "part"), say("状态", "state"), say("说明", "detail"), say("下一步", "next"))
        print_table(columns, [(c.name, say(*_STATES[c.state]), c.detail, c.next_step) for c in checks])
    if any(check.state == "broken" for check in checks):
        raise SystemExit(1)


def _reading() -> Iterator[Check]:
    """The parts of reading: the trained weights, and programs and packages for some formats."""
    yield _trained()
    office = which("soffice") or which("libreoffice")
    advice = say(
        "读 doc、wps、rtf 需要 LibreOffice：apt install libreoffice-writer",
        "doc, wps and rtf need LibreOffice: apt install libreoffice-writer",
    )
    yield Check("LibreOffice", "ok" if office else "missing", office or "", "" if office else advice)
    try:
        yield Check("rapidocr", "ok", f"rapidocr {version('rapidocr')}")
    except PackageNotFoundError:
        yield Check("rapidocr", "missing", "", "pip install 'liantu[ocr]'")


def _trained() -> Check:
    """Without one of its files, or with a damaged one, the program reads by rules alone: all are loaded, for only that shows it."""
    name = say("训练所得权重", "trained weights")
    if shipped().relations is None:
        return Check(name, "broken", "", say("请重新安装 liantu。", "Install liantu again."))
    size = sum(map(len, (*reader.weights(reader.WEIGHTS), *reader.weights(relations.WEIGHTS))))
    return Check(name, "ok", f"{size >> 10} KiB")


def _fonts() -> Check:
    """Without a font for them, two signs are drawn as the same empty box, or as nothing."""
    name = say("中文字体", "Chinese fonts")
    if len({_drawn(sign) for sign in "联图"}) == 2:
        return Check(name, "ok", say("图片可用", "pictures can be drawn"))
    advice = say(
        "apt install fonts-noto-cjk，否则图片里没有汉字", "apt install fonts-noto-cjk, or pictures show no Chinese"
    )
    return Check(name, "missing", "", advice)


def _drawn(sign: str) -> bytes:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">'
    return raster(Drawing(f'{head}<text y="26" font-size="24">{sign}</text></svg>', 32, 32), 72)


def _printing() -> Check:
    """The package for PDF is of no use without the library that it draws text with."""
    try:
        import_module("weasyprint")
    except ImportError:
        return Check("weasyprint", "missing", "", "pip install 'liantu[pdf]'")
    except OSError as error:
        return Check(
            "weasyprint", "broken", str(error).partition("\n")[0], "apt install libpango-1.0-0 libpangoft2-1.0-0"
        )
    return Check("weasyprint", "ok", f"weasyprint {version('weasyprint')}")
