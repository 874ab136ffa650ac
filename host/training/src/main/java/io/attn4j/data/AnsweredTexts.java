package io.attn4j.data;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.FileBytes;
import io.attn4j.file.JsonTree;
import io.attn4j.mechanism.CounterRandom;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Texts of which only some bytes are to be predicted, their answers: each from what its text has before it. A language model
 * is trained on the loss of the answers alone.
 */
public final class AnsweredTexts {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

    /** The stream of numbers that chooses texts; windows and documents are drawn from others. */
    private static final long TEXTS = 0x616E7377657273L;

    private final String name;
    private final List<Text> texts;

    /**
     * A text.
     *
     * @param where it stands
     * @param bytes the text
     * @param answers their positions, ascending
     * @param candidates what may stand at its end, where the answers are, the right one too; none where nothing is said
     */
    private record Text(String where, byte[] bytes, int[] answers, List<byte[]> candidates) {
        /** The text that ends with a candidate in place of the answer. */
        Text with(byte[] candidate) {
            byte[] changed = Arrays.copyOf(bytes, answers[0] + candidate.length);
            System.arraycopy(candidate, 0, changed, answers[0], candidate.length);
            return new Text(
                    where, changed, IntStream.range(answers[0], changed.length).toArray(), List.of());
        }

        /** The number of the candidate that is right. */
        int right() {
            byte[] answer = Arrays.copyOfRange(bytes, answers[0], bytes.length);
            return IntStream.range(0, candidates.size())
                    .filter(i -> Arrays.equals(candidates.get(i), answer))
                    .findFirst()
                    .orElse(-1);
        }
    }

    private AnsweredTexts(String name, List<Text> texts) {
        this.name = name;
        this.texts = texts;
    }

