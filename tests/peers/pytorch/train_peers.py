#!/usr/bin/env python3
"""Trains the model of an attn4j run in PyTorch, from the same parameters on the same windows of text, and compares the losses.

    ./attn4j train --model m.json --data texts.txt --out run
    python3 train_peers.py --run run --data texts.txt                       # the first 50 steps, in fp64
    python3 train_peers.py --run run --data texts.txt --dtype f32 --steps 200 --threads 2
    python3 train_peers.py --run run --data texts.txt --dtype f32 --device cuda

What a step is follows from the configuration in the run's checkpoint: parameters start as numbers drawn by seed, name and
index, windows are drawn by seed and step, the schedule is a function of the step. All of this is written again here, from
docs/training.md and docs/equations.md, and nothing of attn4j runs. The model is written as PyTorch users would: modules,
masks, autograd, torch.optim.AdamW, torch.nn.utils.clip_grad_norm_.

Prints a line of JSON for each step (both losses, their relative difference, the milliseconds of a step in PyTorch), then one
with the largest differences; exits with 1 where one of the first ten steps differs by more than --early, or one of the others
by more than --late.

`--data` is the training text: with a directory, or where validation was held out of the file, what attn4j trained on.
Mechanisms: standard, centroid (chunks), linformer (block and past-only), synthesizer (dense, random), collaborative without
gates.

Needs PyTorch 2.0 or later and numpy.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import numpy as np

MASK64 = (1 << 64) - 1
INCREMENT = 0x9E3779B97F4A7C15
WINDOWS = 0x77696E646F7773
BIASES = {"bq", "bk", "bv", "bo", "b1", "b2", "ba", "bb", "eb", "fb", "bias", "key_bias"}
OVER_ROWS = {"e", "f", "r", "r1", "r2", "u"}


class UsageError(Exception):
    """What the user has to correct, in one line."""


# Random numbers by position: SplitMix64's finaliser over seed and indices.


def mix(z):
    z = np.asarray(z, dtype=np.uint64)
    with np.errstate(over="ignore"):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def add(z, constant):
    with np.errstate(over="ignore"):
        return z + np.uint64(constant & MASK64)


def state(seed, *indices):
    """The state of stream `seed` at `indices`; an index may be an array."""
    z = mix(np.uint64((seed + INCREMENT) & MASK64))
    for index in indices:
        if isinstance(index, np.ndarray):
            with np.errstate(over="ignore"):
                step = (index.astype(np.uint64) + np.uint64(1)) * np.uint64(INCREMENT)
        else:
            step = np.uint64((index + 1) * INCREMENT & MASK64)
        z = mix(z ^ step)
    return z


def uniform(bits):
    return ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def normal(seed, *indices):
    z = state(seed, *indices)
    radius = np.sqrt(-2 * np.log(uniform(mix(add(z, INCREMENT)))))
    return radius * np.cos(2 * np.pi * uniform(mix(add(z, 2 * INCREMENT))))


def below(bound, seed, *indices):
    return min(bound - 1, int(float(uniform(mix(add(state(seed, *indices), INCREMENT)))) * bound))


def java_hash(text):
    """String.hashCode, as a signed 32-bit number."""
    value = 0
    for letter in text:
        value = (31 * value + ord(letter)) & 0xFFFFFFFF
    return value - (1 << 32) if value >> 31 else value


# The model's parameters, in order: name -> (shape, mean, deviation, whether weight decay applies).


def attention_shapes(config):
    m, heads, window = config["width"], config["heads"], config["window"]
    attention = config["attention"]
    options, rank, dim = attention["options"], attention["rank"], m // heads
    mechanism = attention["mechanism"]
    kv = (attention["kv_heads"] or heads) * dim
    if mechanism == "centroid":
        shapes = {name: (m, m) for name in ("wq", "wk", "wv", "wo")}
    elif mechanism == "collaborative":
        rank = rank or m // 2
        shapes = {"wq": (m, rank), "wk": (m, rank), "mu": (heads, rank), "wv": (m, m), "wo": (m, m)}
    elif mechanism == "synthesizer":
        shapes = {"wv": (m, m), "wo": (m, m)}
        mode = options.get("mode", "dense")
        if mode == "random":
            shapes["r"] = (heads, window, window)
        elif mode == "dense":
            rank = rank or dim
            shapes.update({"w1": (heads, m, rank), "b1": (heads, rank), "w2": (heads, rank, window)})
        else:
            raise UsageError(f"mode: got {mode}; needs dense or random; try another run")
    elif mechanism in ("standard", "linformer"):
        shapes = {"wq": (m, m), "wk": (m, kv), "wv": (m, kv), "wo": (m, m)}
        if mechanism == "linformer":
            rank = rank or min(64, window)
            block = options.get("causal-form") == "block"
            columns = int(options.get("block", 4 * rank)) if block else window
            shapes.update({"e": (rank, columns), "f": (rank, columns)})
    else:
        raise UsageError(f"mechanism: got {mechanism}; needs one that this script knows; try another run")
    if attention["weights"]:
        raise UsageError("weights: got shapes of other weights; needs the usual ones; try another run")
    return shapes


def parameter_list(config):
    m, f, vocabulary = config["width"], config["mlp"], config["vocabulary"]
    gain = config.get("initial_gain", 1 / math.sqrt(3))
    parameters = {}
    options = config["attention"]["options"]

    def matrix(name, fan_in, *shape):
        parameters[name] = (shape, 0.0, gain / math.sqrt(fan_in), True)

    def constant(name, value, *shape):
        parameters[name] = (shape, float(value), 0.0, False)

    def weight(name, short, shape):
        if short in BIASES:
            constant(name, 0, *shape)
        elif short in ("e", "f") and "horizon" in options:
            parameters[name] = (shape, 1.0 - shares_kept(shape[0], int(options["horizon"])).astype(np.float64), 0.0, True)
        elif short == "mu":
            parameters[name] = (shape, 1.0, 0.2, False)
        else:
            matrix(name, shape[-1] if short in OVER_ROWS else shape[-2], *shape)

    matrix("embedding.weight", m, vocabulary, m)
    matrix("positions.weight", m, config["window"], m)
    shapes = attention_shapes(config)
    shared = config["attention"]["shared"]
    for short in shared:
        weight("attention." + short, short, shapes[short])
    for layer in range(config["layers"]):
        prefix = f"layers.{layer}."
        constant(prefix + "norm1.weight", 1, m)
        constant(prefix + "norm1.bias", 0, m)
        for short, shape in shapes.items():
            if short not in shared:
                weight(prefix + "attention." + short, short, shape)
        constant(prefix + "norm2.weight", 1, m)
        constant(prefix + "norm2.bias", 0, m)
        matrix(prefix + "mlp.w1", m, m, f)
        constant(prefix + "mlp.b1", 0, f)
        matrix(prefix + "mlp.w2", f, f, m)
        constant(prefix + "mlp.b2", 0, m)
    constant("norm.weight", 1, m)
    constant("norm.bias", 0, m)
    if not config["tied_head"]:
        matrix("head.weight", m, m, vocabulary)
    return parameters


def shares_kept(slots, horizon):
    """What each slot of past-only attention keeps of itself from token to token, as numbers of fp32."""
    places = np.arange(slots) / (slots - 1) if slots > 1 else np.ones(1)
    return (1 - 0.5 * (2 / horizon) ** places).astype(np.float32)


def start(name, shape, mean, deviation, seed):
    count = math.prod(shape)
    if isinstance(mean, np.ndarray):
        return np.broadcast_to(mean[:, None], shape).astype(np.float32)
    if deviation == 0:
        return np.full(shape, mean, np.float32)
    drawn = normal(seed, java_hash(name), np.arange(count, dtype=np.int64))
    return (mean + deviation * drawn).astype(np.float32).reshape(shape)


def learning_rate(training, step):
    rate, warmup, steps = training["learning_rate"], training["warmup"], training["steps"]
    schedule, last = training["schedule"], training["final_share"]
    if schedule == "none":
        return rate
    if step <= warmup:
        return rate * step / warmup
    done = 1 if steps <= warmup else min(1, (step - warmup) / (steps - warmup))
    if schedule == "cosine":
        return rate * (last + (1 - last) * 0.5 * (1 + math.cos(math.pi * done)))
    if schedule == "linear":
        return rate * (last + (1 - last) * (1 - done))
    return rate * math.sqrt(max(1, warmup) / step)


def batch(text, training, window, seed, step):
    starts = [below(len(text) - window, seed, WINDOWS, step, row) for row in range(training["batch"])]
    rows = np.stack([text[at : at + window + 1] for at in starts]).astype(np.int64)
    return rows[:, :-1], rows[:, 1:]


# The model in PyTorch.


def heads_of(x, heads):
    batches, rows, columns = x.shape
    return x.view(batches, rows, heads, columns // heads).transpose(1, 2)


def side_by_side(x):
    batches, heads, rows, columns = x.shape
    return x.transpose(1, 2).reshape(batches, rows, heads * columns)


class Model:
    """The language model as functions of a dictionary of tensors."""

    def __init__(self, torch, config, tensors):
        self.torch = torch
        self.config = config
        self.tensors = tensors
        attention = config["attention"]
        self.options = attention["options"]
        name = attention["mechanism"]
        self.attend = {
            "standard": self.standard,
            "centroid": self.centroid,
            "collaborative": self.collaborative,
            "linformer": self.block if self.options.get("causal-form") == "block" else self.past_only,
            "synthesizer": self.random if self.options.get("mode") == "random" else self.dense,
        }[name]
        rows = torch.arange(config["window"])
        self.future = rows[:, None] < rows[None, :]

    def logits(self, ids):
        torch, config, t = self.torch, self.config, self.tensors
        functional = torch.nn.functional
        m = config["width"]
        x = t["embedding.weight"][ids] + t["positions.weight"]
        for layer in range(config["layers"]):
            prefix = f"layers.{layer}."

            def weight(short):
                own = t.get(prefix + "attention." + short)
                return t.get("attention." + short) if own is None else own

            normed = functional.layer_norm(x, (m,), t[prefix + "norm1.weight"], t[prefix + "norm1.bias"])
            x = x + self.attend(normed, weight) @ weight("wo")
            normed = functional.layer_norm(x, (m,), t[prefix + "norm2.weight"], t[prefix + "norm2.bias"])
            hidden = normed @ t[prefix + "mlp.w1"] + t[prefix + "mlp.b1"]
            activation = config["activation"]
            hidden = (
                functional.relu(hidden)
                if activation == "relu"
                else functional.gelu(hidden, approximate="tanh" if activation == "gelu-tanh" else "none")
            )
            x = x + hidden @ t[prefix + "mlp.w2"] + t[prefix + "mlp.b2"]
        x = functional.layer_norm(x, (m,), t["norm.weight"], t["norm.bias"])
        return x @ (t["embedding.weight"].T if config["tied_head"] else t["head.weight"])

    def scale(self, columns):
        given = self.config["attention"].get("scale")
        return 1 / math.sqrt(columns) if given is None else given

    def softmax(self, logits, hidden):
        return self.torch.softmax(logits.masked_fill(hidden, -math.inf), -1)

    def projected(self, x, weight):
        heads = self.config["heads"]
        groups = self.config["attention"]["kv_heads"] or heads
        k, v = heads_of(x @ weight("wk"), groups), heads_of(x @ weight("wv"), groups)
        if groups != heads:
            k, v = (y.repeat_interleave(heads // groups, 1) for y in (k, v))
        return heads_of(x @ weight("wq"), heads), k, v

    def standard(self, x, weight):
        q, k, v = self.projected(x, weight)
        p = self.softmax(self.scale(q.shape[-1]) * q @ k.transpose(-1, -2), self.future)
        return side_by_side(p @ v)

    def two_sets(self, q, k, v, slots_k, slots_v, chunk, per_chunk):
        """Own chunk up to the row itself, and the slots of earlier chunks, in one softmax."""
        torch = self.torch
        n = q.shape[-2]
        scale = self.scale(q.shape[-1])
        rows = torch.arange(n)
        apart = rows[:, None] // chunk != rows[None, :] // chunk
        unseen = torch.arange(slots_k.shape[-2])[None, :] // per_chunk >= rows[:, None] // chunk
        logits = scale * torch.cat((q @ k.transpose(-1, -2), q @ slots_k.transpose(-1, -2)), -1)
        p = self.softmax(logits, torch.cat((self.future | apart, unseen), -1))
        return side_by_side(p[..., :n] @ v + p[..., n:] @ slots_v)

    def block(self, x, weight):
        q, k, v = self.projected(x, weight)
        e, f = weight("e"), weight("f")
        r, c = e.shape
        whole = x.shape[1] // c * c

        def slots(y, matrix):
            batches, heads, _, columns = y.shape
            blocks = y[:, :, :whole].reshape(batches, heads, whole // c, c, columns)
            return (matrix @ blocks).reshape(batches, heads, whole // c * r, columns)

        return self.two_sets(q, k, v, slots(k, e), slots(v, f), c, r)

    def past_only(self, x, weight):
        torch = self.torch
        q, k, v = self.projected(x, weight)
        e, f = weight("e"), weight("f")
        products = torch.tril(q @ k.transpose(-1, -2))
        if "horizon" in self.options:
            kept = torch.tensor(shares_kept(e.shape[0], int(self.options["horizon"]))).to(e.dtype).to(e.device)
            n = x.shape[1]
            ages = (torch.arange(n)[:, None] - torch.arange(n)[None, :]).clamp(min=0).to(e.device)
            powers = kept[:, None, None] ** ages
            logits = torch.einsum("bhij,rij,rj->bhir", products, powers, e)
            p = torch.softmax(self.scale(q.shape[-1]) * logits, -1)
            return side_by_side(torch.tril(torch.einsum("bhir,rij,rj->bhij", p, powers, f)) @ v)
        p = torch.softmax(self.scale(q.shape[-1]) * products @ e.T, -1)
        return side_by_side(torch.tril(p @ f) @ v)

    def centroid(self, x, weight):
        options, heads = self.options, self.config["heads"]
        known = {"centroids", "chunk", "steps", "epsilon"}
        if set(options) - known:
            raise UsageError(f"options: got {', '.join(set(options) - known)}; needs {', '.join(known)}; try another run")
        torch = self.torch
        count = int(options["centroids"])
        chunk = int(options.get("chunk", 4 * count))
        if chunk % count:
            raise UsageError(f"chunk: got {chunk}; needs a multiple of {count}; try another run")
        batches, n, m = x.shape
        whole = n // chunk
        inputs = x[:, : whole * chunk].reshape(batches * whole, chunk, m)
        u = inputs.view(batches * whole, count, chunk // count, m).mean(2)
        k, v = heads_of(inputs @ weight("wk"), heads), heads_of(inputs @ weight("wv"), heads)
        for _ in range(int(options.get("steps", 1))):
            q = heads_of(u @ weight("wq"), heads)
            p = torch.softmax(self.scale(q.shape[-1]) * q @ k.transpose(-1, -2), -1)
            u = u + float(options.get("epsilon", 1)) * side_by_side(p @ v) @ weight("wo")
        u = u.view(batches, whole * count, m)
        q, k, v = self.projected(x, weight)
        slots_k, slots_v = heads_of(u @ weight("wk"), heads), heads_of(u @ weight("wv"), heads)
        return self.two_sets(q, k, v, slots_k, slots_v, chunk, count)

    def collaborative(self, x, weight):
        if self.options:
            raise UsageError(f"options: got {', '.join(self.options)}; needs none; try another run")
        heads = self.config["heads"]
        q = (x @ weight("wq"))[:, None] * weight("mu")[:, None, :]
        k = (x @ weight("wk"))[:, None]
        p = self.softmax(self.scale(self.config["width"] // heads) * q @ k.transpose(-1, -2), self.future)
        return side_by_side(p @ heads_of(x @ weight("wv"), heads))

    def dense(self, x, weight):
        hidden = self.torch.relu(x[:, None] @ weight("w1") + weight("b1")[:, None])
        p = self.softmax(hidden @ weight("w2")[..., : x.shape[1]], self.future)
        return side_by_side(p @ heads_of(x @ weight("wv"), self.config["heads"]))

    def random(self, x, weight):
        n = x.shape[1]
        p = self.softmax(weight("r")[:, :n, :n], self.future)
        return side_by_side(p @ heads_of(x @ weight("wv"), self.config["heads"]))


def read_run(run):
    checkpoints = sorted(Path(run).glob("step-*/state.json"))
    if not checkpoints:
        raise UsageError(f"run: got {run}; needs a directory with checkpoints; try the --out of attn4j train")
    saved = json.loads(checkpoints[-1].read_text())
    losses = {}
    for line in (Path(run) / "log.jsonl").read_text().splitlines():
        record = json.loads(line)
        if "loss" in record and "step" in record and "gradient_norm" in record:
            losses[record["step"]] = record["loss"]
    config = saved["configuration"]
    training = config["training"]
    unknown = [
        key
        for key, usual in (("optimizer", "adamw"), ("accumulate", 1), ("dropout", 0), ("tokenizer", None))
        if training.get(key, config.get(key, usual)) not in (usual, None)
    ]
    if unknown:
        raise UsageError(f"configuration: got {', '.join(unknown)}; needs what this script trains with; try another run")
    return config, saved["seed"], losses


def optimizer_of(torch, training, tensors, parameters):
    decayed = [tensor for name, tensor in tensors.items() if parameters[name][3]]
    others = [tensor for name, tensor in tensors.items() if not parameters[name][3]]
    groups = [
        {"params": decayed, "weight_decay": training["weight_decay"]},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(
        groups, lr=training["learning_rate"], betas=(training["beta1"], training["beta2"]), eps=training["epsilon"]
    )


def train(torch, args, config, seed, losses):
    torch.set_default_device(args.device)
    kind = {"f32": torch.float32, "f64": torch.float64}[args.dtype]
    text = np.fromfile(args.data, np.uint8)
    training, window = config["training"], config["window"]
    if len(text) <= window:
        raise UsageError(f"data: got {len(text)} bytes; needs more than a window of {window}; try the training text")
    parameters = parameter_list(config)
    tensors = {
        name: torch.tensor(start(name, shape, mean, deviation, seed), dtype=kind).requires_grad_()
        for name, (shape, mean, deviation, _) in parameters.items()
    }
    model = Model(torch, config, tensors)
    optimizer = optimizer_of(torch, training, tensors, parameters)
    for step in range(1, min(args.steps, max(losses)) + 1):
        numbers = batch(text, training, window, seed, step)
        begin = time.perf_counter()
        ids, targets = (torch.from_numpy(x).to(args.device) for x in numbers)
        logits = model.logits(ids).reshape(-1, config["vocabulary"])
        loss = torch.nn.functional.cross_entropy(logits, targets.reshape(-1), label_smoothing=training["smoothing"])
        optimizer.zero_grad()
        loss.backward()
        if training["clip"] > 0:
            torch.nn.utils.clip_grad_norm_(list(tensors.values()), training["clip"])
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(training, step)
        optimizer.step()
        yield step, losses[step], float(loss.detach()), (time.perf_counter() - begin) * 1e3


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True, help="the --out of attn4j train, with its log and a checkpoint")
    parser.add_argument("--data", required=True, help="the training text, a file")
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--dtype", choices=("f32", "f64"), default="f64")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--threads", type=int, default=0, help="threads of PyTorch (default: its own choice)")
    parser.add_argument("--early", type=float, default=1e-5, help="limit of the first ten steps")
    parser.add_argument("--late", type=float, default=1e-3, help="limit of the others")
    args = parser.parse_args(arguments)
    import torch

    if args.threads:
        torch.set_num_threads(args.threads)
    config, seed, losses = read_run(args.run)
    early = late = 0.0
    times = []
    for step, ours, theirs, milliseconds in train(torch, args, config, seed, losses):
        difference = abs(ours - theirs) / abs(theirs)
        if step <= 10:
            early = max(early, difference)
        else:
            late = max(late, difference)
        times.append(milliseconds)
        record = {"step": step, "attn4j": ours, "pytorch": theirs, "difference": difference, "ms": round(milliseconds, 3)}
        print(json.dumps(record), flush=True)
    passed = early <= args.early and late <= args.late
    summary = {
        "mechanism": config["attention"]["mechanism"],
        "options": config["attention"]["options"],
        "steps": len(times),
        "dtype": args.dtype,
        "pytorch": torch.__version__,
        "device": torch.cuda.get_device_name() if args.device == "cuda" else "cpu",
        "threads": torch.get_num_threads(),
        "largest_difference_1_to_10": early,
        "largest_difference_later": late,
        "median_ms": round(sorted(times)[len(times) // 2], 3),
        "passed": passed,
    }
    print(json.dumps(summary))
    return 0 if passed else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except UsageError as mistake:
        print(f"train_peers.py: {mistake}", file=sys.stderr)
        sys.exit(2)
