"""Tests of executing recorded launches, without a GPU: python3 -m unittest discover tests/gpu"""

import contextlib
import io
import json
import shutil
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import numpy

import cuda_exports
import devices
import launches
import nvcc
from pytorch_peers import FIELDS, Rules, UsageError
from test_translation import SCALE

ELEMENTS = 16
FACTOR = 3
X = numpy.arange(1, ELEMENTS + 1, dtype="<f4")
# What SCALE computes in groups of 8: each group the other way round, times a factor, plus 1.
EXPECTED = FACTOR * X.astype("<f8").reshape(-1, 8)[:, ::-1].ravel() + 1


def array(name, file, to_device="always", to_host=False):
    return {"id": name, "dtype": "f32", "elements": ELEMENTS, "header_bytes": 16, "to_device": to_device, "to_host": to_host,
            "file": file}


def index():
    """Launches of one task over two heads of two rows."""
    return {
        "format": 1, "case_id": "standard/fwd/f32/B1/H2/N2/L2/D4", "seed": 1, "flops": 64.0, "bytes": 128.0,
        "record": {"schema_version": 1, "case_id": "standard/fwd/f32/B1/H2/N2/L2/D4", "repro": "./attn4j explain",
                   "mechanism": "standard", "batch": 1, "seq_q": 2, "device_name": "Stand-in", "peak_gflops": 10.0,
                   "peak_gbs": 100.0, "peak_source": "spec"},
        "build_options": "-cl-mad-enable",
        "arrays": [array("x", "x.bin"), array("o", None, "once", True)],
        "tasks": [{
            "name": "standard.scale", "entry": "scale", "source": "Scaling.forwardRows.cl",
            "arguments": [None, None, None, None, {"array": "x"}, {"array": "o"}, {"i32": FACTOR}],
            "global": [ELEMENTS], "local": [8], "local_bytes": 32}],
        "expected": {"array": "o", "shape": [1, 2, 2, 4], "rows": None, "rms_limit": 2e-6, "max_limit": 5e-5,
                     "file": "expected.bin"},
    }


