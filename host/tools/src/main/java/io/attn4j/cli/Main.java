package io.attn4j.cli;

import io.attn4j.bench.Machine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.error.Warnings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Runs one verb of the command line and exits with its code. */
public final class Main {
    private static final int MOST_LETTERS = 4000;
    private static final List<String> VERBS = List.of(
            "doctor",
            "devices",
            "list",
            "run",
            "check",
            "bench",
            "compare",
            "tune",
            "report",
            "explain",
            "convert",
            "import",
            "encode",
            "distill",
            "data",
            "train",
            "evaluate",
            "generate",
            "classify",
            "export-kernels",
            "bundle");

    private Main() {}

    /** A verb of {@link #VERBS}; a switch, as a method reference for each would be linked at every start. */
    private static Verb verb(String name, Terminal terminal) {
        return switch (name) {
            case "doctor" -> new DoctorVerb(terminal);
            case "devices" -> new DevicesVerb(terminal);
            case "list" -> new ListVerb(terminal);
            case "run" -> new RunVerb(terminal);
            case "check" -> new CheckVerb(terminal);
            case "bench" -> new BenchVerb(terminal);
            case "compare" -> new CompareVerb(terminal);
            case "tune" -> new TuneVerb(terminal);
            case "report" -> new ReportVerb(terminal);
            case "explain" -> new ExplainVerb(terminal);
            case "convert" -> new ConvertVerb(terminal);
            case "import" -> new ImportVerb(terminal);
            case "encode" -> new EncodeVerb(terminal);
            case "distill" -> new DistillVerb(terminal);
            case "data" -> new DataVerb(terminal);
            case "train" -> new TrainVerb(terminal);
            case "evaluate" -> new EvaluateVerb(terminal);
            case "generate" -> new GenerateVerb(terminal);
            case "classify" -> new ClassifyVerb(terminal);
            case "export-kernels" -> new ExportKernelsVerb(terminal);
            case "bundle" -> new BundleVerb(terminal);
            default -> throw new IllegalArgumentException("verb: got " + name + "; needs one of " + VERBS);
        };
    }

    /** The entry point; {@code attn4j} starts it. */
    public static void main(String[] arguments) {
        StandardOutput standard = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(new BufferedOutputStream(standard), false, StandardCharsets.UTF_8);
        PrintStream err = standardError();
        System.setErr(err);
        int code = run(arguments, out, err, Boolean.getBoolean("attn4j.terminal"));
        out.flush();
        if (standard.readerIsGone()) {
            // as "| head" leaves it: no fault, so nothing is said, and the code is that of a process that SIGPIPE ends
            code = ExitCode.READER_GONE;
        } else if (out.checkError() && code == ExitCode.OK) {
            err.println("attn4j: standard output: " + standard.failure() + "; not everything was written");
            code = ExitCode.RUN_TIME_ERROR;
        }
        Runtime.getRuntime().exit(code);
    }

