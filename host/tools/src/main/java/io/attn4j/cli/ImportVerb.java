package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.TensorFiles;
import io.attn4j.model.encoder.EncoderConfig;
import io.attn4j.model.encoder.EncoderFile;
import io.attn4j.model.encoder.ImportedEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attn4j import}: an encoder of another library's file. */
@Command(
        description = "Import a pretrained text encoder of BERT's kind from ONNX or Hugging Face files.",
        footer = {
            "",
            "Writes the weights, next to them their configuration (the same name with .json), and a copy of the tokenizer.",
            "attn4j encode --model takes the .json, or the directory where it is called model.json."
        })
final class ImportVerb implements Verb {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "model.onnx with its weights in it, or model.safetensors with config.json next to it.")
    private Path in;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .safetensors file to write.")
    private Path out;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "Its tokenizer.json (default: the one next to the model).")
    private Path tokenizer;

    @Option(names = "--heads", paramLabel = "H", description = "Number of heads, where the file does not tell it.")
    private Integer heads;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Print the report as md (default), csv, json or jsonl.")
    private String format = "md";

    ImportVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        OutputFormat output = OutputFormat.of(format);
        Path json = EncoderFile.jsonOf(out);
        TensorFiles.checkWritable(out, List.of("embedding.weight"));
        Path found = tokenizer();
        try (ImportedEncoder imported = ImportedEncoder.read(in, heads)) {
            EncoderFile.write(out, imported.config(), imported.tensors(), found);
            Map<String, Object> record = record(imported);
            record.put("tokenizer", found == null ? null : found.toString());
            record.put("out", out.toString());
            record.put("model", json.toString());
            terminal.out().print(Rows.render(output == OutputFormat.MD ? Rows.lines(record) : List.of(record), output));
        }
        return ExitCode.OK;
    }

    private Path tokenizer() {
        if (tokenizer != null && !Files.isRegularFile(tokenizer)) {
            throw new InvalidInputException("--tokenizer", tokenizer, "a tokenizer.json", "another path");
        }
        Path beside = in.toAbsolutePath().resolveSibling("tokenizer.json");
        return tokenizer == null && Files.isRegularFile(beside) ? beside : tokenizer;
    }

    private static Map<String, Object> record(ImportedEncoder imported) {
        EncoderConfig config = imported.config();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("status", "ok");
        record.put("layers", config.layers());
        record.put("model_dim", config.width());
        record.put("heads", config.heads());
        record.put("mlp", config.mlp());
        record.put("vocabulary", config.vocabulary());
        record.put("positions", config.positions());
        record.put("activation", config.activation());
        record.put("norm_epsilon", config.normEpsilon());
        record.put(
                "parameters",
                imported.tensors().values().stream()
                        .mapToLong(tensor -> tensor.type().elements())
                        .sum());
        record.put("dropped", imported.dropped());
        return record;
    }
}
