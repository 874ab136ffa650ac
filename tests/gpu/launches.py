"""Launches that `./attn4j explain CASE --launches DIR` wrote down: read, executed on a device, and checked.

What the files hold is described at io.attn4j.bench.LaunchFolder.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy

from pytorch_peers import UsageError

FORMAT = 1
INDEX = "launches.json"
ELEMENT = {"f32": numpy.dtype("<f4"), "i32": numpy.dtype("<i4")}
SCALAR = {"i32": numpy.int32, "i64": numpy.int64, "f32": numpy.float32, "f64": numpy.float64}
# The bits of a NaN of each type, of two of them where they are of 16 bits.
NAN = 0x7FFF7FFF
# What a reserved argument is on a device: a null pointer.
NULL = numpy.uint64(0)


@dataclass(frozen=True)
class Array:
    """An array of the device."""

    id: str
    dtype: str
    elements: int
    header_bytes: int
    to_device: str
    to_host: bool
    file: str

    @property
    def bytes(self):
        return self.header_bytes + self.elements * ELEMENT[self.dtype].itemsize


@dataclass(frozen=True)
class Task:
    """One launch; sizes are in work-items, as OpenCL counts them."""

    name: str
    entry: str
    source: str
    arguments: list
    global_size: tuple
    local_size: tuple

    @property
    def grid(self):
        """The grid in blocks, as CUDA counts it."""
        return tuple(whole // group for whole, group in zip(self.global_size, self.local_size))


class Recording:
    """A folder of launches."""

    def __init__(self, folder):
        self.folder = Path(folder)
        try:
            index = json.loads((self.folder / INDEX).read_text("utf-8"))
            if index["format"] != FORMAT:
                raise self.refused(f"format {index['format']}", f"format {FORMAT}")
            self.case_id, self.flops, self.bytes = index["case_id"], index["flops"], index["bytes"]
            self.record, self.expected = index["record"], index["expected"]
            self.arrays = [Array(**array) for array in index["arrays"]]
            self.tasks = [
                Task(task["name"], task["entry"], task["source"], task["arguments"],
                     three(task["global"]), three(task["local"]))
                for task in index["tasks"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise self.refused(f"no {INDEX} that can be read ({error})", "a folder of launches") from error
        self.check()

    def refused(self, got, needs):
        return UsageError(f"launches: got {self.folder} with {got}; needs {needs}; try ./attn4j explain CASE --launches DIR")

    def check(self):
        """Refuses what would fail later, or worse, not fail."""
        ids = {array.id for array in self.arrays}
        for array in self.arrays:
            if array.dtype not in ELEMENT or array.header_bytes < 4:
                raise self.refused(f"array {array}", "f32 or i32 behind a header")
            if array.file and self.size(array.file) != array.bytes - array.header_bytes:
                raise self.refused(f"{self.size(array.file)} bytes in {array.file}", f"{array.elements} elements")
        for task in self.tasks:
            if self.size(task.source) < 0:
                raise self.refused(f"no {task.source}", "the source of each task")
            if any(whole % group for whole, group in zip(task.global_size, task.local_size)):
                raise self.refused(f"task {task.name} of {task.global_size} in {task.local_size}", "whole groups")
            for argument in task.arguments:
                known = argument is None or argument.get("array") in ids or set(argument) <= set(SCALAR)
                if not known:
                    raise self.refused(f"argument {argument} of {task.name}", "an array listed, or a scalar")
        if self.expected["array"] not in ids:
            raise self.refused(f"no array {self.expected['array']}", "the array that is expected")
        if self.expected.get("dtype", "f32") not in ("f32", "f16", "bf16"):
            raise self.refused(f"expected {self.expected['dtype']}", "f32, f16 or bf16")
        if self.size(self.expected["file"]) != 8 * math.prod(self.expected_shape()):
            raise self.refused(f"{self.size(self.expected['file'])} bytes in {self.expected['file']}", "all expected values")

    def size(self, file):
        path = self.folder / file
        return path.stat().st_size if path.is_file() else -1

    def text(self, task):
        """The OpenCL C of a task."""
        return (self.folder / task.source).read_text("utf-8")

    def image(self, array):
        """What device memory holds of an array before the first task: its header, then its elements, or NaN for none."""
        image = numpy.empty(array.bytes, numpy.uint8)
        image[:array.header_bytes] = 0
        image[array.header_bytes - 4:array.header_bytes].view("<i4")[0] = array.elements
        if array.file:
            image[array.header_bytes:] = numpy.fromfile(self.folder / array.file, numpy.uint8)
        else:
            image[array.header_bytes:].view("<i4")[:] = NAN
        return image

    def expected_shape(self):
        """Heads of all batches, rows of a head that are known, and the length of a row."""
        *heads, rows, length = self.expected["shape"]
        known = self.expected["rows"]
        return math.prod(heads), rows if known is None else len(known), length

    def output(self):
        """The array that is compared."""
        return next(array for array in self.arrays if array.id == self.expected["array"])


def three(sizes):
    """Sizes along x, y and z."""
    sizes = tuple(int(size) for size in sizes)
    if not 1 <= len(sizes) <= 3 or min(sizes) < 1:
        raise ValueError(f"sizes {sizes}")
    return sizes + (1,) * (3 - len(sizes))


class Execution:
    """The launches of a recording on a device, with kernels built and buffers held."""

    def __init__(self, recording, device):
        self.recording, self.device = recording, device
        self.buffers = {array.id: device.allocate(array.bytes) for array in recording.arrays}
        self.launches = []
        for task in recording.tasks:
            kernel = device.build(recording.text(task), task.entry)
            device.require_threads(kernel, task.name, math.prod(task.local_size))
            self.launches.append((kernel, task.grid, task.local_size, tuple(map(self.argument, task.arguments))))

    def argument(self, described):
        if described is None:
            return NULL
        if "array" in described:
            return self.buffers[described["array"]]
        (kind, value), = described.items()
        return SCALAR[kind](value)

    def fill(self):
        """Copies everything to the device; what holds nothing is filled with NaN, so that a kernel that does not run shows."""
        for array in self.recording.arrays:
            self.device.write(self.buffers[array.id], self.recording.image(array))

    def steps(self):
        """One function for each launch, in order."""
        return [lambda launch=launch: self.device.launch(*launch) for launch in self.launches]

    def run(self):
        for launch in self.launches:
            self.device.launch(*launch)

    def result(self):
        """The output's elements, once all launches are through."""
        self.device.synchronize()
        array = self.recording.output()
        raw = self.device.read(self.buffers[array.id])[array.header_bytes:]
        return floats(raw, self.recording.expected.get("dtype", "f32"), math.prod(self.recording.expected["shape"]))


