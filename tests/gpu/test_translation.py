"""Tests of translating and compiling exports: python3 -m unittest discover tests/gpu"""

import contextlib
import io
import json
import shutil
import tempfile
import unittest
import zipfile
from pathlib import Path

import cuda_exports
import exports
import nvcc
import translate
from pytorch_peers import UsageError

PARAMETERS = ("__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, "
              "__global int *_atomics")
SCALE = f"""__kernel void scale({PARAMETERS}, __global uchar *x, __global uchar *y, __private int factor)
{{
  __local float shared[8];
  int i_0, i_1;
  float f_2;
  ulong ul_3, ul_4;

  i_0  =  get_global_id(0);
  i_1  =  get_local_id(0);
  ul_3  =  (ulong) x + 16L + ((long) i_0 << 2);
  ul_4  =  (ulong) y + 16L + ((long) i_0 << 2);
  f_2  =  *((__global float *) ul_3);
  shared[i_1]  =  f_2;
  barrier(CLK_LOCAL_MEM_FENCE);
  f_2  =  fma(shared[7 - i_1], (float) factor, exp(0.0F));
  *((__global float *) ul_4)  =  f_2;
  return;
}}  //  kernel
"""
HEADER = "key\tfile\tentry\ttarget\tparameters\tsizes"


def manifest(*rows):
    return "\n".join([HEADER, *("\t".join(row) for row in rows)]) + "\n"


class TranslationTest(unittest.TestCase):
    def test_address_spaces_leave_signatures_and_stay_in_casts(self):
        cuda = translate.to_cuda(SCALE, "scale")
        self.assertIn("__kernel void scale(long *_kernel_context, uchar *_constant_region, uchar *_local_region, "
                      "int *_atomics, uchar *x, uchar *y, int factor)", cuda)
        self.assertIn("f_2  =  *(attn4j_global<float>(ul_3));", cuda)
        self.assertIn("*(attn4j_global<float>(ul_4))  =  f_2;", cuda)
        self.assertIn("  __local float shared[8];", cuda)

    def test_what_has_no_mapping_is_refused_with_its_line(self):
        for unknown in ("vload_half(0, p)", "atomic_add(p, 1)", "(__global half *) p + 1", "__attribute__((unused))"):
            with self.subTest(unknown), self.assertRaisesRegex(translate.TranslationError, "line 13: got .*; needs .*; try "):
                translate.to_cuda(SCALE.replace("shared[i_1]  =  f_2", unknown), "scale")
        with self.assertRaisesRegex(translate.TranslationError, "kernel other: got a text with"):
            translate.to_cuda(SCALE, "other")


class ExportsTest(unittest.TestCase):
    def test_reads_a_folder_and_a_jar_alike(self):
        rows = manifest(("a.b.Scaling#forwardRows(8)", "Scaling/forwardRows.cl", "scale", "opencl", "ctx", "UL_1_SIZE=8,UL_2_SIZE=4"))
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "manifest.tsv").write_text(rows)
            (Path(folder) / "Scaling").mkdir()
            (Path(folder) / "Scaling/forwardRows.cl").write_text(SCALE)
            jar = Path(folder) / "kernels.jar"
            with zipfile.ZipFile(jar, "w") as out:
                out.writestr(exports.ROOT + "manifest.tsv", rows)
                out.writestr(exports.ROOT + "Scaling/forwardRows.cl", SCALE)
            self.assertEqual(exports.read(folder), exports.read(jar))
            self.assertEqual(exports.read(jar), [exports.Export(
                "Scaling.forwardRows_8", "scale", "opencl", "#define UL_1_SIZE 8\n#define UL_2_SIZE 4\n" + SCALE)])

    def test_leaves_out_what_gpus_do_not_run(self):
        def reason(name, target="opencl"):
            return exports.Export(name, "forward", target, "").left_out()

        self.assertEqual(reason("FusedAttention.forwardTiled_64_64_32"), "")
        self.assertEqual(reason("FusedAttention.forwardTiled_64_64_32", "opencl-gpu"), "")
        self.assertIn("opencl-fpga", reason("FusedAttention.forwardTiled_64_64_32", "opencl-fpga"))
        for lanes in ("FusedAttention.forwardLanes_64_64", "PastOnlyLanes.forwardChunks_128"):
            self.assertIn("for CPUs", reason(lanes))

    def test_what_is_no_export_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            for text in (None, "", "key\tfile\n", manifest(("K#k()", "absent.cl", "e", "opencl", "ctx", "")),
                         manifest(("k", "absent.cl", "e", "opencl", "ctx", "")), HEADER + "\nk\n"):
                if text is not None:
                    (Path(folder) / "manifest.tsv").write_text(text)
                with self.subTest(text), self.assertRaisesRegex(UsageError, "exports: got .*; needs .*; try "):
                    exports.read(folder)
            (Path(folder) / "no.jar").write_text("no zip")
            with self.assertRaises(UsageError):
                exports.read(Path(folder) / "no.jar")