class Folders(unittest.TestCase):
    """Gives each test a folder of launches."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        X.tofile(self.folder / "x.bin")
        EXPECTED.tofile(self.folder / "expected.bin")
        (self.folder / "Scaling.forwardRows.cl").write_text(SCALE)
        self.write(index())

    def write(self, content):
        (self.folder / "launches.json").write_text(json.dumps(content))

    def recording(self):
        return launches.Recording(self.folder)


class RecordingTest(Folders):
    def test_reads_arrays_tasks_and_grids(self):
        recording = self.recording()
        task, = recording.tasks
        self.assertEqual((task.global_size, task.local_size, task.grid), ((16, 1, 1), (8, 1, 1), (2, 1, 1)))
        x, o = (recording.image(each) for each in recording.arrays)
        self.assertEqual((len(x), x[12:16].view("<i4")[0], list(x[16:].view("<f4"))), (16 + 64, ELEMENTS, list(X)))
        self.assertTrue(numpy.isnan(o[16:].view("<f4")).all())

    def test_what_is_incomplete_or_unknown_is_refused(self):
        def change(**changes):
            return lambda content: content.update(changes)

        task = index()["tasks"][0]
        for wrong in (
                change(format=2), change(arrays=[array("x", "absent.bin")]), change(arrays=[array("x", "expected.bin")]),
                change(tasks=[task | {"local": [7]}]), change(tasks=[task | {"global": []}]),
                change(tasks=[task | {"source": "absent.cl"}]), change(tasks=[task | {"arguments": [{"array": "y"}]}]),
                change(tasks=[task | {"arguments": [{"u8": 1}]}]), change(expected=index()["expected"] | {"rows": [0]}),
                change(expected=index()["expected"] | {"array": "p"}), lambda content: content.pop("tasks")):
            content = index()
            wrong(content)
            self.write(content)
            with self.subTest(content), self.assertRaisesRegex(UsageError, "launches: got .*; needs .*; try "):
                self.recording()

    def test_no_launches_exit_with_2(self):
        with contextlib.redirect_stderr(io.StringIO()) as printed:
            self.assertEqual(cuda_exports.main(["--emulate", str(self.folder / "absent")]), cuda_exports.USAGE)
        self.assertRegex(printed.getvalue(), r"^cuda_exports: launches: got .*\n$")


class CheckTest(Folders):
    def check(self, result):
        return launches.check(self.recording(), result.astype("<f4"))

    def test_what_is_exact_passes(self):
        fields = self.check(EXPECTED)
        self.assertLessEqual(set(fields), set(FIELDS))
        self.assertEqual((fields["check"], fields["rms_rel_err"], fields["nonfinite_count"], fields["checked_rows"]),
                         ("passed", 0, 0, 2))

    def test_one_wrong_element_fails_and_is_named(self):
        wrong = EXPECTED.copy()
        wrong[6] += 1
        fields = self.check(wrong)
        self.assertEqual((fields["check"], fields["worst_index"], fields["max_abs_err"]), ("failed", 6, 1))

    def test_results_of_16_bits_lie_in_pairs(self):
        raw = numpy.array([1, -2, 0.5, 65504], "<f2").view(numpy.uint8)
        self.assertEqual(launches.floats(raw, "f16", 3).tolist(), [1, -2, 0.5])
        raw = numpy.array([0x3F80, 0xC000, 0x0001, 0x7FFF], "<u2").view(numpy.uint8)
        self.assertEqual(launches.floats(raw, "bf16", 3).tolist(), [1, -2, 2.0**-133])
        poisoned = numpy.array([launches.NAN], "<i4").view(numpy.uint8)
        for dtype in ("f16", "bf16"):
            self.assertTrue(numpy.isnan(launches.floats(poisoned, dtype, 2)).all())

    def test_nan_and_zeros_do_not_pass(self):
        wrong = EXPECTED.copy()
        wrong[9] = numpy.nan
        fields = self.check(wrong)
        self.assertEqual((fields["check"], fields["worst_index"], fields["nonfinite_count"]), ("failed", 9, 1))
        self.assertNotIn("rms_rel_err", fields)
        self.assertEqual(self.check(numpy.zeros(ELEMENTS))["check"], "failed")
        numpy.zeros(ELEMENTS).tofile(self.folder / "expected.bin")
        self.assertEqual(self.check(numpy.zeros(ELEMENTS))["check"], "mistrusted")
        fields = self.check(numpy.ones(ELEMENTS))
        self.assertEqual((fields["check"], fields["rms_rel_err"]), ("failed", None))

    def test_of_a_sample_only_its_rows_are_compared_and_all_must_be_finite(self):
        content = index()
        content["expected"]["rows"] = [1]
        self.write(content)
        EXPECTED.reshape(2, 2, 4)[:, [1]].tofile(self.folder / "expected.bin")
        other = EXPECTED.copy()
        other[0] = 99
        fields = self.check(other)
        self.assertEqual((fields["check"], fields["checked_rows"]), ("passed", 1))
        other[13] += 1
        self.assertEqual((self.check(other)["check"], self.check(other)["worst_index"]), ("failed", 13))
        other[0] = numpy.inf
        self.assertEqual(self.check(other)["worst_index"], 0)


class StandInArray:
    """cupy.ndarray of bytes."""

    def __init__(self, cupy, size):
        self.bytes, self.data = numpy.empty(size, numpy.uint8), self
        self.cupy = cupy

    def set(self, image):
        self.bytes[:] = image

    def get(self):
        return self.bytes.copy()

    def memset_async(self, value, size):
        assert (value, size) == (0, len(self.bytes))
        self.cupy.host_late -= 1
        self.cupy.now += 1.0


class StandInCupy:
    """What CupyDevice uses of CuPy; `kernel` is called for each launch, which takes 2 ms of the device's time."""

    __version__ = "14.2.0"

    def __init__(self, kernel, most_threads=1024):
        self.kernel, self.most_threads = kernel, most_threads
        self.now, self.host_late, self.loaded, self.calls = 0.0, 0, [], []
        self.cuda = SimpleNamespace(
            runtime=SimpleNamespace(getDeviceProperties=self.properties, driverGetVersion=lambda: 13020),
            Device=lambda: SimpleNamespace(synchronize=lambda: None),
            Event=lambda: StandInEvent(self),
            get_elapsed_time=lambda first, second: second.at - first.at)

    def properties(self, device):
        assert device == 0
        return {"name": b"Stand-in", "major": 9, "minor": 0, "totalGlobalMem": 1 << 36, "multiProcessorCount": 132}

    def empty(self, size, dtype):
        assert dtype is numpy.uint8
        return StandInArray(self, size)

    def RawModule(self, path):
        self.loaded.append(path)
        return SimpleNamespace(get_function=self.function)

    def function(self, entry):
        def call(grid, block, arguments):
            self.calls.append((entry, grid, block, arguments))
            self.now += 2.0
            self.kernel(*arguments)

        call.max_threads_per_block = self.most_threads
        return call


