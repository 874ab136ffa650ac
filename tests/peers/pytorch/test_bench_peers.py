"""Tests of what bench_peers.py does without PyTorch: python3 -m unittest discover tests/peers/pytorch"""

import unittest

import bench_peers
from bench_peers import Case, Contender, Engine, Rules, UsageError, interleave, spread


class CaseTest(unittest.TestCase):
    def test_ids_are_read_and_written_alike(self):
        ids = bench_peers.SUITE + ["standard/fwd/bf16/B2/H4/N17/L33/D16/G2/V8/causal", "standard/fwdbwd/f32/B1/H1/N3/L5/D8"]
        self.assertEqual(ids, [str(Case.parse(text)) for text in ids])

    def test_what_is_no_case_is_refused_with_what_it_needs(self):
        for text in (
            "", "standard", "standard/bwd/f32/B1/H1/N1/L1/D1", "standard/fwd/f64/B1/H1/N1/L1/D1", "standard/fwd/f32/B1/H1/N1/L1",
            "standard/fwd/f32/B1/B1/H1/N1/L1/D1", "standard/fwd/f32/B0/H1/N1/L1/D1", "linformer/fwd/f32/B1/H1/N1/L1/D1",
            "centroid/fwd/f32/B1/H1/N8/L8/D8/R2/variant=kmeans", "standard/fwd/f32/B1/H1/N1/L1/D1/X1",
        ):
            with self.subTest(text), self.assertRaisesRegex(UsageError, "case: got .*; needs .*; try "):
                Case.parse(text)

    def test_a_causal_case_counts_visible_pairs(self):
        case = Case.parse("standard/fwd/f32/B1/H1/N3/L5/D1/causal")
        self.assertEqual(case.pairs(), 3 + 4 + 5)

    def test_gradients_have_flops_where_there_is_a_model(self):
        case = Case.parse("standard/fwdbwd/f32/B2/H3/N3/L5/D8/V4/causal")
        self.assertEqual(case.flops()[0], 2 * 3 * (12 * (10 * 8 + 8 * 4) + 2 * 3 * 4))
        self.assertEqual(Case.parse("linformer/fwdbwd/f32/B1/H1/N8/L8/D8/R2").flops(), (None, None))

    def test_what_no_engine_composes_is_unsupported(self):
        for text in ("linformer/fwd/f32/B1/H1/N8/L8/D8/R2/causal", "centroid/fwd/f32/B1/H1/N9/L9/D8/R2",
                     "synthesizer/fwd/f32/B1/H1/N8/L9/D8"):
            with self.subTest(text), self.assertRaises(bench_peers.Unsupported):
                Case.parse(text).require_supported()


class RecordTest(unittest.TestCase):
    def test_describes_with_fields_of_the_schema_only(self):
        record = bench_peers.describe(Case.parse(bench_peers.SUITE[4]), Engine.parse("pytorch-eager"), 1, "cpu", 2)
        self.assertLessEqual(set(record), set(bench_peers.FIELDS))
        self.assertEqual(record["variant"], "linear")
        self.assertIn("--threads 2", record["repro"])

    def test_names_of_processors_are_those_of_attn4j(self):
        for name, family, model, expected in (
                ("AMD EPYC", 25, 17, "AMD EPYC, family 25 model 17"),
                ("Intel(R) Xeon(R) Processor", 6, 143, "Intel(R) Xeon(R) Processor, family 6 model 143"),
                ("AMD EPYC 9654 96-Core Processor", 25, 17, "AMD EPYC 9654 96-Core Processor")):
            text = f"processor\t: 0\ncpu family\t: {family}\nmodel\t\t: {model}\nmodel name\t: {name}\n\nmodel name\t: other\n"
            self.assertEqual(bench_peers.named_cpu(text), expected)
            self.assertEqual(bench_peers.named_cpu(f"model name\t: {name}\n"), name)

    def test_the_worst_of_several_results_is_reported(self):
        passed = {"check": "passed", "nonfinite_count": 0, "limit": "2e-06 rms / 5e-05 max", "rms_rel_err": 1e-6, "max_rel_err": 1e-6}
        nearer = passed | {"max_rel_err": 4e-5}
        failed = passed | {"check": "failed", "rms_rel_err": 3e-6}
        broken = {"check": "failed", "nonfinite_count": 1, "limit": "2e-06 rms / 5e-05 max"}
        self.assertIs(max([passed, nearer], key=bench_peers.badness), nearer)
        self.assertIs(max([failed, nearer], key=bench_peers.badness), failed)
        self.assertIs(max([failed, broken, nearer], key=bench_peers.badness), broken)

    def test_a_record_names_the_pass(self):
        for works in bench_peers.PASSES:
            case = Case.parse(f"standard/{works}/f32/B1/H1/N1/L1/D8")
            record = bench_peers.describe(case, Engine.parse("pytorch-eager"), 1, "cpu", 2)
            self.assertEqual((record["pass"], record["case_id"]), (works, str(case)))

    def test_usage_errors_exit_with_2(self):
        self.assertEqual(bench_peers.main(["--case", "nonsense"]), 2)
        self.assertEqual(bench_peers.main(["--dtype", "f64"]), 2)
        self.assertEqual(bench_peers.main(["--pass", "bwd"]), 2)
        self.assertEqual(bench_peers.main(["--engine", "cpu"]), 2)


