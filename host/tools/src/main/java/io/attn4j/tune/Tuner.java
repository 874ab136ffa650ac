package io.attn4j.tune;

import io.attn4j.bench.CaseId;
import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigWriter;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.device.TuningEvidence;
import io.attn4j.engine.Engine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.file.WholeFile;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TaskLaunch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

    private static final int LEAST_ROUNDS = 7;
    private static final int MOST_ROUNDS = 31;

    /** The generic kernels may be slower by orders of magnitude, and nothing is decided by their time. */
    private static final int GENERIC_ROUNDS = 5;

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
    public record Request(
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
            Map<String, Integer> counts,
            int remembered,
            Map<String, Integer> refused) {}

    private final Engine engine;
    private final GraphDevice device;
    private final Request request;
    private final Listener listener;
    private final LongSupplier clock = System::nanoTime;

    /**
     * Prepares to tune.
     *
     * @param device index of the device within the engine, or negative for its best
     * @throws UnsupportedRequestException when the engine has no kernels to tune, or no such device
     */
    public Tuner(Engine engine, int device, Request request, Listener listener) {
        if (!engine.taskGraphs() || engine.id().equals("simulator")) {
            throw new UnsupportedRequestException("--engine: got " + engine.id()
                    + "; needs an engine that runs kernels on a device; try --engine opencl");
        }
        this.engine = engine;
        this.device = engine.device(device);
        this.request = request;
        this.listener = listener;
    }

    /** Folder for evidence: {@code results/tuning} of a source tree, else next to the user's device-configs. */
    public static Path evidenceFile(GraphDevice device, String engine) {
        String root = System.getProperty("attn4j.root");
        Path folder =
                root == null ? userFolder("--evidence").resolveSibling("tuning") : Path.of(root, "results", "tuning");
        return folder.resolve(name(device, engine) + ".jsonl");
    }

    private static Path userFolder(String flag) {
        return DeviceConfigs.userFolder()
                .orElseThrow(() -> new InvalidInputException(
                        "HOME", "none", "a home directory for what is tuned", flag + " FILE"));
    }

    /** The kernels that {@code opencl} has are there on {@code tornado} too, but not the other way round. */
    private static String name(GraphDevice device, String engine) {
        return DeviceSlug.of(device) + (engine.equals("opencl") ? "" : "-" + engine);
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
        try (EngineWorkload workload = new EngineWorkload(engine, device.index(), request.cases, request.seed)) {
            EvidenceLog log = new EvidenceLog(request.evidence, origin(workload), request.fresh);
            Candidate base = new Candidate(untuned.kernels());
            Search.Limits limits = new Search.Limits(
                    start + nanoseconds(request.budgetSeconds * SEARCH_SHARE),
                    nanoseconds(request.candidateSeconds),
                    clock);
            Search.Found found;
            try (Search search = new Search(
                    workload,
                    log,
                    limits,
                    (done, of, choice, gain) -> listener.next(done, of, Candidate.text(choice), gain))) {
                found = search.from(base);
            }
            listener.next(1, 1, "measuring against " + untuned.file() + " and the generic one", 1);
            Final last = new Final(workload, base, found.best());
            last.measure(start + nanoseconds(request.budgetSeconds));
            log.add(last.line());
            DeviceConfig config = config(untuned, workload, found, last);
            Path file = request.configFile == null ? target() : request.configFile;
            write(file, config);
            return new Result(config, file, found.counts(), found.remembered(), found.refused());
        }
    }

    private static long nanoseconds(double seconds) {
        return (long) (seconds * 1e9);
    }

    private Map<String, Object> origin(EngineWorkload workload) {
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("commit", request.commit);
        origin.put("engine", engine.id());
        origin.put("device_name", device.name());
        origin.put("device_vendor", device.vendor());
        origin.put("platform", device.platform());
        origin.put("driver_version", device.driverVersion());
        origin.put("timer", workload.timer());
        return origin;
    }

    /** The generic, the untuned and the tuned kernels in turn, case by case. */
    private final class Final {
        private final EngineWorkload workload;
        private final Candidate untuned;
        private final Candidate tuned;
        private final Candidate generic = new Candidate(DeviceConfigs.generic().kernels());
        private final Map<String, long[]> untunedNs = new LinkedHashMap<>();
        private final Map<String, long[]> tunedNs = new LinkedHashMap<>();
        private final Map<String, long[]> genericNs = new LinkedHashMap<>();
        private String genericFails;

        Final(EngineWorkload workload, Candidate untuned, Candidate tuned) {
            this.workload = workload;
            this.untuned = untuned;
            this.tuned = tuned;
        }

        void measure(long deadlineNs) {
            long each = (deadlineNs - clock.getAsLong()) / workload.cases().size();
            for (String id : workload.cases()) {
                long until = clock.getAsLong() + each;
                genericNs.put(id, genericTimes(id));
                try (Workload.Trial before = workload.open(id, untuned);
                        Workload.Trial after = workload.open(id, tuned)) {
                    before.run();
                    after.run();
                    List<Long> ofBefore = new ArrayList<>();
                    List<Long> ofAfter = new ArrayList<>();
                    for (int round = 0;
                            round < MOST_ROUNDS && (round < LEAST_ROUNDS || clock.getAsLong() < until);
                            round++) {
                        if (round % 2 == 0) {
                            ofBefore.add(before.run());
                            ofAfter.add(after.run());
                        } else {
                            ofAfter.add(after.run());
                            ofBefore.add(before.run());
                        }
                    }
                    untunedNs.put(id, times(ofBefore));
                    tunedNs.put(id, times(ofAfter));
                }
            }
        }

        /** Times with the generic kernels, or null where the device cannot run them. */
        private long[] genericTimes(String id) {
            try {
                workload.launches(id, generic);
                try (Workload.Trial trial = workload.open(id, generic)) {
                    List<Long> times = new ArrayList<>();
                    for (int round = 0; round < GENERIC_ROUNDS; round++) {
                        times.add(trial.run());
                    }
                    return times(times);
                }
            } catch (RuntimeException refused) {
                genericFails = String.valueOf(refused.getMessage());
                return null;
            }
        }

        private static long[] times(List<Long> list) {
            return list.stream().mapToLong(Long::longValue).toArray();
        }

        /** Whether the tuned kernels are other than the untuned ones, and faster. */
        boolean gained() {
            return different() && ratio(untunedNs, tunedNs) > 1;
        }

        private boolean different() {
            for (String id : workload.cases()) {
                List<TaskLaunch> before = workload.launches(id, untuned);
                if (!before.equals(workload.launches(id, tuned))) {
                    return true;
                }
            }
            return false;
        }

        private Double ratio(Map<String, long[]> slow, Map<String, long[]> fast) {
            List<Double> ratios = new ArrayList<>();
            for (String id : workload.cases()) {
                if (slow.get(id) == null) {
                    return null;
                }
                ratios.add(Race.median(slow.get(id)) / Race.median(fast.get(id)));
            }
            return Math.round(1e4 * Race.geometricMean(ratios)) / 1e4;
        }

        Map<String, Object> line() {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("status", "final");
            line.put("incumbent", untuned.toString());
            line.put("candidate", tuned.toString());
            line.put("ratio", ratio(untunedNs, tunedNs));
            List<Map<String, Object>> measured = new ArrayList<>();
            for (String id : workload.cases()) {
                Map<String, Object> times = new LinkedHashMap<>();
                times.put("case", id);
                times.put("generic_ns", genericNs.get(id));
                times.put("incumbent_ns", untunedNs.get(id));
                times.put("candidate_ns", tunedNs.get(id));
                measured.add(times);
            }
            line.put("measured", measured);
            line.put("reason", genericFails == null ? null : "generic: " + genericFails);
            return line;
        }

        TuningEvidence evidence(String untunedFile, String searched) {
            boolean gained = gained();
            Map<String, long[]> after = gained ? tunedNs : untunedNs;
            List<TuningEvidence.Case> cases = new ArrayList<>();
            for (String id : workload.cases()) {
                long[] general = genericNs.get(id);
                cases.add(new TuningEvidence.Case(
                        id,
                        general == null ? null : Race.median(general),
                        Race.median(untunedNs.get(id)),
                        Race.median(after.get(id))));
            }
            String driver = device.driverVersion();
            return new TuningEvidence(
                    engine.id(),
                    driver == null || driver.isBlank() ? null : driver,
                    request.commit,
                    LocalDate.now(ZoneOffset.UTC).toString(),
                    records(),
                    workload.timer(),
                    untunedFile,
                    searched,
                    gained ? ratio(untunedNs, tunedNs) : 1,
                    ratio(genericNs, after),
                    cases);
        }
    }

    /** The evidence file, relative to the source tree where it lies in it. */
    private String records() {
        String root = System.getProperty("attn4j.root");
        Path file = request.evidence.toAbsolutePath().normalize();
        Path tree = root == null ? null : Path.of(root).toAbsolutePath().normalize();
        return (tree != null && file.startsWith(tree) ? tree.relativize(file) : file).toString();
    }

    private DeviceConfig config(DeviceConfig untuned, EngineWorkload workload, Search.Found found, Final last) {
        int measured =
                found.counts().values().stream().mapToInt(Integer::intValue).sum();
        String searched = (found.complete() ? "whole space: " : "until the budget was spent: ") + measured
                + " candidates measured, "
                + found.refused().values().stream().mapToInt(Integer::intValue).sum()
                + " left out unrun";
        List<KernelChoice> kernels = last.gained() ? found.best().choices() : untuned.kernels();
        return new DeviceConfig(
                untuned.file(),
                "tuned",
                device.name() + " by attn4j tune: " + String.join(", ", mechanisms()),
                new DeviceConfig.Match(
                        DeviceConfig.Level.DEVICE,
                        engine.id().equals("opencl") ? null : engine.id(),
                        device.type(),
                        exactly(device.vendor()),
                        exactly(device.platform()),
                        exactly(device.name())),
                untuned.limits(),
                untuned.peaks(),
                kernels,
                untuned.fpga(),
                last.evidence(untuned.file(), searched));
    }

    private List<String> mechanisms() {
        return request.cases.stream().map(CaseId::mechanism).distinct().toList();
    }

    private static Pattern exactly(String text) {
        return text.isBlank() ? null : Pattern.compile("^" + Pattern.quote(text) + "$", Pattern.CASE_INSENSITIVE);
    }

    /** The folder that later runs look into, and a name in it that no device-config made by hand has. */
    private Path target() {
        Path sources = DeviceConfigs.sourceFolder();
        Path folder = sources == null ? userFolder("--write") : sources;
        String name = name(device, engine.id());
        Path file = folder.resolve(name + ".json");
        boolean byHand = Files.exists(file) && !DeviceConfigs.isTuned(file);
        return byHand ? folder.resolve(name + "-tuned.json") : file;
    }

    private static void write(Path file, DeviceConfig config) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not written; " + failure, failure);
        }
        byte[] json = DeviceConfigWriter.json(config).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, List.of(MemorySegment.ofArray(json)));
    }
}
