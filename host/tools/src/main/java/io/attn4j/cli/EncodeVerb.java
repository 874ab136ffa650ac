package io.attn4j.cli;

import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.file.WholeFile;
import io.attn4j.model.encoder.EmbeddingAgreement;
import io.attn4j.model.encoder.Encoder;
import io.attn4j.model.encoder.EncoderFile;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import io.attn4j.text.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j encode}: embeddings of texts. */
@Command(
        description = "Compute embeddings of texts, a line a text, with an imported encoder.",
        footer = {
            "",
            "Without --out a JSON line for each text goes to standard output; .safetensors gets embeddings [T,M] and",
            "lengths [T], .npy the embeddings alone, .jsonl the lines.",
            "--compare reports how well the embeddings agree with others of the same texts: mean and least cosine, and",
            "the share of texts whose nearest other text is the same.",
            "--hidden writes what each layer got, layers.<i>.x [T,N,M], the last one's output as hidden [T,N,M], and",
            "lengths [T]: the inputs that attn4j convert --calibrate takes."
        })
final class EncodeVerb implements Verb {
    private static final int AT_ONCE = 4096;
    private static final String JSONL = ".jsonl";
    private static final String EMBEDDINGS = "embeddings";
    private static final String LENGTHS = "lengths";

    private final Terminal terminal;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR|JSON",
            description = "An encoder that attn4j import or convert wrote.")
    private Path model;

    @Option(names = "--in", required = true, paramLabel = "FILE|-", description = "Texts, UTF-8, one a line.")
    private String in;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where embeddings go: .safetensors, .npy or .jsonl (default: standard output).")
    private Path out;

    @Option(names = "--hidden", paramLabel = "FILE", description = "Also write the inputs of all layers, .safetensors.")
    private Path hidden;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "Embeddings of the same texts by another model, as --out writes them: .safetensors or .npy.")
    private Path compared;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "tokenizer.json (default: that of the model).")
    private Path tokenizer;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Cut texts to N tokens (default: the positions that the model has).")
    private Integer most;

    @Option(names = "--engine", paramLabel = "ID", description = "Engine (default: ${DEFAULT-VALUE}).")
    private String engine = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the engine cpu (default: all processors).")
    private Integer threads;

    EncodeVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        if (compared != null && (out == null || out.toString().endsWith(JSONL))) {
            throw new InvalidInputException(
                    "--compare", compared, "embeddings in --out FILE.safetensors or .npy", "adding --out");
        }
        EncoderFile file = EncoderFile.read(model);
        int limit = EncoderTexts.limit(most, file.config().positions());
        checkOutputs();
        Path described = tokenizer != null ? tokenizer : file.tokenizer();
        if (described == null) {
            throw new InvalidInputException(
                    "--tokenizer", "nothing", "the tokenizer.json of the model", "--tokenizer FILE");
        }
        List<String> texts = EncoderTexts.read("--in", in);
        try (Engine opened = Engines.choose(engine).engine()) {
            if (threads != null) {
                opened.useThreads(CpuThreads.of(threads));
            }
            try (Encoder encoder = Encoder.open(file, opened);
                    Tokenizer tokenized = Tokenizer.read(described, limit)) {
                List<int[]> tokens = EncoderTexts.tokens(
                        tokenized,
                        texts,
                        cut -> terminal.err()
                                .println("attn4j encode: " + cut + " of " + texts.size() + " texts cut to " + limit
                                        + " tokens"));
                if (hidden != null) {
                    writeHidden(encoder, tokens);
                }
                write(encoder, tokens);
            }
        }
        return ExitCode.OK;
    }

    private void checkOutputs() {
        if (out != null && !out.toString().endsWith(JSONL)) {
            boolean single = out.toString().endsWith(".npy");
            TensorFiles.checkWritable(out, single ? List.of(EMBEDDINGS) : List.of(EMBEDDINGS, LENGTHS));
        }
        if (hidden != null) {
            TensorFiles.checkWritable(hidden, List.of("hidden", LENGTHS));
        }
    }

    private void write(Encoder encoder, List<int[]> tokens) {
        int width = encoder.config().width();
        boolean lines = out == null || out.toString().endsWith(JSONL);
        StringBuilder json = new StringBuilder();
        float[] all = new float[lines ? 0 : Math.multiplyExact(tokens.size(), width)];
        for (int from = 0; from < tokens.size(); from += AT_ONCE) {
            List<int[]> part = tokens.subList(from, Math.min(tokens.size(), from + AT_ONCE));
            float[][] embeddings = encoder.embed(part);
            for (int i = 0; i < embeddings.length; i++) {
                if (lines) {
                    json.append(line(from + i, part.get(i).length, embeddings[i]))
                            .append('\n');
                } else {
                    System.arraycopy(embeddings[i], 0, all, (from + i) * width, width);
                }
            }
            if (out == null) {
                terminal.out().print(json);
                json.setLength(0);
            }
            terminal.progress((from + part.size()) + " of " + tokens.size() + " texts");
        }
        terminal.progressDone();
        if (out == null) {
            return;
        }
        if (lines) {
            WholeFile.write(out, List.of(MemorySegment.ofArray(json.toString().getBytes(StandardCharsets.UTF_8))));
            return;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(EMBEDDINGS, Tensor.of(all, tokens.size(), width));
        if (!out.toString().endsWith(".npy")) {
            tensors.put(LENGTHS, lengths(tokens));
        }
        if (compared != null) {
            compare(tensors.get(EMBEDDINGS));
        }
        TensorFiles.write(out, tensors);
        tensors.values().forEach(Tensor::close);
    }

    private void compare(Tensor embeddings) {
        try (TensorFile base = TensorFiles.read(compared)) {
            Tensor others = base.tensors().size() == 1
                    ? base.tensors().values().iterator().next()
                    : base.tensors().get(EMBEDDINGS);
            if (others == null) {
                throw new InvalidInputException(
                        compared.toString(), base.tensors().keySet(), EMBEDDINGS + " [T,M]", "another file");
            }
            EmbeddingAgreement agreement = EmbeddingAgreement.of(others, embeddings);
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("texts", agreement.texts());
            record.put("mean_cosine", agreement.meanCosine());
            record.put("least_cosine", agreement.leastCosine());
            record.put("same_neighbour", agreement.sameNeighbour());
            record.put("base", compared.toString());
            record.put("model", model.toString());
            terminal.out().println(JsonLine.of(record));
        }
    }

    private static String line(int text, int tokens, float[] embedding) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("text", text);
        line.put("tokens", tokens);
        line.put(
                "embedding",
                IntStream.range(0, embedding.length)
                        .mapToObj(i -> Double.parseDouble(Float.toString(embedding[i])))
                        .toList());
        return JsonLine.of(line);
    }

    private static Tensor lengths(List<int[]> tokens) {
        return Tensor.ofInts(tokens.stream().mapToInt(text -> text.length).toArray(), tokens.size());
    }

    /** The inputs of all layers, in batches of few texts, padded to the longest of all. */
    private void writeHidden(Encoder encoder, List<int[]> tokens) {
        int layers = encoder.config().layers();
        int width = encoder.config().width();
        int longest = tokens.stream().mapToInt(text -> text.length).max().orElseThrow();
        Map<String, Tensor> all = new LinkedHashMap<>();
        TensorType type = TensorType.f32(tokens.size(), longest, width);
        for (int layer = 0; layer <= layers; layer++) {
            all.put(layer == layers ? "hidden" : "layers." + layer + ".x", Tensor.allocate(type));
        }
        all.put(LENGTHS, lengths(tokens));
        for (int text = 0; text < tokens.size(); text++) {
            List<Tensor> stream = encoder.layers(List.of(tokens.get(text)));
            long bytes = stream.getFirst().type().bytes();
            int layer = 0;
            for (Tensor x : stream) {
                String name = layer == layers ? "hidden" : "layers." + layer + ".x";
                MemorySegment.copy(
                        x.segment(), 0, all.get(name).segment(), (long) text * longest * width * Float.BYTES, bytes);
                x.close();
                layer++;
            }
        }
        TensorFiles.write(hidden, all);
        all.values().forEach(Tensor::close);
    }
}