    /**
     * The standard error that the launcher was given. It comes as a descriptor of its own, because the JVM prints a line
     * about its incubator module on descriptor 2, which the launcher filters.
     */
    private static PrintStream standardError() {
        Integer descriptor = Integer.getInteger("attn4j.stderr");
        if (descriptor == null) {
            return System.err;
        }
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return new PrintStream(
                    new FileOutputStream(constructor.newInstance(descriptor)), true, StandardCharsets.UTF_8);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return System.err;
        }
    }

    /**
     * Runs a command line.
     *
     * @param terminal whether {@code err} is a terminal, where progress may be shown
     * @return the exit code
     */
    static int run(String[] arguments, PrintStream out, PrintStream err, boolean terminal) {
        String verb = arguments.length == 0 ? "--help" : arguments[0];
        String name = VERBS.contains(verb) ? "attn4j " + verb : "attn4j";
        Warnings.to(line -> err.println(name + ": " + oneLine(line)));
        try {
            if (verb.equals("--help") || verb.equals("-h") || verb.equals("help")) {
                help(out);
                return ExitCode.OK;
            }
            if (verb.equals("--version") || verb.equals("-V")) {
                out.println("attn4j " + Machine.version());
                return ExitCode.OK;
            }
            if (!VERBS.contains(verb)) {
                err.println("attn4j: verb: got " + oneLine(verb) + "; needs one of " + String.join(", ", VERBS)
                        + ", test; try attn4j --help");
                return ExitCode.USAGE;
            }
            Verb command = verb(verb, new Terminal(out, err, terminal));
            return execute(command, name, Arrays.copyOfRange(arguments, 1, arguments.length), out);
        } catch (InvalidPathException noPath) {
            return refuse(name, noPath, err);
        } catch (CommandLine.ParameterException | InvalidInputException mistake) {
            if (mistake.getCause() instanceof InvalidPathException noPath) {
                return refuse(name, noPath, err);
            }
            err.println(name + ": " + oneLine(mistake.getMessage()));
            return ExitCode.USAGE;
        } catch (UnsupportedRequestException unsupported) {
            err.println(name + ": " + oneLine(unsupported.getMessage()));
            return ExitCode.UNSUPPORTED;
        } catch (OutOfMemoryError memory) {
            err.println(name + ": memory: got " + oneLine(String.valueOf(memory.getMessage()))
                    + "; needs more than this machine or JVM has; try a smaller shape, --memory-budget, or "
                    + "ATTN4J_JAVA_OPTIONS=-Xmx8g");
            return ExitCode.RUN_TIME_ERROR;
        } catch (InternalError fault) {
            // the JVM's word for a page of a mapped file that is no longer there
            boolean mapped = String.valueOf(fault.getMessage()).contains("unsafe memory access");
            err.println(name + ": memory: got " + oneLine(String.valueOf(fault.getMessage()))
                    + (mapped
                            ? "; needs input files that stay as they are while they are read; try again, or with a copy"
                            : ""));
            return ExitCode.RUN_TIME_ERROR;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError failure) {
            String message = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
            err.println(name + ": " + oneLine(message)
                    + (System.getenv("ATTN4J_DEBUG") == null ? " (ATTN4J_DEBUG=1 prints the stack trace)" : ""));
            if (System.getenv("ATTN4J_DEBUG") != null) {
                failure.printStackTrace(err);
            }
            return ExitCode.RUN_TIME_ERROR;
        }
    }

    private static int refuse(String name, InvalidPathException noPath, PrintStream err) {
        err.println(name + ": path: got " + printable(noPath.getInput()) + " ("
                + oneLine(noPath.getReason()).toLowerCase(Locale.ROOT)
                + "); needs a path in this JVM's encoding, " + System.getProperty("sun.jnu.encoding")
                + "; try export LC_ALL=C.UTF-8");
        return ExitCode.USAGE;
    }

    private static int execute(Verb verb, String name, String[] arguments, PrintStream out) throws Exception {
        CommandLine commandLine = new CommandLine(verb);
        // "@FILE" is a word as any other: it would make arguments of whatever that file holds
        commandLine.setExpandAtFiles(false);
        commandLine.setCommandName(name);
        verb.addOptions(commandLine.getCommandSpec());
        commandLine
                .getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this help.")
                        .build());
        CommandLine.ParseResult parsed = commandLine.parseArgs(arguments);
        if (parsed.isUsageHelpRequested()) {
            commandLine.usage(out);
            return ExitCode.OK;
        }
        return verb.call(parsed);
    }

    private static void help(PrintStream out) {
        out.println("usage: attn4j VERB [options]    (attn4j VERB --help lists the options)");
        out.println();
        VERBS.forEach(name -> out.printf(
                "  %-15s %s%n",
                name,
                verb(name, new Terminal(out, out, false))
                        .getClass()
                        .getAnnotation(CommandLine.Command.class)
                        .description()[0]));
        out.printf("  %-15s %s%n", "test", "Run all tests (--no-install: without installing PoCL).");
        out.println();
        out.println("exit codes: 0 ok, 1 check failed, 2 usage or bad input, 3 no device or unsupported, "
                + "4 regression, 5 run-time error");
    }

    /** The verbs, in the order of the help. */
    static List<String> names() {
        return VERBS;
    }

    private static String oneLine(String message) {
        return printable(message.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; "));
    }

    /** A text for one line of a terminal: control characters escaped, and cut where it is very long. */
    static String printable(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MOST_LETTERS); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return text.length() > MOST_LETTERS ? line.append("...").toString() : line.toString();
    }
}
