"""Learns the weights of `data/source/weights.csv` from texts in which people have marked the names.

    python3 data/build/fit.py --gazetag target/release/gazetag MARKED.jsonl...

The texts are those of `gazetag evaluate`. Every hit that `gazetag explain` weighs is compared with what is marked: right are the readings
of the marked group, with coordinates only those within 161 km; if there are none, "no name" is right. The weights maximise the
log-likelihood of what is right, each text file counting alike, and are held to those set by hand (column `by_hand`) by a penalty on the
square of what they move. Without `--write` nothing is changed.

What is printed was learned without the text it speaks of: on every other file, and tried on the rest.

Weights decide what counts as named in a document and so what other evidence there is: after `--write`, run `cargo run -p gazetag-data`,
build gazetag anew and run this again until nothing moves any more.
"""

import argparse
import csv
import json
import math
import pathlib
import subprocess

import numpy

DATA = pathlib.Path(__file__).parent.parent
TABLE = DATA / "source" / "weights.csv"

GROUPS = {"country": "place", "region": "place", "city": "place", "place": "place", "person": "person", "organization": "organization"}
WORDS = {"place": "place", "person": "person", "per": "person", "org": "organization", "organization": "organization"}
NEAR_KM = 161.0

# What the rest of the document says stays as it was set by hand: it tells which of several places is meant, of which few texts are marked,
# and learned where it only seems to tell that there is a name it does so worse. So does how likely a country is beside a region of its name.
HELD = ("country", "region", "near", "source", "shared", "contained", "holds", "outside", "named_elsewhere", "decision", "runs_on")
HELD_ROWS = {("prior", "country"), ("prior", "region_decade"), ("prior", "city_decade"), ("prior", "capital"), ("form", "region_short"), ("head", "joined")}
# Rows that move together: which of two places is meant by their populations was set by hand too.
TOGETHER = {("prior", "region"): ("prior", "city")}
# How much of the sum of what speaks for a reading may count for its score.
CERTAINTIES = [step / 20 for step in range(6, 21)]
# Weights that say how likely a name is before anything else is known may be of any sign; others keep theirs.
ANY_SIGN = ("prior", "acronym")
# How far a weight may well move, in its own unit; what is multiplied by figures above one moves less.
STEP, SLOPE_STEP = 1.0, 0.3
SLOPES = ("region_decade", "city_decade", "place_fame", "person_fame", "organization_fame", "list")


