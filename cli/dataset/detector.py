# %% [markdown]
# A baseline detector on the flows of a data set of `metarange export --as dataset`: logistic regression on what a defender
# could see. Cells run in any notebook that knows `# %%`, and the file as it is:
#
#     python3 detector.py [FOLDER] [--json]
#
# It reads flows.parquet where pandas is there with a reader of Parquet, else flows.csv with the standard library alone; it fits with scikit-learn where
# that is there, else by itself. Half of the replications train, the others test: runs of one replication share random numbers.

# %% Where the data set is
import csv
import json
import math
import os
import random
import sys

arguments = [word for word in sys.argv[1:] if not word.startswith("-")]
FOLDER = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))

# %% What a defender could see. No name here begins with truth_, and none is an address, a time or a run.
# Roles are left out: only attackers are strangers to the inventory, which would be too easy.
COUNTS = ["messages", "bytes", "delivered", "refused", "dropped", "opened", "not_opened", "kinds"]
MEASURES = ["mean_bytes", "mean_interarrival_ns", "duration_ns"]
COLUMNS = ["replication", "place", *COUNTS, *MEASURES, "truth_label", "truth_malicious"]


def read_flows(folder):
    """Rows of the flows as dictionaries, by pandas where it can, and the file that they are from."""
    try:
        import pandas

        frame = pandas.read_parquet(os.path.join(folder, "flows.parquet"), columns=COLUMNS)
        return frame.astype(object).where(frame.notna(), None).to_dict("records"), "flows.parquet"
    except ImportError:
        with open(os.path.join(folder, "flows.csv"), newline="", encoding="utf-8") as file:
            return [{name: row[name] for name in COLUMNS} for row in csv.DictReader(file)], "flows.csv"


def number(value):
    return 0.0 if value in (None, "") else float(value)


flows, source = read_flows(FOLDER)
places = sorted({flow["place"] for flow in flows})


def features(flow):
    """Logarithms, since counts and sizes span orders of magnitude; the reference point as one of several."""
    return [
        *(math.log1p(number(flow[name])) for name in COUNTS + MEASURES),
        *(1.0 if flow["place"] == place else 0.0 for place in places),
    ]


# %% Half of the replications to learn from, the others to be tested on
replications = sorted({int(flow["replication"]) for flow in flows})
if len(replications) < 2:
    sys.exit("detector: one replication only, so nothing to test on; make the run with --replications 4 or more")
held_out = set(replications[1::2])
groups = {replication: ([], [], []) for replication in replications}
for flow in flows:
    rows, labels, names = groups[int(flow["replication"])]
    rows.append(features(flow))
    labels.append(1 if str(flow["truth_malicious"]).lower() == "true" else 0)
    names.append(flow["truth_label"])
train_rows = [row for replication in replications if replication not in held_out for row in groups[replication][0]]
train_labels = [label for replication in replications if replication not in held_out for label in groups[replication][1]]
if len(set(train_labels)) < 2:
    sys.exit("detector: nothing to tell apart: the training half is all benign or all malicious")

# %% The same scale for every feature, learnt on the training half
count = len(train_rows)
means = [sum(column) / count for column in zip(*train_rows)]
spreads = [
    math.sqrt(sum((value - mean) ** 2 for value in column) / count) or 1.0 for column, mean in zip(zip(*train_rows), means)
]


def scaled(row):
    return [(value - mean) / spread for value, mean, spread in zip(row, means, spreads)]


# %% Logistic regression, benign and malicious counting alike
def fit_by_hand(rows, labels, most=4000, rounds=30):
    """Stochastic gradient on a balanced sample, in a fixed order."""
    chance = random.Random(1)
    by_label = [[row for row, label in zip(rows, labels) if label == wanted] for wanted in (0, 1)]
    sample = [
        (row, wanted)
        for wanted in (0, 1)
        for row in (chance.sample(by_label[wanted], most) if len(by_label[wanted]) > most else by_label[wanted])
    ]
    weight = [len(sample) / 2 / sum(1 for _, label in sample if label == wanted) for wanted in (0, 1)]
    weights, bias = [0.0] * len(rows[0]), 0.0
    for turn in range(rounds):
        chance.shuffle(sample)
        rate = 0.1 / (1 + turn)
        for row, label in sample:
            score = bias + sum(a * b for a, b in zip(weights, row))
            step = rate * weight[label] * (label - 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))
            bias += step
            weights = [a + step * b - rate * 1e-4 * a for a, b in zip(weights, row)]
    return lambda row: bias + sum(a * b for a, b in zip(weights, row))


