package io.attn4j.cli;

import io.attn4j.data.DecodedText;
import io.attn4j.data.Vocabulary;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.LanguageModel;
import io.attn4j.text.CachedForward;
import io.attn4j.text.FullForward;
import io.attn4j.text.Generator;
import io.attn4j.text.Predictor;
import io.attn4j.text.Sampler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j generate}: a trained model continues texts. */
@Command(
        description = "Let a trained language model continue a text, or several (cpu engine).",
        footer = {
            "",
            "The prompt and what follows it are printed as they are made, whole characters at a time. Several prompts are",
            "computed together and printed in order, with an empty line between them; number i, from 0, draws with seed S + i.",
            "What the mechanism needs of earlier tokens is cached; --no-cache takes a forward pass over the whole window for",
            "each token. Positions are learned: where a text fills the window, its --slide oldest tokens are forgotten and the",
            "rest is computed again. Bytes are tokens unless the model has a tokenizer.",
            "",
            "With --bench it measures instead, with random weights: tokens a second and bytes of caches by context."
        })
final class GenerateVerb implements Verb {
    private final Terminal terminal;

    @Option(
            names = "--model",
            paramLabel = "RUN",
            description =
                    "A run of attn4j train, whose last checkpoint is taken, or a checkpoint; with --bench a model file.")
    private Path model;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "Text to continue; may be given several times.")
    private List<String> prompts = List.of();

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "A file of texts to continue, one a line, in UTF-8.")
    private Path file;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Tokens to generate, bytes unless the model has a tokenizer (default: ${DEFAULT-VALUE}).")
    private int tokens = 200;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "Divides logits before drawing; 0 (default): always the most likely token.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw among the K most likely tokens (default: all).")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Draw among the fewest tokens that are together as likely as P (default: all).")
    private double topP = 1;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "X",
            description = "Makes tokens that the text has already less likely; 1 (default): no penalty.")
    private double repetitionPenalty = 1;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Stop before this text; may be given several times.")
    private List<String> stops = List.of();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--slide",
            paramLabel = "N",
            description =
                    "Tokens forgotten where a text fills the window (default: ${DEFAULT-VALUE}); more is faster, 0: stop there.")
    private int slide = 1;

    @Option(names = "--no-cache", description = "A forward pass over the whole window for each token.")
    private boolean noCache;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
    private Integer threads;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "Print texts as they are (text, the default) or a record of each (jsonl); with --bench md, csv, json or jsonl.")
    private String format;

    @ArgGroup(exclusive = false)
    private DecodingBench bench;

    GenerateVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        int count = CpuThreads.of(threads);
        if (bench != null) {
            if (!prompts.isEmpty() || file != null) {
                throw new InvalidInputException(
                        "--bench", "--bench with a prompt", "one of the two", "leaving one out");
            }
            return bench.run(terminal, model, count, noCache, format == null ? "md" : format);
        }
        if (model == null) {
            throw new InvalidInputException("--model", "nothing", "a run of attn4j train", "--model RUN");
        }
        if (tokens < 1) {
            throw new InvalidInputException("--tokens", tokens, "a number from 1", "--tokens 200");
        }
        if (stops.contains("")) {
            throw new InvalidInputException("--stop", "an empty text", "a text to stop before", "leaving it out");
        }
        boolean records = "jsonl".equals(format);
        if (format != null && !records && !format.equals("text")) {
            throw new InvalidInputException("-o", format, "text or jsonl", "-o jsonl");
        }
        Sampler sampler = new Sampler(temperature, topK, topP, repetitionPenalty, seed);
        List<byte[]> given = Prompts.of(prompts, file);
        try (TrainedModel trained = TrainedModel.read(model, count);
                Vocabulary vocabulary = trained.checkpoint().state().config().openVocabulary()) {
            trained.checkpoint().damaged().forEach(terminal.err()::println);
            List<int[]> encoded = given.stream().map(vocabulary::encode).toList();
            try (Predictor predictor = predictor(trained, encoded, count)) {
                Generator generator = new Generator(trained.language(), predictor).slide(slide);
                if (vocabulary == Vocabulary.BYTES) {
                    given.forEach(generator::check);
                }
                PromptOutputs outputs =
                        new PromptOutputs(terminal.out(), given, stops, records, vocabulary != Vocabulary.BYTES);
                generate(generator, vocabulary, encoded, sampler, outputs);
            }
        }
        return ExitCode.OK;
    }

    private void generate(
            Generator generator, Vocabulary vocabulary, List<int[]> given, Sampler sampler, PromptOutputs outputs) {
        List<Generator.Text> texts = new ArrayList<>();
        List<DecodedText> decoded = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            int number = i;
            decoded.add(new DecodedText(vocabulary, given.get(i), next -> {
                if (outputs.accept(number, next)) {
                    texts.get(number).end();
                }
            }));
            texts.add(generator.text(given.get(i), sampler.withSeed(seed + i), decoded.get(i)));
        }
        outputs.begin();
        generator.generate(texts, tokens, number -> {
            decoded.get(number).end();
            outputs.end(number, texts.get(number).count());
        });
    }

    private Predictor predictor(TrainedModel trained, List<int[]> given, int threadCount) {
        LanguageModel language = trained.language();
        if (noCache) {
            return new FullForward(language, trained.session(), given.size());
        }
        int longest = given.stream().mapToInt(each -> each.length).max().orElseThrow();
        int window = (int) Math.min(language.config().window(), (long) longest + tokens);
        return new CachedForward(language, trained.session()::read, threadCount, given.size(), window);
    }
}
