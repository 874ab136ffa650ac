package io.attn4j.tune;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.plan.Strategy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Coordinate descent over the roles: every choice for a role races the best so far with the other roles held, and passes are
 * repeated until one changes nothing. Races run on a thread of the search's own; close it to end that.
 */
final class Search implements AutoCloseable {
    private static final int MOST_PASSES = 3;

    /** Speed, compared with the incumbent's, below which no other constants of a strategy are tried. */
    private static final double HOPELESS_STRATEGY = 1.0 / 8;

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
     * @param counts how many candidates met which end
     * @param remembered how many of those the evidence file knew
     * @param refused how many were never run, by what speaks against them
     * @param complete whether everything was looked at before the time was up
     */
    record Found(
            Candidate best,
            Map<Ending, Integer> counts,
            int remembered,
            Map<String, Integer> refused,
            boolean complete) {}

    private final Workload workload;
    private final EvidenceLog log;
    private final Limits limits;
    private final Listener listener;
    private final RaceThread thread;
    private final Map<Ending, Integer> counts = new EnumMap<>(Ending.class);
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    /** Choices that no other role's choice would make fit, right or fast. */
    private final Set<KernelChoice> dismissed = new HashSet<>();
    /** Pairs that have met, in either part. */
    private final Set<Set<String>> raced = new HashSet<>();

    private Candidate incumbent;
    private double gain = 1;
    private int remembered;

    Search(Workload workload, EvidenceLog log, Limits limits, Listener listener) {
        this.workload = workload;
        this.log = log;
        this.limits = limits;
        this.listener = listener;
        thread = new RaceThread(workload, limits);
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
        for (int pass = 0, wins = -1;
                pass < MOST_PASSES && complete && wins != counts.getOrDefault(Ending.WON, 0);
                pass++) {
            wins = counts.getOrDefault(Ending.WON, 0);
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
                race.putAll(thread.measure(incumbent, challenger, concerned));
                log.add(race);
                line = race;
            }
            thread.outlast(challenger);
            dismiss(choice, line, choices);
            take(challenger, concerned, line);
        }
        return true;
    }

    private static Strategy strategy(Candidate candidate, KernelRole role) {
        for (KernelChoice choice : candidate.choices()) {
            if (choice.role() == role) {
                return choice.strategy();
            }
        }
        return null;
    }

    /** Leaves out of later passes what cannot win there, and of this one the rest of a strategy that is far too slow. */
    private void dismiss(KernelChoice choice, Map<String, Object> line, List<KernelChoice> choices) {
        Ending ending = Ending.of((String) line.get("status"));
        if (ending.dismisses()) {
            dismissed.add(choice);
        }
        boolean inUse = choice.strategy() == strategy(incumbent, choice.role());
        if (!inUse && ending == Ending.HOPELESS && ((Number) line.get("ratio")).doubleValue() < HOPELESS_STRATEGY) {
            for (KernelChoice like : choices) {
                boolean same = like.role() == choice.role() && like.strategy() == choice.strategy();
                if (same && dismissed.add(like)) {
                    refused.merge(
                            choice.role() + " " + choice.strategy() + ", a strategy far too slow", 1, Integer::sum);
                }
            }
        }
    }

    /** Cases in which a role has a kernel. */
    private List<String> concerned(KernelRole role) {
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
        Ending ending = Ending.of((String) line.get("status"));
        counts.merge(ending, 1, Integer::sum);
        if (ending != Ending.WON) {
            return;
        }
        incumbent = challenger;
        double share = (double) cases.size() / workload.cases().size();
        gain *= Math.pow(((Number) line.get("ratio")).doubleValue(), share);
        thread.promote(cases);
    }

    @Override
    public void close() {
        thread.close();
    }
}