    /**
     * Reads a file with a text on each line, {@code {"text": ..., "answers": [...]}}: the positions of the bytes to predict,
     * from 1, ascending, as the first byte of a text has nothing before it. Where the answers are the end of the text, {@code
     * "candidates": [...]} may list what else could stand there, and the answer itself.
     *
     * @throws InvalidInputException when there is none, or a line is something else
     */
    public static AnsweredTexts read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new InvalidInputException(
                    "data", path, "a .jsonl file with {\"text\": \"...\", \"answers\": [...]}", "another path");
        }
        List<Text> texts = new ArrayList<>();
        for (byte[] line : Lines.of(FileBytes.read(path, MOST_BYTES, "texts with answers", "another path"))) {
            texts.add(text(path + " line " + (texts.size() + 1), line));
        }
        if (texts.isEmpty()) {
            throw new InvalidInputException("data", path + ", which is empty", "some texts", "another path");
        }
        return new AnsweredTexts(path.toString(), texts);
    }

    private static Text text(String where, byte[] line) {
        if (!(JsonTree.parse(where, line) instanceof Map<?, ?> fields
                && fields.get("text") instanceof String text
                && fields.get("answers") instanceof List<?> positions
                && !positions.isEmpty())) {
            throw new InvalidInputException(
                    "data " + where, "another record", "{\"text\": \"...\", \"answers\": [...]}", "correcting it");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] answers = new int[positions.size()];
        for (int i = 0; i < answers.length; i++) {
            int least = i == 0 ? 1 : answers[i - 1] + 1;
            if (!(positions.get(i) instanceof Long position) || position < least || position >= bytes.length) {
                throw new InvalidInputException(
                        "data " + where,
                        "the answer " + positions.get(i),
                        "positions of bytes from 1 to " + (bytes.length - 1) + ", ascending",
                        "correcting it");
            }
            answers[i] = (int) (long) position;
        }
        Text read = new Text(where, bytes, answers, candidates(where, fields.get("candidates")));
        if (!read.candidates().isEmpty() && (read.right() < 0 || bytes.length - answers[0] != answers.length)) {
            throw new InvalidInputException(
                    "data " + where,
                    "candidates without the answer",
                    "answers that are the end of the text, and one of the candidates",
                    "correcting it");
        }
        return read;
    }

    private static List<byte[]> candidates(String where, Object given) {
        if (given == null) {
            return List.of();
        }
        List<byte[]> candidates = new ArrayList<>();
        if (given instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof String text && !text.isEmpty()) {
                    candidates.add(text.getBytes(StandardCharsets.UTF_8));
                }
            }
            if (candidates.size() == all.size() && candidates.size() > 1) {
                return candidates;
            }
        }
        throw new InvalidInputException("data " + where, "other candidates", "two texts or more", "correcting it");
    }

    /**
     * Checks that a model sees each text whole.
     *
     * @param window N; the last byte of a text is only predicted
     * @throws InvalidInputException when a text is longer than N + 1
     */
    public void requireWithin(int window) {
        for (Text text : texts) {
            if (text.bytes().length > window + 1) {
                throw new InvalidInputException(
                        "data " + text.where(),
                        text.bytes().length + " bytes",
                        "at most " + (window + 1) + ", one more than the window",
                        "a larger window or shorter texts");
            }
        }
    }

    /**
     * Splits off the texts to evaluate on, evenly spaced.
     *
     * @param share the part that is held out, rounded
     * @return the texts to train on, then those that are held out
     * @throws InvalidInputException when one of the two would be empty
     */
    public List<AnsweredTexts> split(double share) {
        List<Text> training = new ArrayList<>();
        List<Text> held = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            (Math.round((i + 1) * share) > Math.round(i * share) ? held : training).add(texts.get(i));
        }
        if (training.isEmpty() || held.isEmpty()) {
            throw new InvalidInputException(
                    "data",
                    name + " with " + texts.size() + " texts and a validation_share of " + share,
                    "texts to train on and some to evaluate on",
                    "--validation, or another share");
        }
        return List.of(
                new AnsweredTexts(name + " to train on", training), new AnsweredTexts(name + " to evaluate on", held));
    }

    /** Whether each text has candidates for its answer. */
    public boolean haveCandidates() {
        return texts.stream().noneMatch(text -> text.candidates().isEmpty());
    }

    /** Number of a text's candidates. */
    public int candidates(int number) {
        return texts.get(number).candidates().size();
    }

    /** The number of the candidate that is right. */
    public int rightCandidate(int number) {
        return texts.get(number).right();
    }

    /** How often each candidate occurs in the text before its answer. */
    public int[] occurrences(int number) {
        Text text = texts.get(number);
        String before = new String(text.bytes(), 0, text.answers()[0], StandardCharsets.ISO_8859_1);
        return text.candidates().stream()
                .mapToInt(candidate -> {
                    String word = new String(candidate, StandardCharsets.ISO_8859_1);
                    return before.split(Pattern.quote(word), -1).length - 1;
                })
                .toArray();
    }

    /** Texts that end with each candidate of some texts, in their order. */
    public AnsweredTexts withCandidates(int... numbers) {
        List<Text> all = new ArrayList<>();
        for (int number : numbers) {
            Text text = texts.get(number);
            text.candidates().forEach(candidate -> all.add(text.with(candidate)));
        }
        return new AnsweredTexts(name, all);
    }

    /** Number of texts. */
    public int size() {
        return texts.size();
    }

    /** Texts of one step, from 1: as seed, step and row tell, and nothing else does. */
    public int[] draw(int rows, long seed, long step) {
        int[] drawn = new int[rows];
        Arrays.setAll(drawn, row -> (int) CounterRandom.below(size(), seed, TEXTS, step, row));
        return drawn;
    }

    /**
     * Texts as plans take them: targets are the answers alone.
     *
     * @param window N; what a text has beyond it is left out
     * @param numbers of the texts, which become the rows' {@link Batch#starts}; negative for a row of padding
     */
    public Batch batch(int window, int... numbers) {
        float[] ids = new float[numbers.length * window];
        float[] targets = new float[ids.length];
        Arrays.fill(targets, -1);
        for (int row = 0; row < numbers.length; row++) {
            if (numbers[row] < 0) {
                continue;
            }
            Text text = texts.get(numbers[row]);
            for (int i = 0; i < Math.min(window, text.bytes().length); i++) {
                ids[row * window + i] = text.bytes()[i] & 0xFF;
            }
            for (int answer : text.answers()) {
                if (answer <= window) {
                    targets[row * window + answer - 1] = text.bytes()[answer] & 0xFF;
                }
            }
        }
        return new Batch(ids, targets, numbers);
    }

    /** SHA-256 of texts and answers in their order, in hexadecimal. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Text text : texts) {
                ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * (2 + text.answers().length))
                        .putInt(text.bytes().length)
                        .putInt(text.answers().length);
                for (int answer : text.answers()) {
                    numbers.putInt(answer);
                }
                digest.update(numbers.flip());
                digest.update(text.bytes());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
