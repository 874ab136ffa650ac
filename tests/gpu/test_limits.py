"""Tests of the table of limits: python3 -m unittest discover tests/gpu"""

import tempfile
import unittest
from pathlib import Path

import limits
from pytorch_peers import UsageError

ROW = {"kernel": "A.forward", "arch": "sm_90", "nvcc": "13.0", "registers": 40, "stack_bytes": 0, "spill_store_bytes": 0,
       "spill_load_bytes": 0}


class LimitsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.table = Path(folder.name) / "table.tsv"
        self.table.write_text(limits.written([ROW | {"kernel": "B.forward"}, ROW]), "utf-8")

    def above(self, **changes):
        return limits.above([ROW | changes], self.table)

    def test_what_was_written_is_within(self):
        self.assertEqual([], self.above())
        self.assertEqual([], self.above(registers=39))

    def test_more_registers_stack_or_spills_are_found(self):
        self.assertEqual(["A.forward: got 41 registers; needs at most 40"], self.above(registers=41))
        self.assertEqual(2, len(self.above(stack_bytes=8, spill_load_bytes=4)))

    def test_registers_of_another_compiler_are_its_own_affair(self):
        self.assertEqual([], self.above(nvcc="12.4", registers=200))
        self.assertEqual(1, len(self.above(nvcc="12.4", stack_bytes=8)))

    def test_a_new_kernel_needs_a_line(self):
        self.assertIn("needs one", self.above(kernel="C.forward")[0])
        self.assertIn("needs one", self.above(arch="sm_80")[0])

    def test_another_file_is_refused(self):
        self.table.write_text("kernel\tregisters\n", "utf-8")
        with self.assertRaises(UsageError):
            self.above()
        with self.assertRaises(UsageError):
            limits.above([ROW], self.table.with_name("none"))


if __name__ == "__main__":
    unittest.main()
