"""Compiles translated kernels with nvcc and says what they take of a GPU."""

import hashlib
import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import translate
from pytorch_peers import Unsupported

HERE = Path(__file__).resolve().parent
# Exact arithmetic but for contraction, as the engine opencl has it; unused variables are TornadoVM's.
FLAGS = ("-std=c++17", "-O3", "-fmad=true", "-ftz=false", "-prec-div=true", "-prec-sqrt=true",
         "-diag-suppress", "177,550")
SASS_COLUMNS = ("FFMA", "LDS.32", "LDS.64", "LDS.128", "LDG", "STG", "LDL", "STL", "LD", "ST")
INSTRUCTION = re.compile(r"^\s*(?:/\*[0-9a-f]{4,}\*/)?\s*(?:@!?U?P\w+\s+)?([A-Z][A-Z0-9_]*(?:\.[A-Z0-9_]+)*)\b.*;")


class CompilationError(Exception):
    """What a compiler said of a kernel."""


@dataclass(frozen=True)
class Resources:
    """What ptxas reports of a kernel."""

    registers: int
    stack_bytes: int
    spill_store_bytes: int
    spill_load_bytes: int
    shared_bytes: int


@dataclass(frozen=True)
class Cubin:
    """A compiled kernel."""

    path: Path
    resources: Resources

    def fields(self):
        return asdict(self.resources)


def first_line(text):
    """The first line of a compiler's output that names an error, else the first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["no output"]
    return next((line for line in lines if "error" in line or "fatal" in line), lines[0])


def complaint(report):
    """What nvcc refuses a kernel for, in one line."""
    shared = re.search(r"too much shared data \((0x[0-9a-f]+) bytes, (0x[0-9a-f]+) max\)", report)
    if shared:
        got, most = (int(number, 16) for number in shared.groups())
        return f"got {got} bytes of static shared memory; needs at most {most}; try smaller tiles"
    return first_line(report)


def run(command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def tool(name):
    """A program of the CUDA toolkit, or None."""
    found = shutil.which(name)
    for variable in ("CUDA_HOME", "CUDA_PATH"):
        home = os.environ.get(variable)
        if not found and home and (Path(home) / "bin" / name).is_file():
            found = str(Path(home) / "bin" / name)
    return found


class Nvcc:
    """The compiler, with a folder for what it makes."""

    def __init__(self, folder, arch):
        self.folder, self.arch, self.path, self.made = Path(folder), arch, tool("nvcc"), {}
        if not self.path:
            raise Unsupported("nvcc: not found in PATH or CUDA_HOME; needs the CUDA toolkit 11.8 or later; try "
                                  "export CUDA_HOME=/usr/local/cuda")

    @cached_property
    def version(self):
        """Such as `13.0`."""
        found = re.search(r"release ([\d.]+)", run([self.path, "--version"]).stdout)
        return found[1] if found else "unknown"

    def compile(self, text, entry):
        """The cubin of an export's text; raises CompilationError or TranslationError."""
        cuda = '#include "opencl_to_cuda.h"\n' + translate.to_cuda(text, entry)
        # The content is the name: CuPy loads a file once and keeps it by its path.
        name = hashlib.sha256(f"{self.arch}\n{cuda}".encode()).hexdigest()[:24]
        if name not in self.made:
            self.made[name] = self.build(name, cuda, entry)
        return self.made[name]

    def build(self, name, cuda, entry):
        source, cubin = self.folder / f"{name}.cu", self.folder / f"{name}.cubin"
        source.write_text(cuda, "utf-8")
        done = run([self.path, *FLAGS, "--cubin", f"-arch={self.arch}", "-Xptxas", "-v", f"-I{HERE}", "-o", cubin, source])
        if done.returncode:
            raise CompilationError(f"{entry} for {self.arch}: {complaint(done.stderr)}")
        return Cubin(cubin, resources(done.stderr))


def resources(report):
    """Reads what `ptxas -v` prints of the one kernel in a file."""

    def number(pattern):
        found = re.search(pattern, report)
        return int(found[1]) if found else 0

    if not re.search(r"Used \d+ registers", report):
        raise CompilationError(f"ptxas -v: got {first_line(report)!r}; needs a line with registers; try another CUDA version")
    return Resources(
        number(r"Used (\d+) registers"),
        number(r"(\d+) bytes stack frame"),
        number(r"(\d+) bytes spill stores"),
        number(r"(\d+) bytes spill loads"),
        number(r"(\d+)(?:\+\d+)? bytes smem"))


def sass(cubin):
    """Counts of instructions by SASS_COLUMNS; None where the toolkit has no disassembler."""
    for name, arguments in (("nvdisasm", ["-c"]), ("cuobjdump", ["-sass"])):
        path = tool(name)
        done = run([path, *arguments, cubin.path]) if path else None
        if done and done.returncode == 0:
            return count(done.stdout)
    return None


def count(listing):
    """Counts what a disassembly has of SASS_COLUMNS."""
    counts = Counter()
    for line in listing.splitlines():
        found = INSTRUCTION.match(line)
        if not found:
            continue
        operation, *modifiers = found[1].split(".")
        if operation == "LDS":
            operation += "." + next((width for width in ("64", "128") if width in modifiers), "32")
        counts[operation] += 1
    return {column: counts[column] for column in SASS_COLUMNS}