class EngineTest(unittest.TestCase):
    def test_names_say_backend_and_type_of_accumulation(self):
        self.assertEqual(Engine.parse("pytorch-sdpa"), Engine("pytorch-sdpa", "pytorch-sdpa"))
        self.assertEqual(
            Engine.parse("pytorch-sdpa-efficient-tf32"),
            Engine("pytorch-sdpa-efficient-tf32", "pytorch-sdpa", "efficient", True))
        with self.assertRaisesRegex(UsageError, "--engine: got pytorch-sdpa-x; needs .*; try "):
            Engine.parse("pytorch-sdpa-x")

    def test_tf32_is_said_in_the_record_and_in_nothing_but_fp32(self):
        for dtype, accumulation in (("f32", "tf32"), ("f16", "f32")):
            case = Case.parse(f"standard/fwd/{dtype}/B1/H1/N1/L1/D8")
            record = bench_peers.describe(case, Engine.parse("pytorch-eager-tf32"), 1, "cuda", 2)
            self.assertEqual(record["acc_dtype"], accumulation)


class FakeClock:
    """Nanoseconds that pass only while something executes."""

    def __init__(self):
        self.now = 0

    def __call__(self):
        return self.now


class TimingTest(unittest.TestCase):
    def test_engines_take_turns_until_each_has_enough(self):
        clock, order = FakeClock(), []

        def execution(name, took):
            def execute():
                order.append(name)
                clock.now += took

            return execute

        rules = Rules(reps=20, min_time=1e-3, max_noise=0.03, timeout=1)
        contenders = [Contender(execution(name, took), rules, clock) for name, took in (("a", 20_000), ("b", 50_000))]
        interleave(contenders)
        self.assertGreater(sum(first != second for first, second in zip(order, order[1:])), 4)
        for contender, took in zip(contenders, (20_000, 50_000)):
            fields = spread(contender)
            self.assertLessEqual(set(fields), set(bench_peers.FIELDS))
            self.assertGreaterEqual(fields["reps"], 20)
            self.assertEqual((fields["median_ns"], fields["mad_ns"], fields["converged"]), (took, 0, True))
        self.assertEqual(sum(len(each.samples) + each.uncounted for each in contenders), len(order))

    def test_a_failure_ends_one_part_only(self):
        clock = FakeClock()

        def breaks():
            raise RuntimeError("broken")

        def works():
            clock.now += 10_000

        rules = Rules(reps=10, min_time=1e-3, max_noise=0.03, timeout=1)
        broken, working = Contender(breaks, rules, clock), Contender(works, rules, clock)
        interleave([broken, working])
        self.assertEqual(str(broken.failure), "broken")
        self.assertGreaterEqual(len(working.samples), 10)


if __name__ == "__main__":
    unittest.main()
