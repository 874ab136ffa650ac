#!/usr/bin/env python3
"""Times the cases of `./attn4j bench` in PyTorch and writes the same records, one JSON object per line.

    python3 bench_peers.py --out records.jsonl                    # the suite, on CUDA where there is one, else on the CPU
    python3 bench_peers.py --case standard/fwd/f32/B1/H8/N2048/L2048/D64 --dtype f32,bf16 --engine pytorch-sdpa
    python3 bench_peers.py --shapes suites/large.txt --engine pytorch-sdpa,pytorch-sdpa-efficient,pytorch-sdpa-tf32
    python3 bench_peers.py --pass fwdbwd --out records.jsonl      # forward and gradients by every tensor

Engines: `pytorch-eager` (one operation after another), `pytorch-compile` (the same through torch.compile) and `pytorch-sdpa`
(phrased with scaled_dot_product_attention where the mechanism allows it); `pytorch-sdpa-math`, `-efficient`, `-flash` and
`-cudnn` are its backends, one at a time. Matrix products keep to fp32; with `-tf32` behind its name an engine may round their
operands to TF32, and its results have limits of their own and TF32 as type of accumulation. Inputs have the distributions that
attn4j uses. A result is checked against the same equations in fp64, head by head, on the inputs as rounded; what fails its
check reports no speed. Engines of one case take turns. `median_ns` is the wall time of a call that waits for the device,
`kernel_ns` the device's time between CUDA events. Weights are laid out, and nothing else is done, before the clock starts.
With `fwdbwd` a call is the forward function and torch.autograd.grad by every tensor; each gradient is checked against autograd
through the equations in fp64, and the record has the one that is worst against its limit.

Needs PyTorch 2.4 or later; an older one runs what it has.
"""

import argparse
import contextlib
import datetime
import json
import math
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

SCHEMA_VERSION = 1


def resource(name):
    """A file that attn4j reads too: next to this script in a bundle, among attn4j's sources in a checkout."""
    here = Path(__file__).resolve().parent
    sources = Path("host/tools/src/main/resources/io/attn4j/bench")
    for file in (here / name, here.parents[2] / sources / name if len(here.parents) > 2 else here / name):
        if file.is_file():
            return file.read_text(encoding="utf-8").splitlines()
    print(f"bench_peers: {name}: not found next to this script; needs a checkout or a bundle of attn4j", file=sys.stderr)
    sys.exit(2)


# The schema of records, as io.attn4j.bench.RecordSchema reads it.
FIELDS = [
    cells[0] for line in resource("record-fields.tsv") if not line.startswith("#")
    for cells in [line.split("\t")] if cells[1] in ("record", "both")]

# io.attn4j.bench.BenchSuite.bench().
SUITE = [line.strip() for line in resource("suites/mechanisms.txt") if line.strip() and not line.startswith("#")]

ENGINES = ("pytorch-eager", "pytorch-compile", "pytorch-sdpa")

# Backends of scaled_dot_product_attention, as torch.nn.attention.SDPBackend names them.
SDPA_BACKENDS = {
    "math": "MATH", "efficient": "EFFICIENT_ATTENTION", "flash": "FLASH_ATTENTION", "cudnn": "CUDNN_ATTENTION"}

TF32 = "-tf32"

# Limits on RMS error and on the largest error, both over the RMS of the reference: io.attn4j.compare.Tolerance, forward.
LIMITS = {"f32": (2e-6, 5e-5), "f16": (1e-3, 1.5e-2), "bf16": (5e-3, 7e-2)}

# The same, backward.
GRADIENT_LIMITS = {"f32": (5e-6, 1e-4), "f16": (2e-3, 2e-2), "bf16": (1e-2, 1e-1)}

# The passes of io.attn4j.bench.Pass that are timed.
PASSES = ("fwd", "fwdbwd")

# Before the name of a tensor, the name of its gradient.
GRADIENT = "grad."

# A gradient's errors are over its RMS, or over this share of the largest RMS among gradients, as GradientReference has it.
SMALL = 0.02

# TF32 keeps 10 bits behind the point, as f16 does.
TF32_LIMITS, TF32_GRADIENT_LIMITS = LIMITS["f16"], GRADIENT_LIMITS["f16"]

VARIANTS = {
    "standard": ("-",),
    "linformer": ("-",),
    "synthesizer": ("-", "random", "factorized-dense", "factorized-random"),
    "centroid": ("-",),
    "collaborative": ("-",),
}

# What attn4j's records call the default variant.
DEFAULT_VARIANT = {"linformer": "linear", "synthesizer": "dense", "centroid": "mean-pool"}

WINDOW = 5
MOST_SAMPLES = 1000
BLOCKS = 10
LEAST_BLOCK_SAMPLES = 3


class UsageError(Exception):
    """What the user can fix."""


class Unsupported(Exception):
    """What an engine has no way to do."""


