package io.attn4j.tune;

import io.attn4j.bench.CaseId;
import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.device.TuningEvidence;
import io.attn4j.engine.Engine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Tunes the kernels of one device: searches from the device-config in use without tuning, measures what was found against it
 * and against the generic one, and writes the device-config that later runs pick up.
 */
public final class Tuner {
    /** Share of the budget that the search may take; the rest is for the measurement at the end. */
    private static final double SEARCH_SHARE = 0.8;

    /**
     * What to tune and for how long.
     *
     * @param cases the cases to make fast
     * @param seed seed of their inputs
     * @param budgetSeconds time for the search and the measurement at the end; what is under way is finished
     * @param candidateSeconds time for one candidate's compilation, check and race
     * @param evidence file that each measured candidate is appended to, and that a later search resumes from
     * @param fresh whether what the evidence file holds is measured again
     * @param configFile device-config to write, or null for the place where later runs look for it
     * @param commit Git commit of attn4j, or null outside a source tree
     */
    public record Job(
            List<CaseId> cases,
            long seed,
            double budgetSeconds,
            double candidateSeconds,
            Path evidence,
            boolean fresh,
            Path configFile,
            String commit) {}

    /** Told what is going on. */
    public interface Listener {
        /**
         * A candidate is about to be measured.
         *
         * @param done choices dealt with
         * @param of choices in all
         * @param what the candidate, or what else is being measured
         * @param gain geometric mean of the speed-ups so far
         */
        void next(int done, int of, String what, double gain);
    }

    /**
     * What came out.
     *
     * @param config the device-config as written
     * @param file where
     * @param counts how many candidates met which end
     * @param remembered how many of those the evidence file knew
     * @param refused how many were never run, by what speaks against them
     */
    public record Result(
            DeviceConfig config,
            Path file,
            Map<Ending, Integer> counts,
            int remembered,
            Map<String, Integer> refused) {}

    private final Engine engine;
    private final GraphDevice device;
    private final Job job;
    private final Listener listener;
    private final LongSupplier clock = System::nanoTime;

    /**
     * Prepares to tune.
     *
     * @param device index of the device within the engine, or negative for its best
     * @throws UnsupportedRequestException when the engine has no kernels to tune, or no such device
     */
    public Tuner(Engine engine, int device, Job job, Listener listener) {
        if (!engine.taskGraphs() || engine.instrument()) {
            throw new UnsupportedRequestException("--engine: got " + engine.id()
                    + "; needs an engine that runs kernels on a device; try --engine opencl");
        }
        this.engine = engine;
        this.device = engine.device(device);
        this.job = job;
        this.listener = listener;
    }

    /** Where evidence goes unless told: {@code results/tuning} of a source tree, else next to the user's device-configs. */
    public static Path evidenceFile(GraphDevice device, Engine engine) {
        return TuningFiles.evidence(device, engine);
    }

    /**
     * Searches, measures and writes.
     *
     * @throws StuckKernelException when a candidate does not end
     * @throws InvalidInputException when the evidence file is not one, or a file cannot be written
     */
    public Result run() {
        long start = clock.getAsLong();
        DeviceConfig untuned = DeviceConfigs.untuned(device);
        try (EngineWorkload workload = new EngineWorkload(engine, device.index(), job.cases, job.seed)) {
            EvidenceLog log = new EvidenceLog(job.evidence, origin(workload), job.fresh);
            Candidate base = new Candidate(untuned.kernels());
            Search.Limits limits = new Search.Limits(
                    start + nanoseconds(job.budgetSeconds * SEARCH_SHARE), nanoseconds(job.candidateSeconds), clock);
            Search.Found found;
            try (Search search = new Search(
                    workload,
                    log,
                    limits,
                    (done, of, choice, gain) -> listener.next(done, of, Candidate.text(choice), gain))) {
                found = search.from(base);
            }
            listener.next(1, 1, "measuring against " + untuned.file() + " and the generic one", 1);
            FinalMeasurement last = new FinalMeasurement(workload, base, found.best(), clock);
            last.measure(start + nanoseconds(job.budgetSeconds));
            log.add(last.line());
            DeviceConfig config = config(untuned, workload, found, last);
            Path file = job.configFile == null ? TuningFiles.config(device, engine) : job.configFile;
            TuningFiles.write(file, config);
            return new Result(config, file, found.counts(), found.remembered(), found.refused());
        }
    }

    private static long nanoseconds(double seconds) {
        return (long) (seconds * 1e9);
    }

    private Map<String, Object> origin(EngineWorkload workload) {
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("commit", job.commit);
        origin.put("engine", engine.id());
        origin.put("device_name", device.name());
        origin.put("device_vendor", device.vendor());
        origin.put("platform", device.platform());
        origin.put("driver_version", device.driverVersion());
        origin.put("timer", workload.timer().toString());
        return origin;
    }

    private DeviceConfig config(
            DeviceConfig untuned, EngineWorkload workload, Search.Found found, FinalMeasurement last) {
        int measured =
                found.counts().values().stream().mapToInt(Integer::intValue).sum();
        String searched = (found.complete() ? "whole space: " : "until the budget was spent: ") + measured
                + " candidates measured, "
                + found.refused().values().stream().mapToInt(Integer::intValue).sum()
                + " left out unrun";
        List<KernelChoice> kernels = last.gained() ? found.best().choices() : untuned.kernels();
        return new DeviceConfig(
                untuned.file(),
                DeviceConfig.Source.TUNED,
                device.name() + " by attn4j tune: " + String.join(", ", mechanisms()),
                new DeviceConfig.Match(
                        DeviceConfig.Level.DEVICE,
                        engine.exportedOnly() ? null : engine.id(),
                        device.type(),
                        exactly(device.vendor()),
                        exactly(device.platform()),
                        exactly(device.name())),
                untuned.limits(),
                untuned.peaks(),
                kernels,
                untuned.fpga(),
                evidence(untuned, workload, searched, last));
    }

    private TuningEvidence evidence(
            DeviceConfig untuned, EngineWorkload workload, String searched, FinalMeasurement last) {
        String driver = device.driverVersion();
        return new TuningEvidence(
                engine.id(),
                driver == null || driver.isBlank() ? null : driver,
                job.commit,
                LocalDate.now(ZoneOffset.UTC).toString(),
                TuningFiles.relative(job.evidence),
                workload.timer(),
                untuned.file(),
                searched,
                last.gain(),
                last.gainOverGeneric(),
                last.cases());
    }

    private List<String> mechanisms() {
        return job.cases.stream().map(CaseId::mechanism).distinct().toList();
    }

    private static Pattern exactly(String text) {
        return text.isBlank() ? null : Pattern.compile("^" + Pattern.quote(text) + "$", Pattern.CASE_INSENSITIVE);
    }
}
