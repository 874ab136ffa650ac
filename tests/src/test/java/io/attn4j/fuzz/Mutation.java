package io.attn4j.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damage to the bytes of a file, decided by a seed: bits, lengths, blocks, numbers and the structure of JSON. */
final class Mutation {
    private static final int MOST_CHANGES = 4;
    private static final int MOST_BITS = 8;
    private static final int MOST_BLOCK = 64;
    private static final int MOST_NESTING = 3000;

    private static final long[] LENGTHS = {
        0,
        1,
        2,
        7,
        8,
        9,
        0x7F,
        0xFF,
        0x7FFF,
        0xFFFF,
        1 << 20,
        100_000_000,
        100_000_001,
        Integer.MAX_VALUE - 8L,
        Integer.MAX_VALUE,
        1L << 31,
        0xFFFFFFFFL,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE - 8,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "00",
            "01",
            "2147483647",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999999",
            "1e9",
            "1e308",
            "1e999",
            "-1e999",
            "1E-999",
            "0.5",
            "1.0",
            "NaN",
            "Infinity",
            "null",
            "true",
            "\"1\"",
            "[]",
            "{}",
            "1L",
            "0x10",
            "1,1",
            "");

    private static final List<String> WORDS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "'",
            "(",
            ")",
            "\\",
            "\\u0000",
            "\\uD800",
            "\u0000",
            "\n",
            "\r",
            "\t",
            "\u00e9",
            "\ud83d\ude00",
            "null",
            "true",
            "F32",
            "BOOL",
            "F8_E4M3",
            "I64",
            "__metadata__",
            "shape",
            "dtype",
            "data_offsets",
            "step",
            "samples_ns",
            "<f4",
            ">f4",
            "|V2",
            "True",
            "False");

    private final SplittableRandom random;
    private byte[] bytes;

    private Mutation(long seed, byte[] bytes) {
        random = new SplittableRandom(seed);
        this.bytes = bytes.clone();
    }

    /** The damaged bytes of a seed. */
    static byte[] of(long seed, byte[] valid) {
        Mutation mutation = new Mutation(seed, valid);
        int changes = 1 + mutation.random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            mutation.change();
        }
        return mutation.bytes;
    }

    private void change() {
        switch (random.nextInt(12)) {
            case 0 -> flipBits();
            case 1 -> bytes = Arrays.copyOf(bytes, at());
            case 2 -> length();
            case 3 -> insert(at(), random(1 + random.nextInt(MOST_BLOCK)));
            case 4 -> remove(at(), random.nextInt(MOST_BLOCK));
            case 5 -> duplicate();
            case 6 -> number();
            case 7 -> insert(at(), text(WORDS.get(random.nextInt(WORDS.size()))));
            case 8 -> nest();
            case 9 -> exchange();
            case 10 -> line();
            default -> overwrite();
        }
    }

    private int at() {
        // headers are at the start, and matter most
        int within = random.nextInt(3) == 0 ? Math.min(bytes.length, 400) : bytes.length;
        return within == 0 ? 0 : random.nextInt(within);
    }

    private byte[] random(int count) {
        byte[] made = new byte[count];
        random.nextBytes(made);
        return made;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void flipBits() {
        for (int i = 1 + random.nextInt(MOST_BITS); i > 0 && bytes.length > 0; i--) {
            bytes[at()] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
    }

    /** Writes a length of 2, 4 or 8 bytes where the formats have theirs. */
    private void length() {
        int place = random.nextInt(4) == 0 ? at() : random.nextInt(2) * 8;
        int size = 2 << random.nextInt(3);
        if (place + size <= bytes.length) {
            long value = LENGTHS[random.nextInt(LENGTHS.length)];
            byte[] made = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array();
            System.arraycopy(made, 0, bytes, place, size);
        }
    }

    private void insert(int place, byte[] block) {
        byte[] longer = new byte[bytes.length + block.length];
        System.arraycopy(bytes, 0, longer, 0, place);
        System.arraycopy(block, 0, longer, place, block.length);
        System.arraycopy(bytes, place, longer, place + block.length, bytes.length - place);
        bytes = longer;
    }

    private void remove(int place, int count) {
        int end = Math.min(bytes.length, place + count);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - place));
        System.arraycopy(bytes, end, shorter, place, bytes.length - end);
        bytes = shorter;
    }

    private void duplicate() {
        int from = at();
        int to = Math.min(bytes.length, from + random.nextInt(4 * MOST_BLOCK));
        insert(random.nextBoolean() ? to : at(), Arrays.copyOfRange(bytes, from, to));
    }

    /** Puts another number, or what is none, in the place of one. */
    private void number() {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            if (digit(i) && !digit(i - 1)) {
                starts.add(i);
            }
        }
        if (!starts.isEmpty()) {
            int from = starts.get(random.nextInt(starts.size()));
            int to = from;
            while (digit(to)) {
                to++;
            }
            remove(from, to - from);
            insert(from, text(NUMBERS.get(random.nextInt(NUMBERS.size()))));
        }
    }

    private boolean digit(int i) {
        return i >= 0 && i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9';
    }

    private void nest() {
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        insert(at(), text(open.repeat(random.nextInt(MOST_NESTING))));
    }

    private void exchange() {
        int one = at();
        int other = at();
        int count = Math.min(random.nextInt(MOST_BLOCK), bytes.length - Math.max(one, other));
        for (int i = 0; i < count; i++) {
            byte kept = bytes[one + i];
            bytes[one + i] = bytes[other + i];
            bytes[other + i] = kept;
        }
    }

    /** Takes out, or doubles, what is between two commas or line ends. */
    private void line() {
        int from = separator(at());
        int to = separator(from + 1);
        if (from < to && to <= bytes.length) {
            if (random.nextBoolean()) {
                remove(from, to - from);
            } else {
                insert(from, Arrays.copyOfRange(bytes, from, to));
            }
        }
    }

    private int separator(int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != ',' && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private void overwrite() {
        int place = at();
        byte value = (byte) new int[] {0, 0x20, 0x7F, 0x80, 0xFF, '"', '{', '9'}[random.nextInt(8)];
        Arrays.fill(bytes, place, Math.min(bytes.length, place + 1 + random.nextInt(8)), value);
    }
}
