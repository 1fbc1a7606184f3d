"""Characters per CPU-second of each step of reading, beside jieba.posseg on the same text where jieba is installed.

Usage: python -m benchmarks.reading [--characters 200000]

The text is that of the samples, over and over; each figure is the best of three; those of reading to facts are of the samples once over,
by the trained readers of one run after the others, for they remember what they have read.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.clean import clean
from ingest.context import context
from ingest.facts import Readers, facts, shipped
from ingest.gazetteer import gazetteer
from ingest.mask.tagger import Tagger
from ingest.outline import outline
from ingest.page import page_of
from ingest.read import read
from ingest.read.decode import decode
from ingest.text import Source

TIMES = 3
PEER = 40
"""Documents that jieba.posseg reads; with more it would only take longer."""
SAMPLES = Path(__file__).parents[1] / "samples"


def sources(characters: int) -> list[Source]:
    """Return the samples, repeated until they have so many characters."""
    paths = sorted(path for path in SAMPLES.rglob("*.txt") if path.is_file())
    once = [read(path, path.name) for path in paths]
    size = sum(len(source.text) for source in once)
    return once * max(1, round(characters / size))


def rate(work: Callable[[], object], characters: int) -> float:
    """Return the characters per CPU-second of the best of three runs."""
    best = float("inf")
    for _ in range(TIMES):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return characters / best


def measure(documents: Sequence[Source]) -> dict[str, float]:
    """Return the rate of each step."""
    characters = sum(len(document.text) for document in documents)
    encoded = [document.text.encode("gb18030") for document in documents]
    cleaned = [clean(document) for document in documents]
    outlined = [outline(text) for text in cleaned]
    triples = list(zip(documents, cleaned, outlined, strict=True))
    gazetteer()
    rates = {
        "decode": rate(lambda: [decode(data) for data in encoded], characters),
        "clean": rate(lambda: [clean(document) for document in documents], characters),
        "outline": rate(lambda: [outline(text) for text in cleaned], characters),
        "places": rate(lambda: [gazetteer().find(text.text) for text in cleaned], characters),
        "context": rate(lambda: [context(*triple) for triple in triples], characters),
    }
    rates["clean and outline"] = 1 / (1 / rates["clean"] + 1 / rates["outline"])
    return rates


def whole(documents: Sequence[Source]) -> dict[str, float]:
    """Return the rate from the decoded text to facts: with the trained readers, by rules and LAC, which finds names to mask, and by rules alone."""
    once = {document.text: document for document in documents}.values()
    characters = sum(len(document.text) for document in once)

    def read_with(readers: Readers, times: int) -> float:
        best = float("inf")
        for _ in range(times):
            Tagger._persons.cache_clear()  # it remembers sentences
            started = time.process_time()
            for document in once:
                facts(page_of(document), readers=readers)
            best = min(best, time.process_time() - started)
        return characters / best

    return {
        "to facts, rules": read_with(Readers(None), TIMES),
        "to facts, bare": read_with(Readers(None, tagger=False), TIMES),
        "to facts, trained": read_with(shipped(), 1),
    }


def posseg(texts: Sequence[str]) -> float | None:
    """Return the rate of jieba.posseg on clean texts; None where jieba is not installed.

    Clean, for its dictionary is in simplified characters: of traditional ones it knows no word, tries all of its 256 states for each character
    and is a hundred times slower, so that one such sample would be all that the figure tells.
    """
    try:
        import jieba.posseg as peer
    except ImportError:
        return None
    list(peer.cut("加载词典"))
    return rate(lambda: [list(peer.cut(text)) for text in texts], sum(map(len, texts)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=200_000)
    documents = sources(parser.parse_args().characters)
    rates = whole(documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rates = measure(documents) | rates
    beside = posseg([clean(document).text for document in documents[:PEER]])
    for step, figure in rates.items():
        ratio = f"{figure / beside:8.1f} x jieba.posseg" if beside else ""
        print(f"{step:20}{figure:12,.0f} characters per CPU-second{ratio}")
    print(f"{'jieba.posseg':20}{beside:12,.0f} characters per CPU-second" if beside else "jieba is not installed")

    print(f"peak memory of reading to facts {peak:,.0f} MB")


if __name__ == "__main__":
    main()
