package io.attn4j.tune;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Coordinate descent over the roles: every choice for a role races the best so far with the other roles held, and passes are
 * repeated until one changes nothing. Sessions live on one thread of the search's own, so that a kernel which never ends
 * can be given up. Close it to close them.
 */
final class Search implements AutoCloseable {
    private static final int MOST_PASSES = 3;

    /** Speed, compared with the incumbent's, below which no other constants of a strategy are tried. */
    private static final double HOPELESS_STRATEGY = 1.0 / 8;

    private static final Set<String> DISMISSED = Set.of("hopeless", "wrong", "error", "timeout");

    /**
     * How long a search may take.
     *
     * @param deadlineNs time on {@code clock} after which no candidate is begun
     * @param candidateNs time after which a candidate's race begins no further round; one that takes twice as long is given up
     * @param clock nanoseconds
     */
    record Limits(long deadlineNs, long candidateNs, LongSupplier clock) {}

    /** Told before each candidate. */
    interface Listener {
        /**
         * A candidate is about to be measured.
         *
         * @param done choices dealt with in this pass
         * @param of choices of a pass
         * @param gain geometric mean of the speed-ups won so far
         */
        void next(int done, int of, KernelChoice choice, double gain);
    }

    /**
     * What a search found.
     *
     * @param best the fastest candidate
     * @param counts how many candidates met which end: {@code won}, {@code lost}, {@code hopeless}, {@code wrong}, {@code
     *     error}, {@code timeout}
     * @param remembered how many of those the evidence file knew
     * @param refused how many were never run, by what speaks against them
     * @param complete whether everything was looked at before the time was up
     */
    record Found(
            Candidate best,
            Map<String, Integer> counts,
            int remembered,
            Map<String, Integer> refused,
            boolean complete) {}

