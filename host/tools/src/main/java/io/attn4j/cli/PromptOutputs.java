package io.attn4j.cli;

import io.attn4j.file.JsonLine;
import io.attn4j.text.TextOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model writes to several prompts at once, printed in their order: the first text that has not ended goes out as it is
 * made, those after it wait.
 */
final class PromptOutputs {
    private final PrintStream out;
    private final List<byte[]> prompts;
    private final boolean records;
    /** Whether tokens are other than bytes, and counted as well. */
    private final boolean hasTokens;

    private final List<TextOutput> texts = new ArrayList<>();
    private final List<ByteArrayOutputStream> waiting = new ArrayList<>();
    private final int[] counts;
    private final int[] tokens;
    private final boolean[] ended;
    private int current;

    /**
     * Outputs.
     *
     * @param stops texts to stop before
     * @param records whether a record of each is printed in place of the text
     * @param hasTokens whether records count tokens, which are other than bytes
     */
    PromptOutputs(PrintStream out, List<byte[]> prompts, List<String> stops, boolean records, boolean hasTokens) {
        this.out = out;
        this.prompts = prompts;
        this.records = records;
        this.hasTokens = hasTokens;
        counts = new int[prompts.size()];
        tokens = new int[prompts.size()];
        ended = new boolean[prompts.size()];
        for (int i = 0; i < prompts.size(); i++) {
            waiting.add(new ByteArrayOutputStream());
            texts.add(new TextOutput(new Turn(i), stops));
        }
    }

    /** Bytes of one text: out where it is its turn, else to where it waits. */
    private final class Turn extends OutputStream {
        private final int number;

        Turn(int number) {
            this.number = number;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            if (number == current && !records) {
                out.write(bytes, from, count);
            } else {
                waiting.get(number).write(bytes, from, count);
            }
        }

        @Override
        public void flush() throws IOException {
            if (number == current) {
                out.flush();
            }
        }
    }

    /** Prints the first prompt. */
    void begin() {
        prompt();
    }

    private void prompt() {
        if (!records) {
            out.write(prompts.get(current), 0, prompts.get(current).length);
            out.flush();
        }
    }

    /** Takes the next byte of a text; true where it is to end before what it has come to. */
    boolean accept(int number, int next) {
        texts.get(number).accept(next);
        counts[number]++;
        return texts.get(number).stopped();
    }

    /**
     * Takes the end of a text, and prints what waited for it.
     *
     * @param drawn its tokens
     */
    void end(int number, int drawn) {
        tokens[number] = drawn;
        texts.get(number).end();
        ended[number] = true;
        while (current < prompts.size() && ended[current]) {
            if (records) {
                out.println(JsonLine.of(record(current)));
            } else {
                out.write('\n');
            }
            out.flush();
            current++;
            if (current < prompts.size() && !records) {
                out.write('\n');
                prompt();
                byte[] made = waiting.get(current).toByteArray();
                out.write(made, 0, made.length);
                out.flush();
            }
        }
    }

    private Map<String, Object> record(int number) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("prompt", new String(prompts.get(number), StandardCharsets.UTF_8));
        record.put("text", waiting.get(number).toString(StandardCharsets.UTF_8));
        if (hasTokens) {
            record.put("tokens", tokens[number]);
        }
        record.put("bytes", counts[number]);
        record.put("stopped", texts.get(number).stopped());
        return record;
    }
}
