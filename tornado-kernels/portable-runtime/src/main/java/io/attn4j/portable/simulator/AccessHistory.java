package io.attn4j.portable.simulator;

import java.util.Arrays;

/**
 * Who touched each element of an array, as far as the next access can collide with it.
 *
 * <p>Time is counted in epochs: a new one begins with every launch, every group and every barrier, so an epoch tells
 * launch, group and stretch between barriers at once, and nothing is cleared in between. Groups run one after the other
 * and the first collision ends the execution; hence the last writer, the last plain writer before atomic updates, the
 * first reader of the launch and two readers of the current epoch are all that a later access needs to know. Flat arrays
 * keep an access to a few loads and stores.
 */
final class AccessHistory {
    /** No work-item. */
    static final int NONE = -1;

    /** The epoch of what was touched before the last {@link #forget}; all others are later. */
    static final int LONG_AGO = 1;

    private static final int MANY_OF_THE_GROUP = -2;
    private static final int MANY_GROUPS = -3;

    private final int[] writer;
    private final int[] writeEpoch;
    private final boolean[] atomic;
    private final int[] firstReader;
    private final int[] firstReadEpoch;
    private final int[] reader;
    private final int[] otherReader;
    private final int[] readEpoch;

    // null before the first atomic update
    private int[] plainWriter;
    private int[] plainEpoch;

    AccessHistory(int size) {
        writer = new int[size];
        writeEpoch = new int[size];
        atomic = new boolean[size];
        firstReader = new int[size];
        firstReadEpoch = new int[size];
        reader = new int[size];
        otherReader = new int[size];
        readEpoch = new int[size];
    }

    /** Whether the element was ever written. */
    boolean written(int index) {
        return writeEpoch[index] >= LONG_AGO;
    }

    /** The first element that was never written, or {@link #NONE}. */
    int firstUnwritten() {
        for (int index = 0; index < writeEpoch.length; index++) {
            if (!written(index)) {
                return index;
            }
        }
        return NONE;
    }

    /** Whether the element was written at or after {@code epoch}. */
    boolean writtenSince(int index, int epoch) {
        return writeEpoch[index] >= epoch;
    }

    /**
     * Records a read.
     *
     * @param launch first epoch of the launch
     * @param group first epoch of the group
     * @param now current epoch
     * @return the work-item that the read collides with, or {@link #NONE}
     */
    int read(int index, int item, int launch, int group, int now) {
        int collision = writerBefore(index, item, launch, group, now);
        if (firstReadEpoch[index] < launch) {
            firstReadEpoch[index] = now;
            firstReader[index] = item;
        }
        if (readEpoch[index] != now) {
            readEpoch[index] = now;
            reader[index] = item;
            otherReader[index] = NONE;
        } else if (reader[index] != item) {
            otherReader[index] = item;
        }
        return collision;
    }

    /** Records a write; otherwise as {@link #read}. */
    int write(int index, int item, int launch, int group, int now) {
        int collision = writerBefore(index, item, launch, group, now);
        if (collision == NONE) {
            collision = readerBefore(index, item, launch, group, now);
        }
        writer[index] = item;
        writeEpoch[index] = now;
        atomic[index] = false;
        return collision;
    }

    /** Records an atomic update, which collides with other accesses only; otherwise as {@link #read}. */
    int update(int index, int item, int launch, int group, int now) {
        boolean afterAtomic = atomic[index] && writeEpoch[index] >= launch;
        if (!afterAtomic) {
            keepPlainWriter(index);
        }
        int collision = plainWriterBefore(index, item, launch, group, now);
        if (collision == NONE) {
            collision = readerBefore(index, item, launch, group, now);
        }
        if (!afterAtomic) {
            writer[index] = item;
        } else if (writeEpoch[index] < group) {
            writer[index] = MANY_GROUPS;
        } else if (writer[index] != MANY_GROUPS) {
            writer[index] = writeEpoch[index] < now || writer[index] == item ? item : MANY_OF_THE_GROUP;
        }
        writeEpoch[index] = now;
        atomic[index] = true;
        return collision;
    }

    private void keepPlainWriter(int index) {
        if (plainWriter == null) {
            plainWriter = new int[writer.length];
            plainEpoch = new int[writer.length];
        }
        plainWriter[index] = writer[index];
        plainEpoch[index] = writeEpoch[index];
    }

    private int plainWriterBefore(int index, int item, int launch, int group, int now) {
        int epoch = plainEpoch[index];
        boolean unordered = epoch == now || (epoch >= launch && epoch < group);
        return unordered && plainWriter[index] != item ? plainWriter[index] : NONE;
    }

    /** Whether a collision is with several work-items that updated the element atomically. */
    static boolean many(int collision) {
        return collision < NONE;
    }

    private int writerBefore(int index, int item, int launch, int group, int now) {
        int epoch = writeEpoch[index];
        boolean unordered = epoch == now || (epoch >= launch && (epoch < group || writer[index] == MANY_GROUPS));
        return unordered && writer[index] != item ? writer[index] : NONE;
    }

    private int readerBefore(int index, int item, int launch, int group, int now) {
        if (firstReadEpoch[index] >= launch && firstReadEpoch[index] < group) {
            return firstReader[index];
        }
        if (readEpoch[index] != now) {
            return NONE;
        }
        return reader[index] != item ? reader[index] : otherReader[index];
    }

    /** Forgets who touched what, but not what was written; for when epochs start over after {@link #LONG_AGO}. */
    void forget() {
        for (int index = 0; index < writeEpoch.length; index++) {
            writeEpoch[index] = Math.min(writeEpoch[index], LONG_AGO);
        }
        Arrays.fill(firstReadEpoch, 0);
        Arrays.fill(readEpoch, 0);
        if (plainEpoch != null) {
            Arrays.fill(plainEpoch, 0);
        }
    }
}
