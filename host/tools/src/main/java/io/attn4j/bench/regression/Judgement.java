package io.attn4j.bench.regression;

import io.attn4j.engine.Engines;
import org.apache.commons.statistics.distribution.TDistribution;

/** Applies the bars that {@link RunComparison} describes to one case. */
final class Judgement {
    /** Deviations that noise is allowed. */
    private static final int DEVIATIONS = 3;

    private final ComparisonRules rules;
    private final Side base;
    private final Side changed;
    private final SuiteSpread suiteSpread;
    private final double commonShift;

    /** Judges base against new; {@code suiteSpread} is that of the engine's cases, null if unknown,
     * {@code commonShift} the median log ratio of all cases. */
    Judgement(ComparisonRules rules, Side base, Side changed, SuiteSpread suiteSpread, double commonShift) {
        this.rules = rules;
        this.base = base;
        this.changed = changed;
        this.suiteSpread = suiteSpread;
        this.commonShift = commonShift;
    }

    CaseComparison verdict() {
        Side.Outcome before = base.outcome();
        Side.Outcome after = changed.outcome();
        if (before == Side.Outcome.PASSED && (after == Side.Outcome.FAILED || after == Side.Outcome.REFUSED)) {
            return unmeasured(Verdict.REGRESSION, "check passed -> " + changed.describeOutcome());
        }
        if (before == Side.Outcome.REFUSED && after == Side.Outcome.FAILED) {
            return unmeasured(Verdict.REGRESSION, base.describeOutcome() + " -> " + changed.describeOutcome());
        }
        if (after == Side.Outcome.PASSED && (before == Side.Outcome.FAILED || before == Side.Outcome.REFUSED)) {
            return unmeasured(Verdict.IMPROVEMENT, base.describeOutcome() + " -> check passed");
        }
        if (base.engine().equals(Engines.SIMULATOR)) {
            return unmeasured(Verdict.NOT_MEASURED, "a debugging instrument; its time is no claim");
        }
        if (!base.measured() || !changed.measured()) {
            String reason = !base.measured() && !changed.measured()
                    ? "no time on either side"
                    : base.measured() ? "no time on the new side" : "no time in the base";
            return unmeasured(Verdict.NOT_MEASURED, reason);
        }
        return measured();
    }

    private CaseComparison measured() {
        double[] left = base.blocks();
        double[] right = changed.blocks();
        Shift shift = Shift.of(left, right, rules.alpha());
        double fastest = changed.fastest() / base.fastest();
        double band = band();
        boolean significant = shift.p() < rules.alpha();
        boolean beyond = beyond(shift.ratio(), shift.ratio(), band)
                && beyond(changed.median() / base.median(), shift.ratio(), band);
        boolean fastestToo = beyond(fastest, shift.ratio(), rules.threshold());
        Verdict verdict;
        String reason = null;
        if (significant && beyond && fastestToo) {
            verdict = shift.ratio() > 1 ? Verdict.REGRESSION : Verdict.IMPROVEMENT;
        } else if (significant && beyond) {
            verdict = Verdict.AMBIGUOUS;
            reason = "the fastest samples do not differ as much";
        } else if (beyond) {
            verdict = Verdict.AMBIGUOUS;
            reason = "beyond the band, but not significant";
        } else if (significant && !equivalent(shift)) {
            verdict = Verdict.AMBIGUOUS;
            reason = "significant, but within the band";
        } else {
            verdict = Verdict.SAME;
        }
        return new CaseComparison(
                base.text("case_id"),
                base.engine(),
                base.text("device_name"),
                base.records(),
                changed.records(),
                base.median(),
                changed.median(),
                new CaseComparison.Change(shift, fastest, band, machineDrift(), left.length, right.length),
                verdict,
                reason);
    }

    /** Whether a ratio is further from 1 than the band, on the side of {@code direction}. */
    private static boolean beyond(double ratio, double direction, double band) {
        return (ratio > 1) == (direction > 1) && Math.abs(Math.log(ratio)) > Math.log1p(band);
    }

    private boolean equivalent(Shift shift) {
        return shift.low() != null
                && shift.low() >= 1 / (1 + rules.threshold())
                && shift.high() <= 1 + rules.threshold();
    }

    private double band() {
        double withinRuns = DEVIATIONS * Math.max(base.noise(), changed.noise());
        double ofRuns = Math.max(rules.threshold(), Math.max(withinRuns, Math.expm1(betweenRuns())));
        return (1 + ofRuns) * machineDrift() - 1;
    }

    /**
     * By what factor, at least 1, the machine itself changed: what both its measured roof and the middle of all cases show; 1 where
     * they disagree or no roof was measured.
     */
    private double machineDrift() {
        Double intensity = base.intensity();
        Double before = intensity == null ? null : base.measuredRoof(intensity);
        Double after = intensity == null ? null : changed.measuredRoof(intensity);
        if (before == null || after == null || (before > after) != (commonShift > 0)) {
            return 1;
        }
        return Math.min(Math.max(before / after, after / before), Math.exp(Math.abs(commonShift)));
    }

    /** Log ratio that runs of one build may differ by; 0 where nothing tells. */
    private double betweenRuns() {
        int degrees = base.runs() + changed.runs() - 2;
        if (degrees == 0) {
            return suiteSpread == null ? 0 : suiteSpread.halfWidth(rules.alpha());
        }
        double variance = (base.squaresBetweenRuns() + changed.squaresBetweenRuns()) / degrees;
        return TDistribution.of(degrees).inverseSurvivalProbability(rules.alpha() / 2)
                * Math.sqrt(variance * (1.0 / base.runs() + 1.0 / changed.runs()));
    }

    private CaseComparison unmeasured(Verdict verdict, String reason) {
        String device = base.text("device_name") == null ? changed.text("device_name") : base.text("device_name");
        return new CaseComparison(
                base.text("case_id"),
                base.engine(),
                device,
                base.records(),
                changed.records(),
                base.measured() ? base.median() : null,
                changed.measured() ? changed.median() : null,
                null,
                verdict,
                reason);
    }
}