@dataclass(frozen=True)
class Engine:
    """How a case is computed: an engine's name and what it says."""

    name: str
    form: str
    backend: str = None
    tf32: bool = False

    @staticmethod
    def parse(name):
        """The engine of that name; raises UsageError when there is none."""
        tf32 = name.endswith(TF32)
        form = name[:-len(TF32)] if tf32 else name
        for backend in SDPA_BACKENDS:
            if form == f"pytorch-sdpa-{backend}":
                return Engine(name, "pytorch-sdpa", backend, tf32)
        if form not in ENGINES:
            raise UsageError(
                f"--engine: got {name}; needs a list of {', '.join(ENGINES)}, pytorch-sdpa-math, -efficient, -flash and -cudnn,"
                f" each also with {TF32}; try --engine {ENGINES[0]}")
        return Engine(name, form, None, tf32)

    def settings(self, torch):
        """Within this context torch computes as the engine says."""
        stack = contextlib.ExitStack()
        stack.enter_context(allowing_tf32(torch, self.tf32))
        if self.backend is not None:
            attention = getattr(torch.nn, "attention", None)
            if attention is None or not hasattr(attention, "sdpa_kernel"):
                raise Unsupported(f"torch: got {torch.__version__}; needs torch.nn.attention; try PyTorch 2.4 or later")
            stack.enter_context(attention.sdpa_kernel(getattr(attention.SDPBackend, SDPA_BACKENDS[self.backend])))
        return stack


@contextlib.contextmanager
def allowing_tf32(torch, allowed):
    matmul, cudnn = torch.backends.cuda.matmul, torch.backends.cudnn
    before = matmul.allow_tf32, cudnn.allow_tf32
    matmul.allow_tf32 = cudnn.allow_tf32 = allowed
    try:
        yield
    finally:
        matmul.allow_tf32, cudnn.allow_tf32 = before


