"""TornadoVM's OpenCL C as CUDA C, with opencl_to_cuda.h for what a header can map."""

import re

SIGNATURE = re.compile(r"(__kernel void (\w+))\(([^)]*)\)")
QUALIFIER = re.compile(r"\b__(?:global|constant|local|private) ")
# TornadoVM keeps addresses as numbers and dereferences them in this one form.
GLOBAL_CAST = re.compile(r"\(\(__global (\w+) \*\) (\w+)\)")
UNMAPPED = re.compile(r"\b(?:__global|__constant|__generic|__attribute__|vload\w*|vstore\w*|atomic_\w+|async_\w+)\b")


class TranslationError(Exception):
    """What the translation does not know."""


def to_cuda(text, entry):
    """CUDA C of an export's text, to be compiled with opencl_to_cuda.h in front; raises TranslationError."""
    names = [name for _, name, _ in SIGNATURE.findall(text)]
    if names != [entry]:
        raise TranslationError(f"kernel {entry}: got a text with {names or 'none'}; needs that one; try another export")
    # An address space says where a pointer points; as a parameter any may be a plain pointer.
    text = SIGNATURE.sub(lambda match: f"{match[1]}({QUALIFIER.sub('', match[3])})", text)
    text = GLOBAL_CAST.sub(r"(attn4j_global<\1>(\2))", text)
    for number, line in enumerate(text.splitlines(), 1):
        found = UNMAPPED.search(line.split("//", 1)[0])
        if found:
            raise TranslationError(f"kernel {entry} line {number}: got {found[0]}; needs a mapping to CUDA C; "
                                   "try adding one to tests/gpu")
    return text
