package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import io.attn4j.text.Generator;
import io.attn4j.text.Sampler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j generate}: a trained model continues a text. */
@Command(
        description = "Let a trained language model continue a text (cpu engine).",
        footer = {
            "",
            "The prompt and what follows it are printed as bytes. Every byte takes a forward pass over the whole window:",
            "nothing is cached yet, and past the window the oldest bytes are forgotten."
        })
final class GenerateVerb implements Verb {
    private final Terminal terminal;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "RUN",
            description = "A run of attn4j train, whose last checkpoint is taken, or a checkpoint.")
    private Path model;

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "Text to go on with.")
    private String prompt;

    @Option(names = "--tokens", paramLabel = "N", description = "Bytes to generate (default: ${DEFAULT-VALUE}).")
    private int tokens = 200;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "Divides logits before drawing; 0 (default): always the most likely byte.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw among the K most likely bytes (default: all).")
    private int topK;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
    private Integer threads;

    GenerateVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        if (tokens < 1) {
            throw new InvalidInputException("--tokens", tokens, "a number from 1", "--tokens 200");
        }
        Sampler sampler = new Sampler(temperature, topK, seed);
        try (TrainedModel trained = TrainedModel.read(model, CpuThreads.of(threads))) {
            trained.requireBytes();
            Generator generator = new Generator(trained.model(), trained.session());
            byte[] bytes = prompt.getBytes(StandardCharsets.UTF_8);
            generator.check(bytes);
            terminal.out().write(bytes, 0, bytes.length);
            generator.generate(bytes, tokens, sampler, next -> {
                terminal.out().write(next);
                terminal.out().flush();
            });
            terminal.out().write('\n');
        }
        return ExitCode.OK;
    }
}
