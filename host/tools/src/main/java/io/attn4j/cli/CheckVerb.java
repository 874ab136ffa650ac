package io.attn4j.cli;

import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.ResultRecord;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attn4j check}. */
@Command(description = "Check results of every usable engine against the fp64 reference.")
final class CheckVerb implements Verb {
    private final Terminal terminal;

    @Option(
            names = "--engine",
            paramLabel = "IDS",
            description = "Engines (default: ${DEFAULT-VALUE} that are usable).")
    private String engines = "all";

    @Mixin
    private PeerFlag peers = new PeerFlag();

    @Mixin
    private CaseFlags cases = new CaseFlags();

    @Mixin
    private EngineFlags flags = new EngineFlags();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the inputs (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private OutputOptions output = new OutputOptions();

    CheckVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        output.check();
        peers.check();
        List<CaseId> chosen = cases.cases(BenchSuite.check());
        try (EngineList list = EngineList.open(engines)) {
            List<ResultRecord> records = new CaseLoop(
                            terminal,
                            list,
                            flags,
                            cases.suite(),
                            (peers.repro() + " " + flags.repro()).strip(),
                            record -> output.stream(terminal, record.values()))
                    .run(chosen, seed, () -> null, null);
            output.write(terminal, records.stream().map(ResultRecord::values).toList(), BenchTable.checked(records));
            output.remarks(terminal, BenchTable.remarks(records), list.leftOut());
            return CaseLoop.exitCode(records);
        }
    }
}