class NvccTest(unittest.TestCase):
    REPORT = """ptxas info    : 0 bytes gmem
ptxas info    : Compiling entry function 'forwardRows' for 'sm_90'
ptxas info    : Function properties for forwardRows
    528 bytes stack frame, 12 bytes spill stores, 16 bytes spill loads
ptxas info    : Used 168 registers, used 1 barriers, 38528 bytes smem, 460 bytes cmem[0]
"""
    SASS = """
        /*0000*/                   LDC R1, c[0x0][0x28] ;
        /*0010*/                   FFMA R2, R3, R4, R5 ;
        /*0020*/              @!P0 FFMA.FTZ R2, R3, R4, R5 ;
        /*0030*/                   LDS R6, [R7] ;
        /*0040*/              @P1  LDS.128 R8, [R7+0x10] ;
        /*0050*/                   LDS.64 R8, [R7+0x20] ;
        /*0060*/                   LDG.E R9, desc[UR4][R2.64] ;
        /*0070*/             @!UP0 STG.E desc[UR4][R2.64], R9 ;
        /*0080*/                   LDL.LU R3, [R1] ;
        /*0090*/                   BRA `(.L_x_1) ;
.L_x_1:
"""

    def test_reads_what_ptxas_reports(self):
        self.assertEqual(nvcc.resources(self.REPORT), nvcc.Resources(168, 528, 12, 16, 38528))
        self.assertEqual(nvcc.resources("ptxas info    : Used 22 registers\n"), nvcc.Resources(22, 0, 0, 0, 0))
        with self.assertRaises(nvcc.CompilationError):
            nvcc.resources("nothing\n")

    def test_counts_instructions(self):
        counts = nvcc.count(self.SASS)
        self.assertEqual(list(counts), list(nvcc.SASS_COLUMNS))
        self.assertEqual([counts[column] for column in nvcc.SASS_COLUMNS], [2, 1, 1, 1, 1, 1, 1, 0, 0, 0])

    def test_says_how_much_shared_memory_is_too_much(self):
        said = "ptxas error   : Entry function 'f' uses too much shared data (0xc0a0 bytes, 0xc000 max)\n"
        self.assertEqual(nvcc.complaint(said),
                         "got 49312 bytes of static shared memory; needs at most 49152; try smaller tiles")
        self.assertEqual(nvcc.complaint("\nx.cu(3): error: no such thing\n1 error\n"), "x.cu(3): error: no such thing")

    @unittest.skipUnless(nvcc.tool("nvcc"), "nvcc: not found")
    def test_global_memory_is_accessed_as_such(self):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "scale.cu"
            source.write_text('#include "opencl_to_cuda.h"\n' + translate.to_cuda(SCALE, "scale"))
            done = nvcc.run([nvcc.tool("nvcc"), *nvcc.FLAGS, "--ptx", "-arch=sm_90", f"-I{nvcc.HERE}", "-o", "-", source])
        self.assertEqual(done.returncode, 0, done.stderr)
        for space in ("ld.global", "st.global", "ld.shared", "st.shared", "fma.rn"):
            self.assertIn(space, done.stdout)
        self.assertNotRegex(done.stdout, r"\b(ld|st)\.[fu]\d")

    @unittest.skipUnless(nvcc.tool("nvcc"), "nvcc: not found")
    def test_compiles_from_the_command_line(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "manifest.tsv").write_text(manifest(
                ("Scaling#forwardRows(8)", "Scaling.forwardRows_8.cl", "scale", "opencl", "ctx", ""),
                ("Scaling#forwardLanes(8)", "Scaling.forwardLanes_8.cl", "scale", "opencl", "ctx", ""),
                ("Scaling#forwardBroken(8)", "Scaling.forwardBroken_8.cl", "scale", "opencl", "ctx", "")))
            (folder / "Scaling.forwardRows_8.cl").write_text(SCALE)
            (folder / "Scaling.forwardLanes_8.cl").write_text(SCALE)
            (folder / "Scaling.forwardBroken_8.cl").write_text(SCALE.replace("f_2  =  *", "f_9  =  *"))
            out, printed = folder / "rows.jsonl", io.StringIO()
            with contextlib.redirect_stdout(printed):
                code = cuda_exports.main(["--compile-only", "--out", str(out), str(folder)])
            rows = [json.loads(line) for line in out.read_text().splitlines()]
        self.assertEqual(code, cuda_exports.CHECK_FAILED)
        self.assertEqual([row["status"] for row in rows], ["ok", "skipped", "error"])
        self.assertEqual(rows[0]["shared_bytes"], 32)
        self.assertIn("1 compiled for sm_90", printed.getvalue())
        self.assertIn("Scaling.forwardBroken_8: error: scale for sm_90:", printed.getvalue())


class UsageTest(unittest.TestCase):
    def test_mistakes_exit_with_2(self):
        for arguments in ([], ["--run"], ["--compile-only", "a", "b"], ["--run", "--emulate", "a"],
                          ["--run", "a", "--reps", "0"]):
            with self.subTest(arguments), contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit) as exit:
                cuda_exports.main(arguments)
            self.assertEqual(exit.exception.code, cuda_exports.USAGE)

    @unittest.skipIf(shutil.which("nvcc") is None, "nvcc: not found")
    def test_no_exports_exit_with_2(self):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()) as printed:
            self.assertEqual(cuda_exports.main(["--compile-only", folder]), cuda_exports.USAGE)
        self.assertRegex(printed.getvalue(), r"^cuda_exports: exports: got .*; needs .*; try .*\n$")


if __name__ == "__main__":
    unittest.main()