class StandInEvent:
    def __init__(self, cupy):
        self.cupy, self.at = cupy, None

    def record(self):
        self.at = self.cupy.now

    @property
    def done(self):
        return self.cupy.host_late > 0


class StandInCompiler:
    version = "13.0"

    def __init__(self, arch):
        assert arch == "sm_90"

    def compile(self, text, entry):
        return nvcc.Cubin(Path(f"{entry}.cubin"), None)


def scaled(context, constants, local, atomics, x, o, factor):
    values = x.bytes[16:].view("<f4").reshape(-1, 8)[:, ::-1].ravel()
    o.bytes[16:].view("<f4")[:] = factor * values + 1


class CupyDeviceTest(Folders):
    RULES = Rules(reps=10, min_time=1e-4, max_noise=0.03, timeout=0.5)

    def execute(self, cupy):
        out, kernels = io.StringIO(), io.StringIO()
        with contextlib.redirect_stderr(io.StringIO()):
            code = cuda_exports.execute(
                [self.recording()], devices.CupyDevice(cupy, StandInCompiler), "--run", self.RULES, out, kernels)
        return code, json.loads(out.getvalue()), kernels.getvalue()

    def test_launches_as_recorded(self):
        cupy = StandInCupy(scaled)
        self.execute(cupy)
        self.assertEqual(cupy.loaded, ["scale.cubin"])
        entry, grid, block, arguments = cupy.calls[0]
        self.assertEqual((entry, grid, block), ("scale", (2, 1, 1), (8, 1, 1)))
        for reserved in arguments[:4]:
            self.assertIsInstance(reserved, numpy.uint64)
            self.assertEqual(reserved, 0)
        self.assertIsInstance(arguments[4], StandInArray)
        self.assertIsInstance(arguments[6], numpy.int32)
        self.assertEqual(arguments[6], FACTOR)

    def test_a_checked_case_is_timed(self):
        code, record, kernels = self.execute(StandInCupy(scaled))
        self.assertEqual(code, cuda_exports.OK)
        self.assertEqual(list(record), FIELDS)
        self.assertEqual((record["status"], record["check"], record["engine"], record["device_name"], record["scope"],
                          record["timer"]), ("ok", "passed", "cuda-exports", "Stand-in", "graph", "device"))
        self.assertEqual((record["median_ns"], record["kernel_ns"]), (2e6, 2_000_000))
        self.assertEqual((record["gflops"], record["gbs"], record["intensity"]), (64 / 2e6, 128 / 2e6, 0.5))
        self.assertAlmostEqual(record["roofline_pct"], 100 * 64 / 2e6 / 10)
        self.assertEqual(record["driver_version"], "CUDA 13.2, CuPy 14.2.0, nvcc 13.0")
        self.assertGreaterEqual(record["reps"], 10)
        self.assertEqual(json.loads(kernels)["median_ns"], 2_000_000)

    def test_a_roof_of_another_device_is_left_out(self):
        content = index()
        content["record"]["device_name"] = "Another"
        self.write(content)
        _, record, _ = self.execute(StandInCupy(scaled))
        self.assertEqual((record["peak_gflops"], record["roofline_pct"]), (None, None))

    def test_a_kernel_that_does_nothing_fails_and_reports_no_speed(self):
        code, record, kernels = self.execute(StandInCupy(lambda *arguments: None))
        self.assertEqual(code, cuda_exports.CHECK_FAILED)
        self.assertEqual((record["check"], record["nonfinite_count"], record["median_ns"]), ("failed", ELEMENTS, None))
        self.assertEqual(kernels, "")

    def test_what_was_timed_is_checked_again(self):
        calls = []

        def goes_wrong(*arguments):
            calls.append(arguments)
            scaled(*arguments[:6], FACTOR if len(calls) == 1 else FACTOR + 1)

        code, record, _ = self.execute(StandInCupy(goes_wrong))
        self.assertEqual(code, cuda_exports.CHECK_FAILED)
        self.assertEqual((record["check"], record["median_ns"], record["samples_ns"]), ("failed", None, None))

    def test_a_late_host_is_given_more_time(self):
        cupy = StandInCupy(scaled)
        cupy.host_late = 5
        code, record, _ = self.execute(cupy)
        self.assertEqual((code, record["median_ns"]), (cuda_exports.OK, 2e6))
        cupy.host_late = 10 ** 6
        code, record, _ = self.execute(cupy)
        self.assertEqual((code, record["status"], record["median_ns"]), (cuda_exports.RUN_TIME_ERROR, "error", None))
        self.assertIn("keeps ahead", record["reason"])

    def test_what_a_driver_raises_ends_in_the_record(self):
        def raises(*arguments):
            raise RuntimeError("CUDA_ERROR_LAUNCH_FAILED: unspecified launch failure")

        code, record, _ = self.execute(StandInCupy(raises))
        self.assertEqual(code, cuda_exports.RUN_TIME_ERROR)
        self.assertEqual((record["status"], record["check"]), ("error", "failed"))
        self.assertIn("unspecified launch failure", record["reason"])

    def test_a_group_too_large_for_the_kernel_is_refused(self):
        _, record, _ = self.execute(StandInCupy(scaled, most_threads=4))
        self.assertEqual(record["status"], "error")
        self.assertIn("got blocks of 8 threads; needs at most 4", record["reason"])

    def test_no_cupy_and_no_device_exit_with_3(self):
        def none(device):
            raise RuntimeError("cudaErrorNoDevice: no CUDA-capable device is detected")

        cupy = StandInCupy(scaled)
        cupy.cuda.runtime.getDeviceProperties = none
        for module, said in ((None, "cupy: not found"), (cupy, "no CUDA-capable device")):
            with mock.patch.dict("sys.modules", cupy=module), contextlib.redirect_stderr(io.StringIO()) as printed:
                self.assertEqual(cuda_exports.main(["--run", str(self.folder)]), cuda_exports.UNSUPPORTED)
            self.assertIn(said, printed.getvalue())
            self.assertRegex(printed.getvalue(), r"^cuda_exports: .*; needs .*; try .*\n$")


