package io.attn4j.data;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CounterRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documents of a text in windows of N tokens, as many as fit into each: a document is cut only where it is longer than a
 * window, and its parts are then documents of their own.
 *
 * <p>Longer documents are placed first, each into the window with the least room that is enough (best-fit decreasing, as in
 * Ding et al. 2024, "Fewer Truncations Improve Language Modeling"). A document of L tokens takes L - 1 places, as its last
 * token is only predicted; one of a single token has nothing to predict and is left out. Every other token but the first of a
 * document is predicted in exactly one window.
 */
public final class PackedWindows {
    /** The stream of numbers that chooses windows; windows of joined text and parameters are drawn from others. */
    private static final long PACKED = 0x7061636B6564L;

    private final Corpus text;
    private final int window;
    private final List<List<Part>> windows = new ArrayList<>();

    /**
     * A document, or a part of one, in a window.
     *
     * @param from its first token in the text
     * @param count tokens that are seen; one more is predicted
     * @param at its first place in the window
     */
    private record Part(int from, int count, int at) {}

    private PackedWindows(Corpus text, int window) {
        this.text = text;
        this.window = window;
    }

    /**
     * Packs documents.
     *
     * @param window N
     * @param multiple documents start at multiples of it, from 1
     * @throws InvalidInputException when no document has two tokens
     */
    public static PackedWindows of(Corpus text, int window, int multiple) {
        List<Part> parts = new ArrayList<>();
        for (int number = 0; number < text.documents(); number++) {
            int end = text.documentEnd(number) - 1;
            for (int from = text.documentStart(number); from < end; from += window) {
                parts.add(new Part(from, Math.min(window, end - from), 0));
            }
        }
        if (parts.isEmpty()) {
            throw new InvalidInputException(
                    "data",
                    text.name() + " without a document of two tokens",
                    "documents in which tokens follow others",
                    "longer documents");
        }
        // the sort is stable: documents of one length keep their order
        parts.sort((x, y) -> Integer.compare(y.count, x.count));
        PackedWindows packed = new PackedWindows(text, window);
        packed.place(parts, multiple);
        return packed;
    }

    private void place(List<Part> parts, int multiple) {
        TreeMap<Integer, Deque<Integer>> byRoom = new TreeMap<>();
        for (Part part : parts) {
            Map.Entry<Integer, Deque<Integer>> least = byRoom.ceilingEntry(part.count);
            int number = windows.size();
            int room = window;
            if (least == null) {
                windows.add(new ArrayList<>());
            } else {
                room = least.getKey();
                number = least.getValue().remove();
                if (least.getValue().isEmpty()) {
                    byRoom.remove(room);
                }
            }
            windows.get(number).add(new Part(part.from, part.count, window - room));
            long end = Math.ceilDiv((long) window - room + part.count, multiple) * multiple;
            if (end < window) {
                byRoom.computeIfAbsent((int) (window - end), none -> new ArrayDeque<>())
                        .add(number);
            }
        }
    }

    /** Number of windows. */
    public int size() {
        return windows.size();
    }

    /** The text that they are of. */
    public Corpus text() {
        return text;
    }

    /** Windows of one step, from 1: as seed, step and row tell, and nothing else does. */
    public int[] draw(int rows, long seed, long step) {
        int[] drawn = new int[rows];
        Arrays.setAll(drawn, row -> (int) CounterRandom.below(size(), seed, PACKED, step, row));
        return drawn;
    }

    /**
     * Windows as plans take them.
     *
     * @param batch tokens, and those that follow them in their document
     * @param documents the place at which the document of each token starts [B,N]; padding belongs to the document before it
     * @param places of each token in its document [B,N], from 0
     */
    public record Rows(Batch batch, int[] documents, float[] places) {
        /** Rows {@code from} (inclusive) to {@code to} (exclusive). */
        public Rows rows(int from, int to) {
            int window = documents.length / batch.starts().length;
            return new Rows(
                    batch.rows(from, to),
                    Arrays.copyOfRange(documents, from * window, to * window),
                    Arrays.copyOfRange(places, from * window, to * window));
        }
    }

    /**
     * Some windows.
     *
     * @param numbers of the windows, which become the rows' {@link Batch#starts}; negative for a row of padding
     */
    public Rows rows(int... numbers) {
        float[] ids = new float[numbers.length * window];
        float[] targets = new float[ids.length];
        int[] documents = new int[ids.length];
        float[] places = new float[ids.length];
        Arrays.fill(targets, -1);
        for (int row = 0; row < numbers.length; row++) {
            int first = row * window;
            for (Part part : numbers[row] < 0 ? List.<Part>of() : windows.get(numbers[row])) {
                for (int i = 0; i < part.count; i++) {
                    ids[first + part.at + i] = text.at(part.from + i);
                    targets[first + part.at + i] = text.at(part.from + i + 1);
                }
                // up to the document that follows
                Arrays.fill(documents, first + part.at, first + window, part.at);
            }
            for (int i = 0; i < window; i++) {
                places[first + i] = i - documents[first + i];
            }
        }
        return new Rows(new Batch(ids, targets, numbers), documents, places);
    }
}
