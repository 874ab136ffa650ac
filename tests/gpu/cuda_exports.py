#!/usr/bin/env python3
"""Exported kernels on CUDA, where there is no OpenCL driver: compiled by nvcc, launched as the engine opencl would, checked, timed.

    cuda_exports.py --compile-only [--arch sm_90] [--sass] [--only REGEX] [--limits FILE] [--out FILE] EXPORTS_DIR|JAR
    cuda_exports.py --run [--out FILE] [--kernels FILE] DIR...
    cuda_exports.py --emulate [--out FILE] DIR...

--compile-only prints registers, stack, spills and static shared memory of every export that GPUs run. --limits fails where a
kernel takes more than a table says, or is not in it; --write-limits writes that table.

--run executes launches that `./attn4j explain CASE --launches DIR` wrote down, on the first CUDA device through CuPy. Buffers
that hold nothing beforehand are filled with NaN, the result is compared with attn4j's fp64 reference, and only what passes is
timed. A record's `median_ns` is the device's time from the first launch to the end of the last, between CUDA events, and
`kernel_ns` the sum of the launches' own.

--emulate executes the same with the translated kernels compiled by g++, block by block on this machine's processor. It needs no
GPU, and shows that text, arguments and grids are right.

Exit codes: 0 ok, 1 check failed or a kernel that does not compile, 2 usage, 3 no device, compiler or library, 5 run-time error.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import exports
import limits
import nvcc
import records
from pytorch_peers import Rules, Unsupported, UsageError
from translate import TranslationError

OK, CHECK_FAILED, USAGE, UNSUPPORTED, RUN_TIME_ERROR = 0, 1, 2, 3, 5


def compile_only(options, folder, out):
    """Compiles the exports that GPUs run; prints a table and writes a line of JSON for each."""
    compiler = nvcc.Nvcc(folder, options.arch)
    chosen = [export for export in exports.read(options.paths[0]) if re.search(options.only, export.name)]
    if not chosen:
        raise UsageError(f"--only: got {options.only}; needs part of a kernel's name; try --only forwardTiled")

    def compiled(export):
        row = {"kernel": export.name, "arch": options.arch, "nvcc": compiler.version, "status": "ok", "reason": None}
        if export.left_out():
            return row | {"status": "skipped", "reason": export.left_out()}
        try:
            cubin = compiler.compile(export.text, export.entry)
        except (nvcc.CompilationError, TranslationError) as error:
            return row | {"status": "error", "reason": str(error)}
        counts = nvcc.sass(cubin) if options.sass else {}
        if counts is None:
            raise Unsupported("--sass: got no nvdisasm or cuobjdump in PATH or CUDA_HOME; needs one of them; try "
                                       "leaving --sass out")
        return row | cubin.fields() | counts

    with ThreadPoolExecutor() as pool:
        rows = list(pool.map(compiled, chosen))
    columns = ["registers", "stack_bytes", "spill_store_bytes", "spill_load_bytes", "shared_bytes"]
    columns += nvcc.SASS_COLUMNS if options.sass else []
    print(table(["kernel", *columns], [[row["kernel"], *(row[column] for column in columns)]
                                       for row in rows if row["status"] == "ok"]))
    for row in rows:
        if row["status"] != "ok":
            print(f"{row['kernel']}: {row['status']}: {row['reason']}")
        if out:
            print(json.dumps(row), file=out)
    counts = [sum(row["status"] == status for row in rows) for status in ("ok", "error", "skipped")]
    compiled_rows = [row for row in rows if row["status"] == "ok"]
    if options.write_limits:
        options.write_limits.write_text(limits.written(compiled_rows), "utf-8")
    above = limits.above(compiled_rows, options.limits) if options.limits else []
    for line in above:
        print(line)
    print("%d compiled for %s by nvcc %s, %d failed, %d left out" % (
        counts[0], options.arch, compiler.version, counts[1], counts[2]))
    return CHECK_FAILED if counts[1] or above else OK


def table(head, rows):
    """Aligned columns, the first to the left."""
    cells = [head, *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                               for i, (cell, width) in enumerate(zip(row, widths))) for row in cells)


def execute(recordings, device, mode, rules, out, kernels_out):
    """Executes recordings, and writes a record for each; returns the exit code."""
    common, all_records = records.origin(device), []
    precompile(recordings, device)
    for recording in recordings:
        record = records.of(recording, common, mode)
        try:
            times = executed(recording, device, record, rules)
        except Exception as error:  # a compiler or a driver may raise anything
            record |= {"status": "error", "reason": nvcc.first_line(str(error) or type(error).__name__), "check": "failed"}
            times = []
        all_records.append(record)
        print(json.dumps(record, allow_nan=False), file=out, flush=True)
        print(records.summary(record), file=sys.stderr)
        for task, nanoseconds in zip(recording.tasks, times):
            print(f"  {task.name} {task.source.removesuffix('.cl')}: {nanoseconds / 1e6:.4f} ms", file=sys.stderr)
            if kernels_out:
                print(json.dumps({"run_id": record["run_id"], "case_id": recording.case_id, "task": task.name,
                                  "source": task.source, "median_ns": nanoseconds}), file=kernels_out, flush=True)
    if any(record["status"] == "ok" and record["check"] != "passed" for record in all_records):
        return CHECK_FAILED
    return RUN_TIME_ERROR if any(record["status"] == "error" for record in all_records) else OK


def precompile(recordings, device):
    """Compiles all kernels side by side; what fails is met again, and reported, by the recording that needs it."""
    kernels = {(recording.text(task), task.entry) for recording in recordings for task in recording.tasks}
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(device.compile, *kernel) for kernel in kernels]:
            done.exception()


def executed(recording, device, record, rules):
    """Checks a recording, times it where rules say how, and checks what was timed; returns the times of its launches."""
    import launches

    execution = launches.Execution(recording, device)
    execution.fill()
    device.synchronize()
    start = time.perf_counter_ns()
    execution.run()
    device.synchronize()
    record |= {
        "first_exec_ns": time.perf_counter_ns() - start,
        "device_peak_bytes": sum(array.bytes for array in recording.arrays),
        **launches.check(recording, execution.result()),
    }
    if record["check"] != "passed" or rules is None:
        return []
    import timing

    measured, kernels = timing.measure(device, execution, rules)
    execution.fill()
    execution.run()
    record |= launches.check(recording, execution.result())
    if record["check"] != "passed":
        return []
    record |= measured
    record |= records.derived(record, recording)
    return kernels


def read(paths):
    """The recordings in folders."""
    try:
        import launches
    except ImportError as error:
        raise Unsupported(f"{error.name}: not found; needs NumPy; try pip install numpy") from error
    return [launches.Recording(path) for path in paths]


def cuda_device(folder):
    """The first CUDA device."""
    from devices import CupyDevice

    try:
        import cupy
    except ImportError as error:
        raise Unsupported(f"{error.name}: not found; needs CuPy 13 or later; try pip install cupy-cuda13x, or "
                                   "--emulate") from error
    return CupyDevice(cupy, lambda arch: nvcc.Nvcc(folder, arch))


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="cuda_exports.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--compile-only", action="store_true", help="compile the exports of a folder or jar")
    mode.add_argument("--run", action="store_true", help="execute recorded launches on CUDA")
    mode.add_argument("--emulate", action="store_true", help="execute recorded launches as C++ on the processor")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="exports, or folders of launches")
    parser.add_argument("--arch", default="sm_90", help="architecture of --compile-only (default: %(default)s)")
    parser.add_argument("--only", default="", metavar="REGEX", help="kernels of --compile-only (default: all)")
    parser.add_argument("--sass", action="store_true", help="count instructions in --compile-only, by nvdisasm or cuobjdump")
    parser.add_argument("--limits", type=Path, metavar="FILE", help="table that kernels of --compile-only must not exceed")
    parser.add_argument("--write-limits", type=Path, metavar="FILE", help="write the table of what was compiled")
    parser.add_argument("--out", type=Path, help="file for JSON lines (default: standard output for records)")
    parser.add_argument("--kernels", type=Path, metavar="FILE", help="file for the time of each launch of --run, as JSON lines")
    parser.add_argument("--reps", type=int, default=10, help="samples at least (default: %(default)s)")
    parser.add_argument("--min-time", type=float, default=0.3, help="seconds to sample for at least (default: %(default)s)")
    parser.add_argument("--max-noise", type=float, default=0.03, help="deviation over median to reach (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=3.0, help="seconds for warm-up and for sampling (default: %(default)s)")
    options = parser.parse_args(arguments)
    if options.compile_only and len(options.paths) != 1:
        parser.error(f"PATH: got {len(options.paths)}; needs one folder or jar of exports; try the first alone")
    if options.reps < 1 or min(options.min_time, options.max_noise, options.timeout) <= 0:
        parser.error("--reps, --min-time, --max-noise, --timeout: need numbers above 0; try leaving them out")
    return options


def run(options, files):
    folder = Path(files.enter_context(tempfile.TemporaryDirectory(prefix="cuda-exports-")))

    def opened(path, otherwise=None):
        return files.enter_context(open(path, "w", encoding="utf-8")) if path else otherwise

    if options.compile_only:
        return compile_only(options, folder, opened(options.out))
    recordings = read(options.paths)
    if options.emulate:
        from devices import EmulatedDevice

        return execute(recordings, EmulatedDevice(folder), "--emulate", None, opened(options.out, sys.stdout), None)
    device = cuda_device(folder)
    rules = Rules(options.reps, options.min_time, options.max_noise, options.timeout)
    return execute(recordings, device, "--run", rules, opened(options.out, sys.stdout), opened(options.kernels))


def main(arguments):
    options = parse(arguments)
    try:
        with ExitStack() as files:
            return run(options, files)
    except UsageError as error:
        code, message = USAGE, error
    except Unsupported as error:
        code, message = UNSUPPORTED, error
    except OSError as error:
        code, message = RUN_TIME_ERROR, error
    print(f"cuda_exports: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
