package io.attn4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** One verb of the command line. */
interface Verb {

    /** Adds options that are known at run time only. */
    default void addOptions(CommandSpec spec) {}

    /** Runs it; returns the exit code. */
    int call(CommandLine.ParseResult parsed) throws Exception;
}