@unittest.skipUnless(sys.platform == "linux" and shutil.which("g++"), "emulation: needs Linux and g++")
class EmulationTest(Folders):
    def emulate(self):
        out = self.folder / "records.jsonl"
        with contextlib.redirect_stderr(io.StringIO()):
            code = cuda_exports.main(["--emulate", "--out", str(out), str(self.folder)])
        return code, json.loads(out.read_text())

    def test_threads_of_a_block_meet_at_barriers(self):
        code, record = self.emulate()
        self.assertEqual((code, record["check"], record["rms_rel_err"]), (cuda_exports.OK, "passed", 0))
        self.assertEqual((record["engine"], record["median_ns"]), ("cuda-exports-emulated", None))
        self.assertEqual(list(record), FIELDS)

    def test_wrong_arguments_and_grids_do_not_pass(self):
        task = index()["tasks"][0]
        null = [None] * 4
        for changed in (
                task | {"arguments": [*null, {"array": "o"}, {"array": "x"}, {"i32": FACTOR}]},
                task | {"arguments": [*null, {"array": "x"}, {"array": "o"}, {"i32": FACTOR + 1}]},
                task | {"global": [8]}, task | {"local": [4]}):
            self.write(index() | {"tasks": [changed]})
            code, record = self.emulate()
            self.assertEqual((code, record["check"]), (cuda_exports.CHECK_FAILED, "failed"), changed)

    def test_a_missing_argument_and_a_diverging_barrier_are_errors(self):
        task = index()["tasks"][0]
        self.write(index() | {"tasks": [task | {"arguments": task["arguments"][:-1]}]})
        code, record = self.emulate()
        self.assertEqual((code, record["status"]), (cuda_exports.RUN_TIME_ERROR, "error"))
        self.assertIn("a wrong number of arguments", record["reason"])
        self.write(index())
        (self.folder / "Scaling.forwardRows.cl").write_text(
            SCALE.replace("  barrier(", "  if(i_1 < 5)\n  {\n    return;\n  }\n  barrier("))
        code, record = self.emulate()
        self.assertEqual((code, record["status"]), (cuda_exports.RUN_TIME_ERROR, "error"))
        self.assertIn("wait at a barrier", record["reason"])


if __name__ == "__main__":
    unittest.main()