@dataclass(frozen=True)
class Case:
    """A mechanism with its sizes, as attn4j's case ids name it."""

    mechanism: str
    dtype: str
    batch: int
    heads: int
    kv_heads: int
    queries: int
    keys: int
    key_dim: int
    value_dim: int
    rank: int = 0
    causal: bool = False
    variant: str = "-"
    works: str = "fwd"

    @staticmethod
    def parse(text):
        """The case that a case id names; raises UsageError when it is none."""
        parts = text.split("/")
        if len(parts) < 3 or parts[0] not in VARIANTS or parts[1] not in PASSES or parts[2] not in LIMITS:
            raise invalid(text, f"one of {', '.join(VARIANTS)}, then one of {', '.join(PASSES)}, then one of {', '.join(LIMITS)}")
        sizes, causal, variant = {}, False, "-"
        for part in parts[3:]:
            if part == "causal":
                causal = True
            elif part.startswith("variant="):
                variant = part[len("variant="):]
            elif part[:1] in set("BHGNLDVR") and part[1:].isdecimal() and int(part[1:]) > 0 and part[0] not in sizes:
                sizes[part[0]] = int(part[1:])
            else:
                raise invalid(text, f"sizes B, H, G, N, L, D, V, R, each once, and causal, variant=; not '{part}'")
        missing = [size for size in "BHNLD" if size not in sizes]
        if missing:
            raise invalid(text, "the size " + missing[0])
        if variant not in VARIANTS[parts[0]]:
            raise invalid(text, f"a variant of {', '.join(VARIANTS[parts[0]])}")
        if parts[0] in ("linformer", "centroid", "collaborative") or variant == "factorized-random":
            if "R" not in sizes:
                raise invalid(text, "a rank, such as /R128")
        return Case(
            parts[0], parts[2], sizes["B"], sizes["H"], sizes.get("G", sizes["H"]), sizes["N"], sizes["L"],
            sizes["D"], sizes.get("V", sizes["D"]), sizes.get("R", 0), causal, variant, parts[1])

    def __str__(self):
        text = (f"{self.mechanism}/{self.works}/{self.dtype}/B{self.batch}/H{self.heads}/N{self.queries}/L{self.keys}"
                f"/D{self.key_dim}")
        if self.kv_heads != self.heads:
            text += f"/G{self.kv_heads}"
        if self.value_dim != self.key_dim:
            text += f"/V{self.value_dim}"
        if self.rank:
            text += f"/R{self.rank}"
        if self.causal:
            text += "/causal"
        return text if self.variant == "-" else f"{text}/variant={self.variant}"

    @property
    def form(self):
        """Mechanism, and for the Synthesizer its variant."""
        if self.mechanism != "synthesizer":
            return self.mechanism
        return "dense" if self.variant == "-" else self.variant

    @property
    def model_dim(self):
        return self.heads * self.key_dim

    def require_supported(self):
        """Raises Unsupported for what no engine here composes."""
        if self.causal and (self.mechanism != "standard" or self.queries > self.keys):
            raise Unsupported(f"case: got {self}; needs no causal mask, or standard with N <= L; try ./attn4j bench")
        if self.kv_heads != self.heads and self.mechanism != "standard":
            raise Unsupported(f"case: got {self}; needs as many heads of keys as of queries; try ./attn4j bench")
        if self.mechanism in ("synthesizer", "centroid") and self.queries != self.keys:
            raise Unsupported(f"case: got {self}; needs N = L; try ./attn4j bench")
        if self.mechanism == "centroid" and self.keys % self.rank:
            raise Unsupported(f"case: got {self}; needs L a multiple of R; try ./attn4j bench")

    def shapes(self):
        """Shape of each tensor by name, and whether it is a weight."""
        b, h, n, l, d, dv, r = (self.batch, self.heads, self.queries, self.keys, self.key_dim, self.value_dim, self.rank)
        m = self.model_dim
        values = {"v": ((b, self.kv_heads, l, dv), False)}
        if self.mechanism in ("standard", "linformer"):
            shapes = {"q": ((b, h, n, d), False), "k": ((b, self.kv_heads, l, d), False), **values}
            if self.mechanism == "linformer":
                shapes |= {"e": ((r, l), True), "f": ((r, l), True)}
            return shapes
        if self.mechanism == "synthesizer":
            low = math.isqrt(n - 1) + 1 if n > 1 else 1
            return {
                "dense": {"x": ((b, n, m), False), "w1": ((h, m, d), True), "w2": ((h, d, n), True)},
                "random": {"r": ((h, n, n), True)},
                "factorized-dense": {
                    "x": ((b, n, m), False), "wa": ((h, m, -(-n // low)), True), "wb": ((h, m, low), True)},
                "factorized-random": {"r1": ((h, n, r), True), "r2": ((h, n, r), True)},
            }[self.form] | values
        if self.mechanism == "centroid":
            return {"x": ((b, l, m), False), **{weight: ((m, m), True) for weight in ("wq", "wk", "wv", "wo")}}
        shapes = {"x": ((b, n, m), False), "wq": ((m, r), True), "wk": ((m, r), True), "mu": ((h, r), True), **values}
        return shapes if n == l else shapes | {"y": ((b, l, m), False)}

    def pairs(self):
        """Visible pairs of a query and a key in one head of one sequence."""
        if not self.causal:
            return self.queries * self.keys
        return sum(max(0, i + 1 + self.keys - self.queries) for i in range(self.queries))

    def flops(self):
        """FLOPs of one execution by attn4j's model of the mechanism, with the text of that model; None where it has none here."""
        if self.works == "fwdbwd":
            return self.gradient_flops()
        b, h, n, l, d, dv, r = (self.batch, self.heads, self.queries, self.keys, self.key_dim, self.value_dim, self.rank)
        m, pairs = self.model_dim, self.batch * self.heads * self.pairs()
        if self.form == "standard":
            return 2 * pairs * (d + dv), "2*pairs*(D+Dv)"
        if self.form == "linformer":
            return (2 * b * h * n * r * (d + dv) + 2 * b * l * r * self.kv_heads * (d + dv),
                    "2*B*H*N*k*(D+Dv)+2*rows*k*Hkv*(D+Dv)")
        if self.form == "dense":
            return 2 * b * n * m * h * d + 2 * pairs * (d + dv), "2*B*N*M*H*h+2*H*pairs*(h+Dv)"
        if self.form == "random":
            return 2 * pairs * dv, "2*H*pairs*Dv"
        if self.form == "factorized-dense":
            factors = self.shapes()["wa"][0][2] + self.shapes()["wb"][0][2]
            return 2 * b * n * m * h * factors + 2 * pairs * (1 + dv), "2*B*N*M*H*(a+b)+2*H*pairs*(1+Dv)"
        if self.form == "factorized-random":
            return 2 * pairs * (r + dv), "2*H*pairs*(k+Dv)"
        if self.form == "centroid":
            return (b * (l * m + 4 * l * m * m + 4 * r * m * m + 4 * r * l * m),
                    "start+B*(2NM^2 per wk wv+T*2mM^2 per wq wo+T*4mNM, 6mNM over centroids)+tokens")
        return 2 * b * m * r * (n + l) + 2 * pairs * (r + dv), "2*B*M*D~*(N+L)+2*H*pairs*(D~+Dv)"


    def gradient_flops(self):
        """FLOPs of attn4j's plan of forward and gradients, which computes logits anew in the gradients by queries and by keys."""
        if self.form != "standard":
            return None, None
        d, dv, pairs = self.key_dim, self.value_dim, self.batch * self.heads * self.pairs()
        rows = self.batch * self.heads * self.queries
        return pairs * (10 * d + 8 * dv) + 2 * rows * dv, GRADIENT_MODEL


# io.attn4j.mechanism.gradient.GradientMechanism.
GRADIENT_MODEL = "sum over the steps of forward and gradient"


def invalid(text, needs):
    return UsageError(f"case: got {text}; needs {needs}; try {SUITE[2]}")


# ---------------------------------------------------------------------------------------------------------------------
# Equations. Each `prepare_*` lays out weights and returns the function that is timed; torch comes as an argument so that the
# rest of this file runs without it.


def causal_mask(torch, case, device):
    """True where a query sees a key, aligned bottom-right, or None."""
    if not case.causal:
        return None
    ones = torch.ones(case.queries, case.keys, dtype=torch.bool, device=device)
    return torch.tril(ones, diagonal=case.keys - case.queries)


def attend_plainly(torch, scale, mask):
    """softmax(scale q k^T) v, one operation after another."""

    def attend(q, k, v):
        logits = torch.matmul(q, k.transpose(-1, -2)) * scale
        if mask is not None:
            logits = logits.masked_fill(~mask, -math.inf)
        return torch.matmul(torch.softmax(logits, -1), v)

    return attend


def attend_fused(torch, scale, mask, square):
    """The same by scaled_dot_product_attention."""
    if not hasattr(torch.nn.functional, "scaled_dot_product_attention"):
        raise Unsupported(f"torch: got {torch.__version__}; needs scaled_dot_product_attention; try PyTorch 2.4 or later")

    def attend(q, k, v):
        causal = mask is not None and square
        return torch.nn.functional.scaled_dot_product_attention(
            q, k, v, attn_mask=None if causal else mask, is_causal=causal, scale=scale)

    return attend


def prepare(torch, case, tensors, fused):
    """The function of no arguments that computes the case."""
    scale = 1 / math.sqrt(case.key_dim)
    mask = causal_mask(torch, case, next(iter(tensors.values())).device)

    def attention(factor):
        if fused:
            return attend_fused(torch, factor, mask, case.queries == case.keys)
        return attend_plainly(torch, factor, mask)

    t = tensors
    b, h, n, l, d = case.batch, case.heads, case.queries, case.keys, case.key_dim
    if fused and case.form in ("random", "factorized-dense"):
        raise Unsupported(f"variant: got {case.form}; needs logits that are a product of queries and keys; try pytorch-eager")
    if case.form == "standard":
        group = case.heads // case.kv_heads
        attend = attention(scale)

        def standard():
            if group == 1:
                return attend(t["q"], t["k"], t["v"])
            return attend(t["q"], t["k"].repeat_interleave(group, 1), t["v"].repeat_interleave(group, 1))

        return standard
    if case.form == "linformer":
        attend = attention(scale)
        return lambda: attend(t["q"], torch.matmul(t["e"], t["k"]), torch.matmul(t["f"], t["v"]))
    if case.form == "dense":
        w1 = side_by_side(t["w1"])
        keys = t["w2"].transpose(1, 2).contiguous().expand(b, h, l, d)
        attend = attention(1.0)
        return lambda: attend(heads(torch.relu(torch.matmul(t["x"], w1)), h), keys, t["v"])
    if case.form == "random":
        return lambda: torch.matmul(torch.softmax(t["r"], -1), t["v"])
    if case.form == "factorized-dense":
        wa, wb = side_by_side(t["wa"]), side_by_side(t["wb"])

        def factorized_dense():
            p, q = heads(torch.matmul(t["x"], wa), h), heads(torch.matmul(t["x"], wb), h)
            logits = (p.unsqueeze(-1) * q.unsqueeze(-2)).flatten(-2)[..., :l]
            return torch.matmul(torch.softmax(logits, -1), t["v"])

        return factorized_dense
    if case.form == "factorized-random":
        attend = attention(1.0)
        r1, r2 = t["r1"].expand(b, h, n, case.rank), t["r2"].expand(b, h, l, case.rank)
        return lambda: attend(r1, r2, t["v"])
    if case.form == "centroid":
        wkv = torch.cat((t["wk"], t["wv"]), 1)
        attend = attention(scale)

        def centroid():
            u = t["x"].unflatten(1, (case.rank, l // case.rank)).mean(2)
            k, v = torch.matmul(t["x"], wkv).chunk(2, -1)
            moved = attend(heads(torch.matmul(u, t["wq"]), h), heads(k, h), heads(v, h))
            return u + torch.matmul(moved.transpose(1, 2).flatten(2), t["wo"])

        return centroid
    wqk = torch.cat((t["wq"], t["wk"]), 1)
    mu = t["mu"].view(1, h, 1, case.rank)
    attend = attention(scale)

    def collaborative():
        if n == l:
            q, k = torch.matmul(t["x"], wqk).chunk(2, -1)
        else:
            q, k = torch.matmul(t["x"], t["wq"]), torch.matmul(t["y"], t["wk"])
        return attend(q.unsqueeze(1) * mu, k.unsqueeze(1).expand(b, h, l, case.rank), t["v"])

    return collaborative


def side_by_side(weight):
    """[M, H*h] of a weight [H, M, h]."""
    return weight.permute(1, 0, 2).flatten(1).contiguous()


def heads(tokens, count):
    """[B, H, N, h] of tokens [B, N, H*h]."""
    return tokens.unflatten(-1, (count, tokens.shape[-1] // count)).transpose(1, 2)


def reference(torch, case, tensors):
    """The result in fp64 as the equations stand, one head of one sequence at a time."""
    t = {name: tensor.double() for name, tensor in tensors.items()}
    d = case.key_dim
    mask = causal_mask(torch, case, t["x" if "x" in t else "v"].device)
    rows = []
    for b in range(case.batch):
        for h in range(case.heads):
            columns = slice(h * d, (h + 1) * d)
            v = None if case.form == "centroid" else t["v"][b, h // (case.heads // case.kv_heads)]
            if case.form == "standard":
                logits = t["q"][b, h] @ t["k"][b, h // (case.heads // case.kv_heads)].T / math.sqrt(d)
            elif case.form == "linformer":
                logits, v = t["q"][b, h] @ (t["e"] @ t["k"][b, h]).T / math.sqrt(d), t["f"] @ v
            elif case.form == "dense":
                logits = (t["x"][b] @ t["w1"][h]).clamp(min=0) @ t["w2"][h]
            elif case.form == "random":
                logits = t["r"][h]
            elif case.form == "factorized-dense":
                p, q = t["x"][b] @ t["wa"][h], t["x"][b] @ t["wb"][h]
                keys = torch.arange(case.keys, device=p.device)
                logits = p[:, torch.div(keys, q.shape[1], rounding_mode="floor")] * q[:, keys % q.shape[1]]
            elif case.form == "factorized-random":
                logits = t["r1"][h] @ t["r2"][h].T
            elif case.form == "centroid":
                start = t["x"][b].reshape(case.rank, -1, case.model_dim).mean(1)
                logits = (start @ t["wq"][:, columns]) @ (t["x"][b] @ t["wk"][:, columns]).T / math.sqrt(d)
                v = t["x"][b] @ t["wv"][:, columns]
            else:
                keys = t["y" if "y" in t else "x"][b] @ t["wk"]
                logits = (t["x"][b] @ t["wq"] * t["mu"][h]) @ keys.T / math.sqrt(d)
            if mask is not None:
                logits = logits.masked_fill(~mask, -math.inf)
            rows.append(torch.softmax(logits, -1) @ v)
    o = torch.stack(rows).unflatten(0, (case.batch, case.heads))
    if case.form != "centroid":
        return o
    start = t["x"].reshape(case.batch, case.rank, -1, case.model_dim).mean(2)
    return start + o.transpose(1, 2).flatten(2) @ t["wo"]


def output_shape(case):
    if case.mechanism == "centroid":
        return case.batch, case.rank, case.model_dim
    return case.batch, case.heads, case.queries, case.value_dim


def with_gradients(torch, case, tensors):
    """The gradient of o among the tensors, and what remains, ready to be differentiated by."""
    leaves = {name: tensor.detach().requires_grad_() for name, tensor in tensors.items() if name != GRADIENT + "o"}
    return tensors.get(GRADIENT + "o"), leaves


def differentiated(torch, forward, leaves, gradient):
    """The function that computes o and its gradient by every leaf, by name."""

    def call():
        o = forward()
        gradients = torch.autograd.grad(o, list(leaves.values()), gradient.reshape(o.shape))
        return {"o": o.detach()} | {GRADIENT + name: each for name, each in zip(leaves, gradients)}

    return call


def expected_results(torch, case, tensors):
    """o, and with gradients also those, in fp64 by name."""
    if case.works == "fwd":
        return {"o": reference(torch, case, tensors)}
    gradient, leaves = with_gradients(torch, case, {name: tensor.double() for name, tensor in tensors.items()})
    try:
        return differentiated(torch, lambda: reference(torch, case, leaves), leaves, gradient)()
    except RuntimeError as failure:
        if type(failure).__name__ != "OutOfMemoryError":
            raise
        raise Unsupported(f"case: got {case}; needs memory for its gradients in fp64; try a smaller case") from None


def inputs(torch, case, seed, device):
    """Standard normal activations and Xavier weights, and with gradients that of o, rounded to the case's type."""
    made = {}
    shapes = case.shapes()
    if case.works == "fwdbwd":
        shapes[GRADIENT + "o"] = (output_shape(case), False)
    for name, (shape, weight) in shapes.items():
        generator = torch.Generator().manual_seed(seed * 31 + sum(ord(letter) * 31 ** i for i, letter in enumerate(name)))
        deviation = math.sqrt(2 / (shape[-1] + shape[-2])) if weight else 1.0
        values = torch.randn(shape, generator=generator, dtype=torch.float32) * deviation
        made[name] = values.to(device=device, dtype=torch_dtype(torch, case.dtype))
    return made


def torch_dtype(torch, dtype):
    return {"f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}[dtype]


def check(torch, limits, gradient_limits, results, expected):
    """The fields of a record that say how far results are from the reference: of several, those of the worst."""
    sizes = [float(each.square().mean().sqrt()) for name, each in expected.items() if name.startswith(GRADIENT)]
    least = SMALL * max(sizes, default=0)
    fields = []
    for name, result in results.items():
        gradient = name.startswith(GRADIENT)
        fields.append(compare(
            torch, gradient_limits if gradient else limits, result, expected[name], least if gradient else 0)
            | {"checked_tensor": name})
    return max(fields, key=badness)


def badness(fields):
    """What failed above what passed, then by the larger error in units of its limit."""
    if fields["nonfinite_count"]:
        return 2, 0
    rms_limit, max_limit = (float(part.split()[0]) for part in fields["limit"].split(" / "))
    return fields["check"] != "passed", max(fields["rms_rel_err"] / rms_limit, fields["max_rel_err"] / max_limit)


def compare(torch, limits, result, expected, least):
    """The same of one result; errors are over the RMS of the reference, which counts as `least` at least."""
    actual = result.double().reshape(expected.shape)
    error = (actual - expected).abs()
    finite = torch.isfinite(actual)
    nonfinite = int((~finite).sum())
    scale = max(least, float(expected.square().mean().sqrt()))
    rms_limit, max_limit = limits
    fields = {
        "limit": f"{rms_limit} rms / {max_limit} max",
        "nonfinite_count": nonfinite,
        "checked_rows": expected.shape[-2] if expected.dim() > 1 else 1,
        "worst_index": int((torch.where(finite, error, torch.full_like(error, math.inf))).argmax()),
    }
    if nonfinite:
        return fields | {"check": "failed"}
    rms, largest = (each and each / scale for each in (float(error.square().mean().sqrt()), float(error.max())))
    fields |= {"max_abs_err": float(error.max()), "rms_rel_err": rms, "max_rel_err": largest}
    if not (rms <= rms_limit and largest <= max_limit):
        return fields | {"check": "failed"}
    # a gradient may be zeros, which autograd made and nothing else could have left there
    return fields | {"check": "passed" if least or bool(actual.any()) else "mistrusted"}


# ---------------------------------------------------------------------------------------------------------------------
# Timing


def noise(samples):
    """Median absolute deviation over median."""
    middle = statistics.median(samples)
    return statistics.median(abs(sample - middle) for sample in samples) / middle


@dataclass(frozen=True)
class Rules:
    """When enough has been measured; times in seconds."""

    reps: int = 10
    min_time: float = 0.3
    max_noise: float = 0.03
    timeout: float = 3.0


class Contender:
    """One engine's part in a measurement in which engines take turns in short blocks, as attn4j's harness has it."""

    def __init__(self, execute, rules, clock=time.perf_counter_ns):
        self.execute, self.rules, self.clock = execute, rules, clock
        self.samples, self.uncounted, self.sampled_ns, self.failure = [], 0, 0, None

    def timed(self):
        start = self.clock()
        self.execute()
        return self.clock() - start

    def warm_up(self):
        start, last = self.clock(), []
        try:
            while self.clock() - start < self.rules.timeout * 1e9:
                last = last[-(WINDOW - 1):] + [self.timed()]
                self.uncounted += 1
                if (len(last) == WINDOW and self.clock() - start >= self.rules.min_time * 1e9
                        and noise(last) <= self.rules.max_noise):
                    return
        except RuntimeError as failure:
            self.failure = failure

    def can_go_on(self):
        return (self.failure is None and len(self.samples) < max(MOST_SAMPLES, self.rules.reps)
                and (not self.samples or self.sampled_ns < self.rules.timeout * 1e9))

    def quiet(self):
        return noise(self.samples) <= self.rules.max_noise

    def wants_more(self):
        enough = len(self.samples) >= self.rules.reps and self.sampled_ns >= self.rules.min_time * 1e9
        return self.can_go_on() and not (enough and self.quiet())

    def take_block(self, switched):
        start, before, taken = self.clock(), self.sampled_ns, 0
        try:
            if switched:
                first = self.timed()
                if first >= self.rules.min_time * 1e9:  # beside an execution this long a switch is nothing
                    self.samples.append(first)
                else:
                    self.uncounted += 1
                self.sampled_ns = before + self.clock() - start
            while self.can_go_on() and (
                    taken < LEAST_BLOCK_SAMPLES
                    or (self.sampled_ns - before < self.rules.min_time * 1e9 / BLOCKS and taken < MOST_SAMPLES // BLOCKS)):
                self.samples.append(self.timed())
                taken += 1
                self.sampled_ns = before + self.clock() - start
        except RuntimeError as failure:
            self.failure = failure


def interleave(contenders):
    """Warms up all, then lets them take turns until each has enough or its time is up."""
    for contender in contenders:
        contender.warm_up()
    turn = 0
    while any(contender.wants_more() for contender in contenders):
        active = [contender for contender in contenders if contender.can_go_on()]
        for i in range(len(active)):
            active[(turn + i) % len(active)].take_block(len(active) > 1)
        turn += 1


def spread(contender):
    """The measurement fields of a record."""
    samples = contender.samples
    middle = statistics.median(samples)
    return {
        "warmup_iters": contender.uncounted,
        "reps": len(samples),
        "converged": len(samples) >= contender.rules.reps and contender.quiet(),
        "min_ns": min(samples),
        "median_ns": float(middle),
        "mean_ns": statistics.fmean(samples),
        "p95_ns": sorted(samples)[math.ceil(0.95 * len(samples)) - 1],
        "max_ns": max(samples),
        "stddev_ns": statistics.stdev(samples) if len(samples) > 1 else 0.0,
        "mad_ns": float(statistics.median(abs(sample - middle) for sample in samples)),
        "samples_ns": samples,
    }


def kernel_ns(torch, execute, count):
    """Median device time of one execution: launches run ahead, and CUDA events mark where each begins and ends."""
    events = [torch.cuda.Event(enable_timing=True) for _ in range(count + 1)]
    execute()
    events[0].record()
    for event in events[1:]:
        execute()
        event.record()
    torch.cuda.synchronize()
    return int(1e6 * statistics.median(first.elapsed_time(second) for first, second in zip(events, events[1:])))


# ---------------------------------------------------------------------------------------------------------------------
# Records


def origin(torch, device, threads):
    """What every record of this run says of code and machine."""
    here = Path(__file__).resolve().parent
    commit = git(here, "rev-parse", "HEAD") or release(here.parent).get("commit")
    changes = None if commit is None else git(here, "status", "--porcelain", "--untracked-files=no")
    record = {field: None for field in FIELDS}
    now = datetime.datetime.now(datetime.timezone.utc)
    record |= {
        "schema_version": SCHEMA_VERSION,
        "run_id": f"{now:%Y%m%dT%H%M%SZ}-{random.getrandbits(24):06x}",
        "commit": commit,
        "dirty": None if changes is None else bool(changes),
        "os": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cpu": f"{cpu_model()}, {os.cpu_count()} threads",
    }
    if device == "cuda":
        properties = torch.cuda.get_device_properties(0)
        record |= {
            "device_name": properties.name,
            "device_vendor": "AMD" if getattr(torch.version, "hip", None) else "NVIDIA",
            "device_type": "gpu",
            "driver_version": f"PyTorch {torch.__version__}, CUDA {torch.version.cuda}",
            "device_mem_bytes": properties.total_memory,
            "compute_units": properties.multi_processor_count,
        }
    else:
        record |= {
            "device_name": f"PyTorch {torch.__version__}, {threads} thread" + ("" if threads == 1 else "s"),
            "device_type": "cpu",
            "driver_version": f"PyTorch {torch.__version__}",
            "compute_units": threads,
        }
    return record


def git(directory, *arguments):
    try:
        done = subprocess.run(["git", "-C", str(directory), *arguments], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def release(bundle):
    """What the file `release` of a bundle says."""
    try:
        return dict(line.split("=", 1) for line in (bundle / "release").read_text().splitlines() if "=" in line)
    except OSError:
        return {}


def cpu_model():
    try:
        return named_cpu(Path("/proc/cpuinfo").read_text())
    except OSError:
        return platform.processor() or platform.machine()  # not Linux


def named_cpu(cpu_info):
    """The processor's name in the text of /proc/cpuinfo, with family and model where it has no digit, as attn4j has it."""
    fields = {}
    for line in cpu_info.splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip(), value.strip())
    name, family, model = (fields.get(key) for key in ("model name", "cpu family", "model"))
    if name is None:
        return platform.processor() or platform.machine()
    tells = any(c.isdigit() for c in name) or family is None or model is None
    return name if tells else f"{name}, family {family} model {model}"


def describe(case, engine, seed, device, threads):
    """The identity and problem fields of a record."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return {
        "case_id": str(case),
        "timestamp_utc": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "repro": (f"python3 tests/peers/pytorch/bench_peers.py --case {case} --engine {engine.name} --device {device} --seed {seed}"
                  + (f" --threads {threads}" if device == "cpu" else "")),
        "status": "ok",
        "engine": engine.name,
        "mechanism": case.mechanism,
        "variant": DEFAULT_VARIANT.get(case.mechanism, "-") if case.variant == "-" else case.variant,
        "pass": case.works,
        "dtype": case.dtype,
        "acc_dtype": "tf32" if engine.tf32 and case.dtype == "f32" else "f32",
        "batch": case.batch,
        "heads": case.heads,
        "seq_q": case.queries,
        "seq_k": case.keys,
        "head_dim": case.key_dim,
        "value_dim": case.value_dim,
        "rank": case.rank or None,
        "causal": case.causal,
        "seed": seed,
        "flop_model": case.flops()[1],
        "check": "skipped",
    }


class Trial:
    """One engine's run of a case."""

    def __init__(self, torch, case, engine, record, tensors, device):
        self.torch, self.case, self.engine, self.record, self.device = torch, case, engine, record, device
        self.tensors, self.execute, self.contender = tensors, None, None
        tf32 = engine.tf32 and case.dtype == "f32"
        self.limits = TF32_LIMITS if tf32 else LIMITS[case.dtype]
        self.gradient_limits = TF32_GRADIENT_LIMITS if tf32 else GRADIENT_LIMITS[case.dtype]

    def attempt(self, step):
        """Takes a step; what it raises goes to the record and ends the trial."""
        if self.record["status"] != "ok":
            return
        try:
            step()
        except Unsupported as unsupported:
            self.record |= {"status": "unsupported", "reason": str(unsupported), "check": "skipped"}
        except Exception as failure:  # a compiler or a driver may raise anything
            lines = str(failure).strip().splitlines() or [type(failure).__name__]
            refused = "No available kernel" in lines[0] or "No viable backend" in lines[0]
            if refused or type(failure).__name__ == "OutOfMemoryError":
                self.record |= {"status": "unsupported", "reason": lines[0], "check": "skipped"}
            else:
                self.record |= {"status": "error", "reason": lines[0], "check": "failed"}
            self.execute = None

    def synchronize(self):
        if self.device == "cuda":
            self.torch.cuda.synchronize()

    def once(self):
        with self.engine.settings(self.torch):
            result = self.execute()
        self.synchronize()
        return result

    def open_and_check(self, expected):
        if self.device == "cuda":
            self.torch.cuda.reset_peak_memory_stats()
        gradient, leaves = None, self.tensors
        if self.case.works == "fwdbwd":
            gradient, leaves = with_gradients(self.torch, self.case, self.tensors)
        self.execute = prepare(self.torch, self.case, leaves, self.engine.form == "pytorch-sdpa")
        if self.engine.backend is not None and self.case.form in ("random", "factorized-dense"):
            raise Unsupported(f"variant: got {self.case.form}; needs queries and keys; try pytorch-eager")
        if self.engine.form == "pytorch-compile":
            if not hasattr(self.torch, "compile"):
                raise Unsupported(f"torch: got {self.torch.__version__}; needs torch.compile; try PyTorch 2.4 or later")
            # Without a reset, the same line of code compiled for many cases would quietly run uncompiled in the end.
            self.torch._dynamo.reset()
            self.execute = self.torch.compile(self.execute, dynamic=False, fullgraph=True)
        if gradient is not None:
            self.execute = differentiated(self.torch, self.execute, leaves, gradient)
        self.synchronize()
        start = time.perf_counter_ns()
        result = self.once()
        self.record |= {"first_exec_ns": time.perf_counter_ns() - start}
        if self.device == "cuda":
            self.record |= {"device_peak_bytes": self.torch.cuda.max_memory_allocated()}
        self.check(result, expected)

    def check(self, result, expected):
        results = result if isinstance(result, dict) else {"o": result}
        self.record |= check(self.torch, self.limits, self.gradient_limits, results, expected)

    def conclude(self, expected):
        """Checks what was timed once more, and only then reports the times."""
        if self.contender.failure is not None:
            raise self.contender.failure
        self.check(self.once(), expected)
        if self.record["check"] != "passed":
            return
        fields = spread(self.contender)
        if self.device == "cuda":
            with self.engine.settings(self.torch):
                fields["kernel_ns"] = kernel_ns(self.torch, self.execute, max(10, min(100, len(self.contender.samples))))
        flops = self.case.flops()[0]
        gflops = None if flops is None else flops / fields["median_ns"]
        tokens = 1e9 * self.case.batch * self.case.queries / fields["median_ns"]
        self.record |= {"scope": "graph", "timer": "host", "gflops": gflops, "tokens_per_s": tokens, **fields}


def run_case(torch, case, engines, seed, device, common, rules):
    """The records of a case, one for each engine."""
    trials = [Trial(torch, case, engine, common | describe(case, engine, seed, device, common["compute_units"]), None, device)
              for engine in engines]
    with torch.inference_mode() if case.works == "fwd" else contextlib.nullcontext():
        try:
            case.require_supported()
            tensors = inputs(torch, case, seed, device)
            expected = expected_results(torch, case, tensors)
        except Unsupported as unsupported:
            for trial in trials:
                trial.record |= {"status": "unsupported", "reason": str(unsupported)}
            return [trial.record for trial in trials]
        for trial in trials:
            trial.tensors = tensors
            trial.attempt(lambda: trial.open_and_check(expected))
        passed = [trial for trial in trials if trial.record["check"] == "passed"]
        for trial in passed:
            trial.contender = Contender(trial.once, rules)
        interleave([trial.contender for trial in passed])
        for trial in passed:
            trial.attempt(lambda: trial.conclude(expected))
    return [trial.record for trial in trials]


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", action="append", help="case id, as attn4j names them; repeatable (default: its suite)")
    parser.add_argument("--shapes", type=Path, help="file with one case id per line; those that have no form here are left out")
    parser.add_argument("--seconds", type=float, help="begin no further case after so many seconds")
    parser.add_argument("--dtype", help="f32,f16,bf16: run the cases in these (default: as the cases say)")
    parser.add_argument("--pass", dest="passes", help="fwd,fwdbwd: run the cases in these (default: as the cases say)")
    parser.add_argument("--engine", default=",".join(ENGINES), help="engines (default: %(default)s)")
    parser.add_argument("--device", choices=("cuda", "cpu"), help="default: cuda where there is one")
    parser.add_argument("--threads", type=int, help="threads on the CPU (default: PyTorch's)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reps", type=int, default=10, help="samples at least (default: %(default)s)")
    parser.add_argument("--min-time", type=float, default=0.3, help="seconds to sample for at least (default: %(default)s)")
    parser.add_argument("--max-noise", type=float, default=0.03, help="deviation over median to reach (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=3.0, help="seconds for warm-up and for sampling (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="file for the records (default: standard output)")
    options = parser.parse_args(arguments)
    try:
        cases = [Case.parse(text) for text in options.case or ([] if options.shapes else SUITE)]
        if options.shapes:
            cases += from_file(options.shapes)
        if options.dtype:
            dtypes = options.dtype.split(",")
            if not set(dtypes) <= set(LIMITS):
                raise UsageError(f"--dtype: got {options.dtype}; needs a list of {', '.join(LIMITS)}; try --dtype f32")
            cases = [replace(case, dtype=dtype) for dtype in dtypes for case in cases]
        if options.passes:
            passes = options.passes.split(",")
            if not set(passes) <= set(PASSES):
                raise UsageError(f"--pass: got {options.passes}; needs a list of {', '.join(PASSES)}; try --pass fwd")
            cases = [replace(case, works=each) for each in passes for case in cases]
        engines = [Engine.parse(name) for name in options.engine.split(",")]
        if options.reps < 1 or min(options.min_time, options.max_noise, options.timeout) <= 0:
            raise UsageError("--reps, --min-time, --max-noise, --timeout: need numbers above 0; try leaving them out")
    except UsageError as error:
        print(f"bench_peers: {error}", file=sys.stderr)
        return 2
    try:
        import torch
    except ImportError:
        print("bench_peers: torch: not found; needs PyTorch 2.4 or later; try pip install torch", file=sys.stderr)
        return 3
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    if device == "cuda" and not torch.cuda.is_available():
        print("bench_peers: --device: got cuda; needs a CUDA device that PyTorch finds; try --device cpu", file=sys.stderr)
        return 3
    if options.threads:
        torch.set_num_threads(options.threads)
    rules = Rules(options.reps, options.min_time, options.max_noise, options.timeout)
    common = origin(torch, device, torch.get_num_threads())
    records, started = [], time.monotonic()
    with open(options.out, "w", encoding="utf-8") if options.out else sys.stdout as out:
        for case in cases:
            if options.seconds is not None and time.monotonic() - started > options.seconds:
                print(f"bench_peers: {case} and what follows: left out after {options.seconds:.0f} s", file=sys.stderr)
                break
            for record in run_case(torch, case, engines, options.seed, device, common, rules):
                records.append(record)
                print(json.dumps(record), file=out, flush=True)
                if options.out:
                    print(summary(record), file=sys.stderr)
    if any(record["status"] == "ok" and record["check"] != "passed" for record in records):
        return 1
    return 5 if any(record["status"] == "error" for record in records) else 0


def from_file(path):
    """Cases of a file, without those that no engine here knows."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"--shapes: got {path}, which cannot be read; needs one case id per line; try ls -l {path}") from None
    cases = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        try:
            case = Case.parse(line)
            case.require_supported()
            cases.append(case)
        except (UsageError, Unsupported) as refused:
            print(f"bench_peers: left out: {refused}", file=sys.stderr)
    return cases


def summary(record):
    """One line for a person."""
    name = f"{record['engine']:16} {record['case_id']}"
    if record["median_ns"] is None:
        return f"{name}: {record['reason'] or record['check']}"
    kernel = "" if record["kernel_ns"] is None else f", kernels {record['kernel_ns'] / 1e6:.3f} ms"
    speed = "" if record["gflops"] is None else f", {record['gflops']:.0f} GFLOP/s"
    return f"{name}: {record['median_ns'] / 1e6:.3f} ms{kernel}{speed}, {record['check']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