def read_table():
    with open(TABLE, newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["key"] = (row["reason"], row["detail"])
        row["hand"] = float(row["by_hand"] or row["weight"])
        row["now"] = float(row["weight"])
    return rows


class Model:
    """What is learned: the rows that are not held."""

    def __init__(self, rows):
        self.rows = rows
        self.now = {row["key"]: row["now"] for row in rows}
        self.params, self.start, self.hand, self.step = {}, [], [], []
        for row in rows:
            reason, detail = row["key"]
            if reason in HELD or row["key"] in HELD_ROWS or row["key"] in TOGETHER:
                continue
            self.params[row["key"]] = len(self.start)
            self.start.append(row["now"])
            self.hand.append(row["hand"])
            self.step.append(SLOPE_STEP if detail in SLOPES else STEP)
        for key, other in TOGETHER.items():
            self.params[key] = self.params[other]
        self.start, self.hand, self.step = map(numpy.array, (self.start, self.hand, self.step))

    def write(self, values, certainty):
        for row in self.rows:
            if row["key"] == ("decision", "certainty"):
                row["weight"] = f"{certainty:g}"
            if row["key"] in self.params:
                param = self.params[row["key"]]
                learned = row["hand"] + values[param] - self.hand[param]
                if row["hand"] * learned < 0 and row["reason"] not in ANY_SIGN:
                    learned = 0.0
                row["weight"] = f"{round(learned, 2) + 0.0:g}"
        with open(TABLE, "w", newline="") as file:
            writer = csv.DictWriter(file, ["reason", "detail", "weight", "by_hand", "meaning"], lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(self.rows)


def nearest(now, keys, weight):
    return min(keys, key=lambda key: abs(now[key] - weight))


def features(model, hit, candidate, capitals):
    """Pairs of a row and how much the weight of the candidate grows with it."""
    now, kind = model.now, candidate["kind"]
    reasons = {evidence["reason"] for evidence in candidate["evidence"]}
    for evidence in candidate["evidence"]:
        reason, weight, words = evidence["reason"], evidence["weight"], evidence.get("words", "")
        if reason == "prior":
            rest = weight - now[reason, kind]
            yield (reason, kind), 1.0
            if kind == "city" and candidate["entity"] in capitals:
                yield (reason, "capital"), 1.0
                rest -= now[reason, "capital"]
            slope = (reason, kind + ("_decade" if kind in ("city", "region") else "_fame"))
            if kind != "country" and now[slope]:
                yield slope, rest / now[slope]
        elif reason == "form":
            bare = kind == "region" and candidate["form"] == "short"
            yield (reason, "region_short" if bare else candidate["form"]), 1.0
        elif reason == "other_language":
            keys = [(reason, "form"), (reason, "no_forms")] if "inflected" in reasons else [(reason, "name")]
            yield nearest(now, keys, weight), 1.0
        elif reason == "cue":
            yield (reason, "" if "prior" in reasons else "title"), 1.0
        elif reason in HELD:
            pass
        elif reason == "named_in_full":
            yield (reason, "" if "last_word" in reasons else "called"), 1.0
        elif reason in ("given_name", "family_name"):
            name = "given_name" if reason == "given_name" and hit["text"].startswith(words) else "family_name"
            rest = weight - now[name, ""]
            yield (name, ""), 1.0
            if reason == "family_name" and words == hit["text"]:
                yield (name, "alone"), 1.0
                rest -= now[name, "alone"]
            yield (name, "list"), rest / now[name, "list"]
        elif reason == "head":
            yield nearest(now, [(reason, kind), (reason, "joined")], weight), 1.0
        elif reason == "part_of_name":
            yield nearest(now, [(reason, ""), (reason, "compound"), (reason, "country_compound")], weight), 1.0
        else:
            yield (reason, ""), 1.0


def kilometres(a, b):
    lat, lon, other_lat, other_lon = (math.radians(x) for x in (*a, *b))
    h = math.sin((other_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def is_right(candidate, marked):
    group = marked.get(GROUPS[candidate["kind"]])
    if group is None:
        return False
    if candidate["kind"] == "country" or group.get("lat") is None or candidate.get("lat") is None:
        return True
    return kilometres((group["lat"], group["lon"]), (candidate["lat"], candidate["lon"])) <= NEAR_KM


class Corpus:
    """The hits of a file: a row for each candidate, and one for "no name" before those of each hit."""

    def __init__(self, model, gazetag, path, capitals):
        self.name = pathlib.Path(path).stem
        golds = [json.loads(line) for line in open(path)]
        explained = subprocess.run([gazetag, "explain", "--jsonl", "--demonyms", path], check=True, stdout=subprocess.PIPE).stdout
        groups = {WORDS.get(name["type"].lower()) for gold in golds for name in gold["entities"]} - {None}
        rows, weights, hits, right, kinds, self.spans = [], [], [], [], [], []
        self.gold = 0
        for gold, line in zip(golds, explained.splitlines(), strict=True):
            marked = {}
            for name in gold["entities"]:
                if name["type"].lower() in WORDS:
                    marked.setdefault((name["start"], name["end"]), {})[WORDS[name["type"].lower()]] = name
            self.gold += sum(map(len, marked.values()))
            for hit in json.loads(line)["hits"]:
                candidates = [candidate for candidate in hit["candidates"] if candidate["evidence"]]
                demonym = any(candidate.get("form") == "demonym" for candidate in candidates)
                # Nothing is known of those whose group nobody marked.
                known = any(GROUPS[candidate["kind"]] in groups for candidate in candidates)
                if hit.get("rejected", "unlikely") != "unlikely" or not known or demonym:
                    continue
                here = marked.get((hit["start"], hit["end"]), {})
                truth = [GROUPS[c["kind"]] not in groups and not here or is_right(c, here) for c in candidates]
                rows.append({})
                weights.append(0.0)
                right.append(not here or not any(truth))
                kinds.append("")
                for candidate, truth in zip(candidates, truth):
                    row = {}
                    for param, x in features(model, hit, candidate, capitals):
                        if param not in model.params:
                            continue
                        row[model.params[param]] = row.get(model.params[param], 0.0) + x
                    rows.append(row)
                    weights.append(sum(evidence["weight"] for evidence in candidate["evidence"]))
                    right.append(truth)
                    kinds.append(GROUPS[candidate["kind"]])
                hits += [len(self.spans)] * (1 + len(candidates))
                self.spans.append(set(here))
        self.x = numpy.zeros((len(rows), len(model.start)))
        for at, row in enumerate(rows):
            for param, x in row.items():
                self.x[at, param] = x
        self.weights, self.hits, self.right, self.kinds = map(numpy.array, (weights, hits, right, kinds))
        self.first = numpy.flatnonzero(numpy.diff(self.hits, prepend=-1))
        self.groups = groups

    def probabilities(self, moved, certainty=1.0):
        weights = certainty * (self.weights + self.x @ moved)
        powers = numpy.exp(weights - numpy.maximum.reduceat(weights, self.first)[self.hits])
        return powers / numpy.add.reduceat(powers, self.first)[self.hits]

    def loss(self, moved, certainty=1.0):
        """Mean of the negative log-likelihood, and its gradient where the certainty is 1."""
        p = self.probabilities(moved, certainty)
        sums = numpy.maximum(numpy.add.reduceat(p * self.right, self.first), 1e-12)
        posterior = p * self.right / sums[self.hits]
        return -numpy.log(sums).mean(), self.x.T @ (p - posterior) / len(sums)

    def mentions(self, moved, certainty, threshold):
        """Score and whether it is right, of the best readings of what becomes a mention, and whether span and group are marked."""
        p = self.probabilities(moved, certainty)
        ends = [*self.first[1:], len(p)]
        for hit, (first, end) in enumerate(zip(self.first, ends)):
            best = first + 1 + int(numpy.argmax(p[first + 1 : end]))
            if 1.0 - p[first] >= threshold and self.kinds[best] in self.groups:
                yield p[best], bool(self.right[best]), self.kinds[best] in self.spans[hit]


def learn(model, corpora, penalty):
    """The values that maximise likelihood less penalty, by L-BFGS."""

    def objective(u):
        moved = model.hand + u * model.step - model.start
        losses = [corpus.loss(moved) for corpus in corpora]
        value = sum(loss for loss, _ in losses) / len(losses) + penalty * (u @ u)
        return value, sum(gradient for _, gradient in losses) / len(losses) * model.step + 2 * penalty * u

    u = (model.start - model.hand) / model.step
    value, gradient = objective(u)
    steps, turns = [], []
    for _ in range(300):
        direction, alphas = gradient.copy(), []
        for s, y in reversed(list(zip(steps, turns))):
            alphas.append((s @ direction) / (y @ s))
            direction -= alphas[-1] * y
        if steps:
            direction *= (steps[-1] @ turns[-1]) / (turns[-1] @ turns[-1])
        for (s, y), alpha in zip(zip(steps, turns), reversed(alphas)):
            direction += s * (alpha - (y @ direction) / (y @ s))
        length = 1.0
        while True:
            tried = u - length * direction
            new, new_gradient = objective(tried)
            if new <= value - 1e-4 * length * (gradient @ direction) or length < 1e-8:
                break
            length /= 2
        s, y = tried - u, new_gradient - gradient
        if s @ y > 1e-12:
            steps, turns = [*steps, s][-10:], [*turns, y][-10:]
        done = value - new < 1e-9
        u, value, gradient = tried, new, new_gradient
        if done:
            break
    return model.hand + u * model.step


def report(title, corpora, moved, certainty, threshold):
    """Figures of corpora, each with its own weights; returns scores of mentions and whether they are right, by tenths of the score."""
    losses, f1s, all_mentions = [], [], []
    for corpus, moved in zip(corpora, moved):
        mentions = list(corpus.mentions(moved, certainty, threshold))
        found = sum(marked for _, _, marked in mentions)
        losses.append(corpus.loss(moved, certainty)[0])
        f1s.append(2 * found / (len(mentions) + corpus.gold))
        all_mentions += mentions
    bins = [[] for _ in range(10)]
    for score, right, _ in all_mentions:
        bins[min(int(score * 10), 9)].append((score, right))
    error = sum(abs(sum(s - r for s, r in b)) for b in bins) / len(all_mentions)
    print(f"{title}: log-loss {numpy.mean(losses):.3f}, F1 of hits {numpy.mean(f1s):.4f}, calibration error {error:.3f}")
    return bins


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("marked", nargs="+", help="files of marked texts, at least two")
    parser.add_argument("--gazetag", default="gazetag")
    parser.add_argument("--penalty", type=float, default=0.02)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()

    rows = read_table()
    model = Model(rows)
    threshold = model.now["decision", "threshold"]
    with open(DATA / "countries.csv", newline="") as file:
        capitals = {row["capital"] for row in csv.DictReader(file)} - {""}
    corpora = [Corpus(model, options.gazetag, path, capitals) for path in options.marked]

    still = [numpy.zeros(len(model.start))] * len(corpora)
    report("as it is", corpora, still, model.now["decision", "certainty"], threshold)
    # Every other file teaches what is tried on the rest.
    halves = [learn(model, half, options.penalty) - model.start for half in (corpora[1::2], corpora[0::2])]
    held_out = [halves[at % 2] for at in range(len(corpora))]

    def loss(certainty):
        return sum(corpus.loss(moved, certainty)[0] for corpus, moved in zip(corpora, held_out))

    certainty = min(CERTAINTIES, key=loss)
    bins = report("held out", corpora, held_out, certainty, threshold)
    print("score: mentions, mean score, share right")
    for at, members in enumerate(bins):
        if members:
            scores, rights = zip(*members)
            print(f"{at / 10:.1f}: {len(members):6} {numpy.mean(scores):.3f} {numpy.mean(rights):.3f}")
    values = learn(model, corpora, options.penalty)
    report("learned", corpora, [values - model.start] * len(corpora), certainty, threshold)
    print(f"certainty {certainty}")
    for key, param in model.params.items():
        print(f"{' '.join(key):32} by hand {model.hand[param]:6.2f} now {model.start[param]:6.2f} learned {values[param]:6.2f}")
    if options.write:
        model.write(values, certainty)


if __name__ == "__main__":
    main()
