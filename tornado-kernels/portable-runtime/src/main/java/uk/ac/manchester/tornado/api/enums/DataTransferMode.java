package uk.ac.manchester.tornado.api.enums;

/** When an array is copied. Portable form of TornadoVM's class. */
public class DataTransferMode {
    /** Before the first execution only. */
    public static final int FIRST_EXECUTION = 0;

    /** At every execution. */
    public static final int EVERY_EXECUTION = 1;

    /** To the host when the result is asked for it. */
    public static final int UNDER_DEMAND = 2;

    private DataTransferMode() {}
}
