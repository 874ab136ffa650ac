package io.attn4j.cli;

import io.attn4j.doctor.Doctor;
import io.attn4j.doctor.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code attn4j doctor}. */
@Command(description = "Report what is installed, what is missing, and the command that fixes it.")
final class DoctorVerb implements Verb {
    private final Terminal terminal;

    @Mixin
    private OutputOptions output = new OutputOptions();

    DoctorVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        output.check();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Finding finding : Doctor.examine()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("what", finding.subject());
            row.put("state", finding.state().toString());
            row.put("found", finding.detail());
            row.put("fix with", finding.remedy());
            rows.add(row);
        }
        output.write(terminal, rows);
        return ExitCode.OK;
    }
}
