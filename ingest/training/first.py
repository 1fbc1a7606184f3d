# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,misc"
"""Networks taught once on labelled documents that are not of the corpus, from which those of the folds go on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.model import reader, relations
from ingest.page import read_page
from ingest.training.corpus import Labelled, load_folder
from ingest.training.encoder import Pretrained

if TYPE_CHECKING:
    from ingest.training.relation_fit import Scorer

EPOCHS, RELATION_EPOCHS = 5, 10
SEED = 0
_LIST, _START = "documents.txt", "start.pt"


class First:
    """The networks of a folder, made where they are missing; none where no documents were given.

    Args:
        place: where they lie, with the list of the folders of the documents, NAME.txt with NAME.json in each.
        folders: of the documents; empty for those that were given before.
    """

    def __init__(self, place: Path, folders: Sequence[Path] = ()) -> None:
        self._place = place
        if folders:
            place.mkdir(parents=True, exist_ok=True)
            (place / _LIST).write_text("".join(f"{_digest(folder)} {folder}\n" for folder in folders), encoding="utf-8")
        self.told = _read(place / _LIST)
        """The folders with the digest of what they held; empty where none was given."""

    @cached_property
    def documents(self) -> list[Labelled]:
        """The documents."""
        return [d for line in self.told.splitlines() for d in load_folder(Path(line.split(" ", 1)[1]), read_page)]

    def start(self, pretrained: Pretrained, floors: Mapping[str, int]) -> dict[str, Any] | None:
        """Return the weights of the span network that a fold's goes on from."""
        import torch

        from ingest.training import export, fit
        from ingest.training.examples import examples

        place = self._place / pretrained.name
        if self.told and _read(place / _LIST) != self.told:
            net = fit.fit(examples(self.documents, pretrained.cutter()), pretrained, EPOCHS, SEED)
            export.save(fit.give(net), pretrained, place / reader.WEIGHTS, floors)
            torch.save(net.state_dict(), place / _START)
            (place / relations.WEIGHTS).unlink(missing_ok=True)
            (place / _LIST).write_text(self.told, encoding="utf-8")
        return torch.load(place / _START) if self.told else None

    def scorer(self, encoder: str) -> Scorer | None:
        """Return the relation network that a fold's goes on from; `start` has to be made before it."""
        from ingest.training import pairing, relation_fit

        place = self._place / encoder
        if self.told and not (place / relations.WEIGHTS).exists():
            spans = reader.Reader([(place / reader.WEIGHTS).read_bytes()])
            net = relation_fit.fit([pairing.pairs(d, spans) for d in self.documents], RELATION_EPOCHS, SEED)
            relation_fit.save(net, place / relations.WEIGHTS)
        return relation_fit.load(place / relations.WEIGHTS) if self.told else None


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.json")]):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()
