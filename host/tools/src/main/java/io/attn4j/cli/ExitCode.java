package io.attn4j.cli;

/** Exit codes of the command line. */
final class ExitCode {
    static final int OK = 0;
    static final int CHECK_FAILED = 1;
    static final int USAGE = 2;
    static final int UNSUPPORTED = 3;
    static final int REGRESSION = 4;
    static final int RUN_TIME_ERROR = 5;
    /** Asked to stop by a signal; the JVM itself exits with 128 and the number of the signal. */
    static final int INTERRUPTED = 130;

    /** Standard output was a pipe whose reader stopped reading: 128 and the number of SIGPIPE. */
    static final int READER_GONE = 141;

    private ExitCode() {}
}
