package io.attn4j.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Time of a request that is run in parts, by sessions that take turns, so that copies of one part overlap kernels of another.
 *
 * <p>A part takes four stages in order: host work h (staging its tensors, enqueueing), the copy to the device u, kernels k,
 * the copy to the host d. Session s runs the parts s, s + S, s + 2S and so on, one at a time; S = 2 is double buffering.
 *
 * <p><b>A device with copy engines</b> works on a copy in each direction (or one copy at all) and on the kernels of one part
 * at a time, and serves stages in the order in which they become ready. The time is that schedule's length. For n equal
 * parts it is fill, the slowest stage again and again, and drain, {@code T = (h + u + k + d) + (n - 1) max(u, k, d)}; where no
 * stage is busy all the time the sessions are, with {@code ceil(n / S) (h + u + k + d)} and the start of the last one. With
 * kernels that take longest this is the estimate {@code tE + tT / nStreams} of NVIDIA's CUDA C++ Best Practices Guide
 * ("Overlapping transfers with computation") for n streams; without overlap, S = 1, it is {@code n (h + u + k + d)}.
 *
 * <p><b>A device whose copies are made by the processor that also runs the kernels</b> (PoCL) has nothing that would work
 * meanwhile: a copy keeps one of P cores busy and kernels all of them, so S > 1 sessions take {@code T = max(sum(k + (h + u + d)
 * / P), longest session)}. Overlap gains the share {@code 1 - 1/P} of the copies, nothing on one core.
 *
 * @param copies who makes copies
 * @param cores P of a processor that makes them; 1 or more
 */
public record TransferModel(Copies copies, int cores) {

    /** Who makes copies between host and device. */
    public enum Copies {
        /** The cores that also run the kernels. */
        PROCESSOR,
        /** One copy engine, for either direction at a time. */
        ONE_ENGINE,
        /** A copy engine for each direction. */
        ENGINE_EACH_WAY
    }

    /**
     * Times of the stages of a part, in nanoseconds, when nothing else runs.
     *
     * @param hostNs host work before the copies
     * @param toDeviceNs copy to the device
     * @param kernelNs kernels
     * @param toHostNs copy to the host
     */
    public record Part(double hostNs, double toDeviceNs, double kernelNs, double toHostNs) {
        /** The stages one after another. */
        public double totalNs() {
            return hostNs + toDeviceNs + kernelNs + toHostNs;
        }

        private double copiesNs() {
            return hostNs + toDeviceNs + toHostNs;
        }
    }

    private enum Resource {
        HOST,
        TO_DEVICE,
        KERNELS,
        TO_HOST
    }

    private record Stage(Resource resource, double ns) {}

    public TransferModel {
        if (cores < 1) {
            throw new IllegalArgumentException("cores: got " + cores + "; needs 1 or more; try the compute units");
        }
    }

    /**
     * Time of all parts in nanoseconds.
     *
     * @param parts in the order in which they are run
     * @param sessions S, 1 for no overlap
     */
    public double ns(List<Part> parts, int sessions) {
        if (sessions == 1) {
            return sequentialNs(parts);
        }
        return copies == Copies.PROCESSOR ? sharedNs(parts, sessions) : scheduleNs(parts, sessions);
    }

    /** Time of all parts without overlap, in nanoseconds. */
    public static double sequentialNs(List<Part> parts) {
        return parts.stream().mapToDouble(Part::totalNs).sum();
    }

    private double sharedNs(List<Part> parts, int sessions) {
        double work = 0;
        double[] session = new double[sessions];
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            work += part.kernelNs + part.copiesNs() / cores;
            session[i % sessions] += part.totalNs();
        }
        double longest = work;
        for (double ns : session) {
            longest = Math.max(longest, ns);
        }
        return longest;
    }

    /** Serves, again and again, the stage that can start first; of several that which was ready first. */
    private double scheduleNs(List<Part> parts, int sessions) {
        List<List<Stage>> waiting = new ArrayList<>();
        for (int s = 0; s < sessions; s++) {
            List<Stage> stages = new ArrayList<>();
            for (int i = s; i < parts.size(); i += sessions) {
                addStages(parts.get(i), stages);
            }
            waiting.add(stages);
        }
        double[] ready = new double[sessions];
        int[] done = new int[sessions];
        double[] free = new double[Resource.values().length];
        double end = 0;
        while (true) {
            int next = -1;
            double earliest = Double.POSITIVE_INFINITY;
            for (int s = 0; s < sessions; s++) {
                if (done[s] < waiting.get(s).size()) {
                    double start =
                            Math.max(ready[s], freeAt(free, waiting.get(s).get(done[s])));
                    if (start < earliest || (start == earliest && ready[s] < ready[next])) {
                        earliest = start;
                        next = s;
                    }
                }
            }
            if (next < 0) {
                return end;
            }
            Stage stage = waiting.get(next).get(done[next]++);
            ready[next] = earliest + stage.ns;
            free[stage.resource.ordinal()] = ready[next];
            end = Math.max(end, ready[next]);
        }
    }

    private void addStages(Part part, List<Stage> into) {
        into.add(new Stage(Resource.HOST, part.hostNs));
        into.add(new Stage(Resource.TO_DEVICE, part.toDeviceNs));
        into.add(new Stage(Resource.KERNELS, part.kernelNs));
        into.add(new Stage(copies == Copies.ONE_ENGINE ? Resource.TO_DEVICE : Resource.TO_HOST, part.toHostNs));
    }

    /** Each session has a host thread of its own, so host work does not wait. */
    private static double freeAt(double[] free, Stage stage) {
        return stage.resource == Resource.HOST ? 0 : free[stage.resource.ordinal()];
    }
}