    private final Workload workload;
    private final EvidenceLog log;
    private final Limits limits;
    private final Listener listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "attn4j-tune");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    /** Choices that no other role's choice would make fit, right or fast. */
    private final Set<KernelChoice> dismissed = new HashSet<>();
    /** Pairs that have met, in either part. */
    private final Set<Set<String>> raced = new HashSet<>();

    private final Map<String, Workload.Trial> incumbents = new HashMap<>();
    private Candidate incumbent;
    private double gain = 1;
    private int remembered;
    private Map<String, Workload.Trial> winners = Map.of();
    private Future<Raced> late;

    Search(Workload workload, EvidenceLog log, Limits limits, Listener listener) {
        this.workload = workload;
        this.log = log;
        this.limits = limits;
        this.listener = listener;
    }

    /**
     * Searches.
     *
     * @param start the candidate to beat, which must run
     * @throws StuckKernelException when a candidate does not end
     */
    Found from(Candidate start) {
        incumbent = start;
        boolean complete = true;
        for (int pass = 0, wins = -1; pass < MOST_PASSES && complete && wins != counts.getOrDefault("won", 0); pass++) {
            wins = counts.getOrDefault("won", 0);
            complete = pass();
        }
        return new Found(incumbent, Map.copyOf(counts), remembered, new LinkedHashMap<>(refused), complete);
    }

    /** Goes through all choices once; false when time is up before. */
    private boolean pass() {
        List<KernelChoice> choices = workload.spaces().stream()
                .map(TuningSpace::choices)
                .flatMap(List::stream)
                .toList();
        for (int i = 0; i < choices.size(); i++) {
            KernelChoice choice = choices.get(i);
            List<String> concerned = concerned(choice.role());
            if (concerned.isEmpty() || dismissed.contains(choice)) {
                continue;
            }
            Candidate challenger = incumbent.with(choice);
            Set<String> code = new TreeSet<>();
            try {
                if (!differs(challenger, concerned, code)
                        || !raced.add(Set.of(incumbent.toString(), challenger.toString()))) {
                    continue;
                }
            } catch (UnsupportedRequestException invalid) {
                dismissed.add(choice);
                refused.merge(String.valueOf(invalid.getMessage()).split(": got ", 2)[0], 1, Integer::sum);
                continue;
            }
            Map<String, Object> race = new LinkedHashMap<>();
            race.put("code_sha256", digest(code));
            race.put("cases", concerned);
            race.put("incumbent", incumbent.toString());
            race.put("candidate", challenger.toString());
            Map<String, Object> line = log.find(race);
            if (line != null) {
                remembered++;
            } else if (limits.clock.getAsLong() >= limits.deadlineNs) {
                return false;
            } else {
                listener.next(i, choices.size(), choice, gain);
                race.putAll(measure(challenger, concerned));
                log.add(race);
                line = race;
            }
            outlast(challenger);
            dismiss(choice, line, choices);
            take(challenger, concerned, line);
        }
        return true;
    }

    private static String strategy(Candidate candidate, String role) {
        for (KernelChoice choice : candidate.choices()) {
            if (choice.role().equals(role)) {
                return choice.strategy();
            }
        }
        return "";
    }

    /** Leaves out of later passes what cannot win there, and of this one the rest of a strategy that is far too slow. */
    private void dismiss(KernelChoice choice, Map<String, Object> line, List<KernelChoice> choices) {
        String status = (String) line.get("status");
        if (DISMISSED.contains(status)) {
            dismissed.add(choice);
        }
        boolean inUse = choice.strategy().equals(strategy(incumbent, choice.role()));
        if (!inUse && status.equals("hopeless") && ((Number) line.get("ratio")).doubleValue() < HOPELESS_STRATEGY) {
            for (KernelChoice like : choices) {
                boolean same =
                        like.role().equals(choice.role()) && like.strategy().equals(choice.strategy());
                if (same && dismissed.add(like)) {
                    refused.merge(
                            choice.role() + " " + choice.strategy() + ", a strategy far too slow", 1, Integer::sum);
                }
            }
        }
    }

    /** Cases in which a role has a kernel. */
    private List<String> concerned(String role) {
        return workload.cases().stream()
                .filter(id -> workload.launches(id, incumbent).stream()
                        .anyMatch(launch -> launch.roles().contains(role)))
                .toList();
    }

    /** Whether the challenger can run and launches anything else than the incumbent; collects hashes of its kernels. */
    private boolean differs(Candidate challenger, List<String> cases, Set<String> code) {
        boolean different = false;
        for (String id : cases) {
            List<TaskLaunch> launches = workload.launches(id, challenger);
            different |= !launches.equals(workload.launches(id, incumbent));
            launches.forEach(launch -> code.add(launch.codeSha256()));
        }
        return different;
    }

    private static String digest(Set<String> code) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(String.join(" ", code).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Counts how a race ended; a winner is what the next one races. */
    private void take(Candidate challenger, List<String> cases, Map<String, Object> line) {
        String status = (String) line.get("status");
        counts.merge(status, 1, Integer::sum);
        if (!status.equals("won")) {
            return;
        }
        incumbent = challenger;
        double share = (double) cases.size() / workload.cases().size();
        gain *= Math.pow(((Number) line.get("ratio")).doubleValue(), share);
        Map<String, Workload.Trial> opened = winners;
        winners = Map.of();
        await(submit(() -> {
            for (String id : cases) {
                close(incumbents.remove(id));
            }
            incumbents.putAll(opened);
            return null;
        }));
    }

    /** Races a challenger; its failures are part of what is measured. */
    private Map<String, Object> measure(Candidate challenger, List<String> cases) {
        Map<String, Object> result = new LinkedHashMap<>();
        Future<Raced> running = submit(() -> race(challenger, cases));
        try {
            Raced raced = get(running, 2 * limits.candidateNs);
            winners = raced.winners;
            result.put("status", raced.outcome.verdict().name().toLowerCase(Locale.ROOT));
            result.put("ratio", raced.outcome.ratio());
            List<Map<String, Object>> measured = new ArrayList<>();
            raced.outcome.cases().forEach(one -> {
                Map<String, Object> times = new LinkedHashMap<>();
                times.put("case", one.caseId());
                times.put("ratio", one.ratio());
                times.put("incumbent_ns", one.incumbentNs());
                times.put("candidate_ns", one.challengerNs());
                measured.add(times);
            });
            result.put("measured", measured);
        } catch (TimeoutException slow) {
            result.put("status", "timeout");
            result.put("reason", "took more than " + TimeUnit.NANOSECONDS.toSeconds(2 * limits.candidateNs) + " s");
            late = running;
        } catch (WrongResultException wrong) {
            result.put("status", "wrong");
            result.put("reason", wrong.getMessage());
        } catch (IncumbentException broken) {
            throw broken.failure;
        } catch (RuntimeException | Error failure) {
            result.put("status", "error");
            result.put("reason", String.valueOf(failure.getMessage() == null ? failure : failure.getMessage()));
        }
        return result;
    }

    /** Waits for a candidate that was given up, as nothing can be measured at the same time. */
    private void outlast(Candidate challenger) {
        if (late == null) {
            return;
        }
        Future<Raced> running = late;
        try {
            long left = Math.max(limits.candidateNs, limits.deadlineNs - limits.clock.getAsLong());
            Map<String, Workload.Trial> opened = get(running, left).winners;
            late = null;
            await(submit(() -> {
                opened.values().forEach(Search::close);
                return null;
            }));
        } catch (TimeoutException endless) {
            throw new StuckKernelException("candidate: got " + challenger
                    + ", which does not end; needs a kernel that does; try again, the evidence file leaves it out");
        } catch (RuntimeException | Error ended) {
            // what was recorded is the timeout, which came first
            late = null;
        }
    }

    /**
     * Outcome of a race.
     *
     * @param winners the challenger's open trials where it won, else none
     */
    private record Raced(Race.Outcome outcome, Map<String, Workload.Trial> winners) {}

    private Raced race(Candidate challenger, List<String> cases) {
        Map<String, Workload.Trial> opened = new HashMap<>();
        boolean won = false;
        try {
            Race race = new Race(limits.clock, limits.clock.getAsLong() + limits.candidateNs);
            boolean open = true;
            for (int i = 0; i < cases.size() && open; i++) {
                String id = cases.get(i);
                Workload.Trial known = incumbent(id);
                opened.put(id, workload.open(id, challenger));
                open = race.enter(id, known, opened.get(id));
            }
            Race.Outcome outcome = open ? race.run() : race.hopeless();
            won = outcome.verdict() == Race.Verdict.WON;
            return new Raced(outcome, won ? opened : Map.of());
        } finally {
            if (!won) {
                opened.values().forEach(Search::close);
            }
        }
    }

    private Workload.Trial incumbent(String id) {
        Workload.Trial known = incumbents.get(id);
        if (known == null) {
            try {
                known = workload.open(id, incumbent);
            } catch (RuntimeException failure) {
                throw new IncumbentException(failure);
            }
            incumbents.put(id, known);
        }
        return known;
    }

    /** The candidate to beat does not run, so that there is nothing to search from. */
    private static final class IncumbentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException failure;

        IncumbentException(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private static void close(Workload.Trial trial) {
        if (trial != null) {
            trial.close();
        }
    }

    private <T> Future<T> submit(Callable<T> work) {
        return thread.submit(work);
    }

    private static <T> T await(Future<T> running) {
        try {
            return get(running, Long.MAX_VALUE);
        } catch (TimeoutException never) {
            throw new IllegalStateException(never);
        }
    }

    private static <T> T get(Future<T> running, long nanoseconds) throws TimeoutException {
        try {
            return running.get(nanoseconds, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("tune: interrupted", interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure.getCause();
        }
    }

    @Override
    public void close() {
        if (late == null) {
            await(submit(() -> {
                incumbents.values().forEach(Search::close);
                return null;
            }));
        }
        thread.shutdown();
    }
}
