"""What kernels may take of a GPU: a table that a compilation is compared with."""

from pytorch_peers import UsageError

# Registers are those of one compiler, as another allocates them its own way; stack and spills hold for all.
ANY_COMPILER = ("stack_bytes", "spill_store_bytes", "spill_load_bytes")
MOST = ("registers", *ANY_COMPILER)
COLUMNS = ("kernel", "arch", "nvcc", *MOST)


def written(rows):
    """The table of compiled kernels, in order of their names."""
    lines = ["\t".join(COLUMNS)]
    for row in sorted(rows, key=lambda row: row["kernel"]):
        lines.append("\t".join(str(row[column]) for column in COLUMNS))
    return "\n".join(lines) + "\n"


def read(path):
    """The table by kernel and architecture; raises UsageError."""
    try:
        lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    except OSError as error:
        raise UsageError(f"--limits: got {path}, which cannot be read ({error}); needs a table; try --write-limits") from error
    if not lines or tuple(lines[0]) != COLUMNS or any(len(line) != len(COLUMNS) for line in lines):
        raise UsageError(f"--limits: got {path} with other columns than {' '.join(COLUMNS)}; needs these; try --write-limits")
    rows = [dict(zip(COLUMNS, line)) for line in lines[1:]]
    return {(row["kernel"], row["arch"]): row for row in rows}


def above(rows, path):
    """A line for each kernel that takes more than the table says, or that it does not have."""
    table, found = read(path), []
    for row in rows:
        limit = table.get((row["kernel"], row["arch"]))
        if limit is None:
            found.append(f"{row['kernel']}: got no line for {row['arch']} in {path.name}; needs one; try --write-limits")
            continue
        for column in MOST if row["nvcc"] == limit["nvcc"] else ANY_COMPILER:
            if row[column] > int(limit[column]):
                found.append(f"{row['kernel']}: got {row[column]} {column}; needs at most {limit[column]}")
    return found
