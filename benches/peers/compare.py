"""gazetag beside Python peers on the same names and texts, as a table in Markdown.

    cargo bench --bench table -- --sets 1k,100k --export DIR
    python3 -m venv VENV
    VENV/bin/pip install -r benches/peers/requirements.txt
    VENV/bin/python benches/peers/compare.py DIR --sets 1k,100k

The peers get names and texts that are folded already, document by document. The two that find every hit are checked: with the whole-word
filter, which is timed, and the rule of capitals, which is not, they must find as many as gazetag. The others find the longest hits only,
in any capitalisation and by word edges of their own, so their numbers of hits differ. The speed of gazetag is that of the run which
wrote DIR.
"""

import argparse
import statistics
import time
import unicodedata
from functools import cache
from pathlib import Path

import ahocorasick
import ahocorasick_rs
import flashtext
import flashtext2
import spacy
from spacy.matcher import PhraseMatcher

SPACELESS = ("CJK ", "HIRAGANA ", "KATAKANA ", "KATAKANA-HIRAGANA ", "THAI ", "LAO ", "KHMER ", "MYANMAR ")


@cache
def kind(c):
    """`mark`, `word` for letters and digits of scripts with spaces, None for the rest."""
    category = unicodedata.category(c)
    if category.startswith("M"):
        return "mark"
    if category[0] in "LN" and not unicodedata.name(c, "").startswith(SPACELESS):
        return "word"
    return None


def is_edge(text, at):
    if at == 0 or at == len(text):
        return True
    after = kind(text[at])
    if after != "word":
        return after is None
    before = at - 1
    while before >= 0 and kind(text[before]) == "mark":
        before -= 1
    return before < 0 or kind(text[before]) != "word"


def has_capital(found):
    """Whether some word begins with a capital, if there are any in its script."""
    inside = False
    for c in found:
        if c.isupper() and not inside:
            return True
        if kind(c) != "mark":
            inside = kind(c) == "word"
    return not any(c.isupper() or c.islower() for c in found)


def whole(text, spans):
    return [(start, end) for start, end in spans if is_edge(text, start) and is_edge(text, end)]


def flashtext_(names):
    processor = flashtext.KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name)
    return lambda text: processor.extract_keywords(text, span_info=True)


def flashtext2_(names):
    processor = flashtext2.KeywordProcessor(case_sensitive=True)
    processor.add_keywords_from_iter(names)
    return processor.extract_keywords_with_span


def pyahocorasick_(names):
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    return lambda text: whole(text, ((last + 1 - length, last + 1) for last, length in automaton.iter(text)))


def ahocorasick_rs_(names):
    automaton = ahocorasick_rs.AhoCorasick(names)
    return lambda text: whole(text, ((s, e) for _, s, e in automaton.find_matches_as_indexes(text, overlapping=True)))


def spacy_(names):
    nlp = spacy.blank("xx")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("name", list(nlp.tokenizer.pipe(names)))
    return lambda text: matcher(nlp.make_doc(text))


PEERS = {
    "flashtext": flashtext_,
    "flashtext2": flashtext2_,
    "pyahocorasick + word filter": pyahocorasick_,
    "ahocorasick_rs + word filter": ahocorasick_rs_,
    "spaCy PhraseMatcher": spacy_,
}
FIND_ALL = ("pyahocorasick + word filter", "ahocorasick_rs + word filter")


def timed(run):
    start = time.perf_counter()
    value = run()
    return time.perf_counter() - start, value


def check(name, found, written, hits):
    capitals = sum(has_capital(text[start:end]) for text, spans in zip(written, found) for start, end in spans)
    if capitals != int(hits):
        raise SystemExit(f"{name} finds {capitals} hits, gazetag {hits}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--sets", default="1k,100k")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    print("| names | text | engine | MB/s | gazetag is faster by | hits | built in, s |")
    print("|---:|---|---|---:|---:|---:|---:|")
    for size in options.sets.split(","):
        names = (options.directory / f"{size}.names").read_text(encoding="utf-8").split("\n")
        built = {name: timed(lambda: make(names)) for name, make in PEERS.items()}
        for line in (options.directory / f"{size}.gazetag").read_text(encoding="utf-8").splitlines():
            text, hits, rate = line.split("\t")
            folded = (options.directory / f"{text}.folded").read_text(encoding="utf-8").split("\n")
            written = (options.directory / f"{text}.text").read_text(encoding="utf-8").split("\n")
            size_of_text = sum(len(document.encode()) for document in folded)
            print(f"| {size} | {text} | **gazetag** | {float(rate) / 1e6:.0f} | | {hits} | |")
            seconds = {name: [] for name in PEERS}
            count = {}
            for _ in range(options.rounds):
                for name, (_, find) in built.items():
                    spent, found = timed(lambda: [find(document) for document in folded])
                    seconds[name].append(spent)
                    count[name] = sum(map(len, found))
                    if name in FIND_ALL and len(seconds[name]) == 1:
                        check(name, found, written, hits)
            for name, (build, _) in built.items():
                speed = size_of_text / statistics.median(seconds[name])
                ratio = f"{float(rate) / speed:.1f}×"
                print(f"| {size} | {text} | {name} | {speed / 1e6:.1f} | {ratio} | {count[name]} | {build:.2f} |", flush=True)


if __name__ == "__main__":
    main()