def floats(raw, dtype, count):
    """Elements in device memory as fp32; those of 16 bits lie in pairs, the last of which may be half empty."""
    if dtype == "bf16":
        return (raw.view("<u2")[:count].astype("<u4") << 16).view("<f4")
    return raw.view({"f32": "<f4", "f16": "<f2"}[dtype])[:count].astype("<f4")


def check(recording, result):
    """The fields of a record that say how far a result is from the fp64 reference; io.attn4j.compare.Comparison in Python."""
    heads, known, length = recording.expected_shape()
    expected = numpy.fromfile(recording.folder / recording.expected["file"], "<f8").reshape(heads, known, length)
    rows = recording.expected["rows"]
    actual = result.astype(numpy.float64).reshape(heads, -1, length)
    picked = numpy.arange(actual.shape[1]) if rows is None else numpy.asarray(rows)
    rms_limit, max_limit = recording.expected["rms_limit"], recording.expected["max_limit"]
    fields = {"limit": f"{rms_limit} rms / {max_limit} max", "checked_rows": known}
    finite = numpy.isfinite(actual)
    fields["nonfinite_count"] = int(finite.size - numpy.count_nonzero(finite) + numpy.count_nonzero(~numpy.isfinite(expected)))
    if fields["nonfinite_count"]:
        return fields | {"check": "failed", "worst_index": int(numpy.argmin(finite))}
    error = numpy.abs(actual[:, picked] - expected)
    head, row, column = numpy.unravel_index(int(numpy.argmax(error)), error.shape)
    fields["worst_index"] = int((head * actual.shape[1] + picked[row]) * length + column)
    scale = math.sqrt(float(numpy.mean(numpy.square(expected))))
    largest = float(error.max())
    rms = relative(math.sqrt(float(numpy.mean(numpy.square(error)))), scale)
    most = relative(largest, scale)
    fields |= {"max_abs_err": largest, "rms_rel_err": known_number(rms), "max_rel_err": known_number(most)}
    if not (rms <= rms_limit and most <= max_limit):
        return fields | {"check": "failed"}
    return fields | {"check": "passed" if bool(actual.any()) else "mistrusted"}


def relative(error, scale):
    return 0.0 if error == 0 else error / scale if scale else math.inf


def known_number(value):
    return value if math.isfinite(value) else None
