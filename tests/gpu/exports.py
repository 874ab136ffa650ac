"""The exported kernels of a folder or a jar, as its manifest lists them."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pytorch_peers import UsageError

ROOT = "io/attn4j/exports/opencl/"
MANIFEST = "manifest.tsv"
COLUMNS = {"key", "file", "entry", "target"}
KEY = re.compile(r"(?:[\w$]+\.)*(\w+)#(\w+)\(([\d,]*)\)")


@dataclass(frozen=True)
class Export:
    """One row of the manifest, with its text."""

    name: str
    """`Class.method_c1_c2`."""
    entry: str
    target: str
    text: str

    def left_out(self):
        """Why a GPU does not run it; empty when one does."""
        if self.target != "opencl" and "gpu" not in self.target:
            return f"generated for {self.target}"
        owner, method = re.match(r"(\w+)\.([A-Za-z]+)", self.name).groups()
        if owner.endswith("Lanes") or "Lanes" in method:
            return "a shape for CPUs: rows as lanes in private memory"
        return ""


def read(path):
    """The exports in a folder or a jar; raises UsageError."""
    path = Path(path)
    try:
        if path.is_dir():
            return parse((path / MANIFEST).read_text("utf-8"), lambda file: (path / file).read_text("utf-8"), path)
        with zipfile.ZipFile(path) as jar:
            return parse(jar.read(ROOT + MANIFEST).decode(), lambda file: jar.read(ROOT + file).decode(), path)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise UsageError(f"exports: got {path}, which has no manifest or lacks a file of it ({error}); needs a folder "
                           f"with {MANIFEST} or a jar of attn4j's kernels; try ./attn4j export-kernels") from error


def parse(manifest, text_of, path):
    lines = [line.split("\t") for line in manifest.splitlines()]
    header = lines[0] if lines else []
    if not COLUMNS <= set(header) or any(len(line) != len(header) for line in lines):
        raise UsageError(f"exports: got {path} with a manifest of columns {' '.join(header)}; needs "
                           f"{' '.join(sorted(COLUMNS))} in every line; try ./attn4j export-kernels")
    rows = [dict(zip(header, line)) for line in lines[1:]]
    return [Export(name(row["key"], path), row["entry"], row["target"], defines(row) + text_of(row["file"]))
            for row in rows]


def name(key, path):
    found = KEY.fullmatch(key)
    if not found:
        raise UsageError(f"exports: got {path} with the key {key}; needs Class#method(constants); "
                           "try ./attn4j export-kernels")
    return "_".join([f"{found[1]}.{found[2]}", *filter(None, found[3].split(","))])


def defines(row):
    """Array sizes that exports of one text differ in."""
    sizes = filter(None, row.get("sizes", "").split(","))
    return "".join("#define {} {}\n".format(*size.split("=")) for size in sizes)