def fit(rows, labels):
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        return "by hand", fit_by_hand(rows, labels)
    model = LogisticRegression(class_weight="balanced", max_iter=1000).fit(rows, labels)
    weights, bias = [float(value) for value in model.coef_[0]], float(model.intercept_[0])
    return "scikit-learn", lambda row: bias + sum(a * b for a, b in zip(weights, row))


train_scaled = [scaled(row) for row in train_rows]
method, score_of = fit(train_scaled, train_labels)


# %% What it is worth
def auc(scores, labels):
    """Chance that a malicious flow scores above a benign one, ties counting half; None where one of them is missing."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    bad = sum(labels)
    if bad == 0 or bad == len(labels):
        return None
    ranks, at = 0.0, 0
    while at < len(order):
        end = at
        while end < len(order) and scores[order[end]] == scores[order[at]]:
            end += 1
        ranks += (at + 1 + end) / 2 * sum(labels[index] for index in order[at:end])
        at = end
    return (ranks - bad * (bad + 1) / 2) / (bad * (len(labels) - bad))


def best_threshold(scores, labels):
    """The score from which on F1 is best, on the training half."""
    hits, best, threshold = 0, -1.0, 0.0
    bad = sum(labels)
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    for called, index in enumerate(order, 1):
        hits += labels[index]
        if called < len(order) and scores[order[called]] == scores[index]:
            continue
        f1 = 2 * hits / (called + bad)
        if f1 > best:
            best, threshold = f1, scores[index]
    return threshold


# Student's t, 97.5 %, by degrees of freedom; beyond the list the normal one.
STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]


def interval(values):
    """95 % interval of a mean over replications, which are independent; None below two."""
    if len(values) < 2:
        return None
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values))
    reach = spread * (STUDENT[len(values) - 2] if len(values) - 2 < len(STUDENT) else 1.96)
    return [max(0.0, mean - reach), min(1.0, mean + reach)]


threshold = best_threshold([score_of(row) for row in train_scaled], train_labels)
scores, labels, names, per_replication = [], [], [], []
for replication in sorted(held_out):
    rows, own_labels, own_names = groups[replication]
    own_scores = [score_of(scaled(row)) for row in rows]
    value = auc(own_scores, own_labels)
    if value is not None:
        per_replication.append(value)
    scores += own_scores
    labels += own_labels
    names += own_names
called = [score >= threshold for score in scores]
hits = sum(1 for call, label in zip(called, labels) if call and label)


def share(part, whole):
    return part / whole if whole else None


def auc_of(attack):
    kept = [index for index, name in enumerate(names) if name in (attack, "benign")]
    return auc([scores[index] for index in kept], [labels[index] for index in kept])


result = {
    "source": source,
    "method": method,
    "train": {"replications": len(replications) - len(held_out), "flows": len(train_rows), "malicious": sum(train_labels)},
    "test": {"replications": len(held_out), "flows": len(scores), "malicious": sum(labels)},
    "precision": share(hits, sum(called)),
    "recall": share(hits, sum(labels)),
    "auc": share(sum(per_replication), len(per_replication)),
    "aucCi95": interval(per_replication),
    "aucByLabel": {attack: auc_of(attack) for attack in sorted(set(names) - {"benign"})},
}

# %% Read it
if "--json" in sys.argv:
    print(json.dumps(result))
else:
    shown = lambda value: "unknown" if value is None else f"{value:.3f}"
    print(f"{source}: logistic regression, {method}; half of the replications train, the others test")
    for half in ("train", "test"):
        print(f"{half:9} {result[half]['replications']} replications, {result[half]['flows']} flows, {result[half]['malicious']} malicious")
    print(f"precision {shown(result['precision'])}   recall {shown(result['recall'])}")
    print(f"AUC       {shown(result['auc'])}   95 % over replications: {'unknown' if result['aucCi95'] is None else [round(end, 3) for end in result['aucCi95']]}")
    for attack, value in result["aucByLabel"].items():
        print(f"  {attack:12} {shown(value)}")
