package io.attn4j.bench;

import io.attn4j.engine.Engine;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code attn4j bench} and {@code attn4j check} run when no case is asked for: text files of case ids, one
 * a line. What compares mechanisms is here; what a mechanism adds, and all of its cases to check, are next to its class
 * ({@link Mechanism#suite}).
 */
public final class BenchSuite {
    /** FLOPs beyond which a case is not worth the simulator's time. */
    public static final double SIMULATOR_FLOPS = 4e6;

    private static final double REFERENCE_FLOPS = 1e10;

    private static final String FOLDER = "suites/";
    private static final String ENDING = ".txt";

    private static final int TUNED_QUERIES_LEAST = 512;
    private static final int TUNED_QUERIES_MOST = 1024;

    private BenchSuite() {}

    /** Cases to measure: two small ones, which the simulator runs too, every mechanism at one size, and how cost grows with N. */
    public static List<CaseId> bench() {
        return read("mechanisms");
    }

    /**
     * How cost and memory grow with N up to 65,536: Linformer, its causal forms and centroids, and standard attention up to
     * 8192.
     */
    public static List<CaseId> scale() {
        return read("scale");
    }

    /** Grids that fill a large GPU: 128 heads of up to 8192 tokens. */
    public static List<CaseId> large() {
        return read("large");
    }

    /** Forward and gradients of every mechanism, and grids that fill a large GPU. */
    public static List<CaseId> gradients() {
        return read("gradients");
    }

    /** Cases that {@code attn4j tune} makes fast: those to measure whose size is neither tiny nor long to run. */
    public static List<CaseId> tune() {
        return bench().stream()
                .filter(id -> id.queries() >= TUNED_QUERIES_LEAST && id.queries() <= TUNED_QUERIES_MOST)
                .toList();
    }

    /** Batches to be run under a memory budget many times smaller, where copies bind and where kernels do. */
    public static List<CaseId> batch() {
        return read("batch");
    }

    /** Cases to check: every mechanism, form and kind of mask at awkward shapes, and an ordinary shape of each mechanism. */
    public static List<CaseId> check() {
        return List.copyOf(ofMechanisms("check"));
    }

    /** FLOPs beyond which a case is not worth the engine's time: limited for instruments, simulated ones before all. */
    public static double mostFlops(Engine engine) {
        if (!engine.instrument()) {
            return Double.POSITIVE_INFINITY;
        }
        return engine.taskGraphs() ? SIMULATOR_FLOPS : REFERENCE_FLOPS;
    }

    /** The cases of a text: one id a line; empty lines and lines that start with # are left out. */
    public static List<CaseId> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(CaseId::parse)
                .toList();
    }

    /** The lines of the suite's own file, which compare mechanisms, then those of each mechanism. */
    private static List<CaseId> read(String name) {
        try (InputStream in = BenchSuite.class.getResourceAsStream(FOLDER + name + ENDING)) {
            if (in == null) {
                throw new IllegalStateException("no suite " + name + " on the class path");
            }
            List<CaseId> cases = new ArrayList<>(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            cases.addAll(ofMechanisms(name));
            return List.copyOf(cases);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<CaseId> ofMechanisms(String name) {
        List<CaseId> cases = new ArrayList<>();
        for (Mechanism mechanism : Mechanisms.all()) {
            cases.addAll(parse(String.join("\n", mechanism.suite(name))));
        }
        return cases;
    }
}
