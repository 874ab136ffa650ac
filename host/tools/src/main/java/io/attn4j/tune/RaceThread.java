package io.attn4j.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Races of candidates on one thread, where their sessions live, so that a kernel which never ends can be given up. Sessions of
 * the incumbent stay open from race to race. Close it to close them.
 */
final class RaceThread implements AutoCloseable {
    private final Workload workload;
    private final Search.Limits limits;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "attn4j-tune");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Map<String, Workload.Execution> incumbents = new HashMap<>();
    private Map<String, Workload.Execution> winners = Map.of();
    private Future<Raced> late;

    RaceThread(Workload workload, Search.Limits limits) {
        this.workload = workload;
        this.limits = limits;
    }

    /** Races a challenger; its failures are part of what is measured. */
    Map<String, Object> measure(Candidate incumbent, Candidate challenger, List<String> cases) {
        Map<String, Object> result = new LinkedHashMap<>();
        Future<Raced> running = submit(() -> race(incumbent, challenger, cases));
        try {
            Raced raced = get(running, 2 * limits.candidateNs());
            winners = raced.winners;
            result.put("status", raced.outcome.verdict().toString());
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
            result.put("status", Ending.TIMEOUT.toString());
            result.put("reason", "took more than " + TimeUnit.NANOSECONDS.toSeconds(2 * limits.candidateNs()) + " s");
            late = running;
        } catch (WrongResultException wrong) {
            result.put("status", Ending.WRONG.toString());
            result.put("reason", wrong.getMessage());
        } catch (IncumbentException broken) {
            throw broken.failure;
        } catch (RuntimeException | Error failure) {
            result.put("status", Ending.ERROR.toString());
            result.put("reason", String.valueOf(failure.getMessage() == null ? failure : failure.getMessage()));
        }
        return result;
    }

    /** Waits for a candidate that was given up, as nothing can be measured at the same time. */
    void outlast(Candidate challenger) {
        if (late == null) {
            return;
        }
        Future<Raced> running = late;
        try {
            long left = Math.max(
                    limits.candidateNs(), limits.deadlineNs() - limits.clock().getAsLong());
            Map<String, Workload.Execution> opened = get(running, left).winners;
            late = null;
            await(submit(() -> {
                opened.values().forEach(RaceThread::close);
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

    /** Makes the challenger that just won the incumbent of {@code cases}. */
    void promote(List<String> cases) {
        Map<String, Workload.Execution> opened = winners;
        winners = Map.of();
        await(submit(() -> {
            for (String id : cases) {
                close(incumbents.remove(id));
            }
            incumbents.putAll(opened);
            return null;
        }));
    }

    /**
     * Outcome of a race.
     *
     * @param winners the challenger's open trials where it won, else none
     */
    private record Raced(Race.Outcome outcome, Map<String, Workload.Execution> winners) {}

    private Raced race(Candidate incumbent, Candidate challenger, List<String> cases) {
        Map<String, Workload.Execution> opened = new HashMap<>();
        boolean won = false;
        try {
            Race race = new Race(limits.clock(), limits.clock().getAsLong() + limits.candidateNs());
            boolean open = true;
            for (int i = 0; i < cases.size() && open; i++) {
                String id = cases.get(i);
                Workload.Execution known = open(incumbent, id);
                opened.put(id, workload.open(id, challenger));
                open = race.enter(id, known, opened.get(id));
            }
            Race.Outcome outcome = open ? race.run() : race.hopeless();
            won = outcome.verdict() == Ending.WON;
            return new Raced(outcome, won ? opened : Map.of());
        } finally {
            if (!won) {
                opened.values().forEach(RaceThread::close);
            }
        }
    }

    private Workload.Execution open(Candidate incumbent, String id) {
        Workload.Execution known = incumbents.get(id);
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

    private static void close(Workload.Execution trial) {
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
                incumbents.values().forEach(RaceThread::close);
                return null;
            }));
        }
        thread.shutdown();
    }
}
