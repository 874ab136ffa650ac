package io.attn4j.peers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.file.JsonLine;
import io.attn4j.model.encoder.Encoder;
import io.attn4j.model.encoder.ImportedEncoder;
import io.attn4j.tensor.Tensor;
import io.attn4j.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An imported encoder against ONNX Runtime on the same model: hidden states of real texts, and times in turns. Needs {@code
 * -Dattn4j.encoder.onnx=FILE -Dattn4j.encoder.tokenizer=FILE -Dattn4j.encoder.texts=FILE}, a text a line; times go to {@code
 * -Dattn4j.encoder.times=FILE}, with {@code -Dattn4j.encoder.threads=N}.
 */
class EncoderComparisonTest {
    private static final double LIMIT = 1e-4;
    private static final int TEXTS = 20;
    private static final int[][] SHAPES = {{1, 32}, {1, 128}, {1, 256}, {16, 32}, {16, 128}, {16, 256}};
    private static final long WARM_UP_NS = 1_500_000_000;

    private final int threads = Integer.getInteger("attn4j.encoder.threads", 1);

    private OrtSession session;
    private ImportedEncoder imported;
    private Engine engine;
    private Encoder encoder;

    private static Path file(String name) {
        String path = System.getProperty("attn4j.encoder." + name);
        Assumptions.assumeTrue(path != null, "needs -Dattn4j.encoder." + name + "=FILE");
        return Path.of(path);
    }

    @BeforeEach
    void open() throws OrtException {
        Path onnx = file("onnx");
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "1");
        options.addConfigEntry("session.force_spinning_stop", "1");
        session = OrtEnvironment.getEnvironment().createSession(onnx.toString(), options);
        imported = ImportedEncoder.read(onnx, null);
        engine = Engines.create("cpu");
        engine.useThreads(threads);
        encoder = Encoder.of(imported.config(), imported.tensors(), engine);
    }

    @AfterEach
    void close() throws OrtException {
        if (session != null) {
            session.close();
            encoder.close();
            engine.close();
            imported.close();
        }
    }

    private static OnnxTensor tensor(long[][] values) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values);
    }

    private static Map<String, OnnxTensor> inputs(List<int[]> texts) throws OrtException {
        int longest = texts.stream().mapToInt(text -> text.length).max().orElseThrow();
        long[][] ids = new long[texts.size()][longest];
        long[][] mask = new long[texts.size()][longest];
        for (int b = 0; b < texts.size(); b++) {
            for (int n = 0; n < texts.get(b).length; n++) {
                ids[b][n] = texts.get(b)[n];
                mask[b][n] = 1;
            }
        }
        return Map.of(
                "input_ids", tensor(ids),
                "attention_mask", tensor(mask),
                "token_type_ids", tensor(new long[texts.size()][longest]));
    }

    @Test
    void agreesOnRealTexts() throws OrtException, IOException {
        List<int[]> texts;
        try (Tokenizer tokenizer = Tokenizer.read(file("tokenizer"), 256)) {
            texts = tokenizer.encode(Files.readAllLines(file("texts"))).stream()
                    .map(Tokenizer.Tokens::ids)
                    .limit(TEXTS)
                    .toList();
        }
        try (OrtSession.Result result = session.run(inputs(texts));
                Tensor hidden = encoder.hidden(texts)) {
            float[][][] expected = (float[][][]) result.get(0).getValue();
            int width = imported.config().width();
            for (int b = 0; b < texts.size(); b++) {
                for (int n = 0; n < texts.get(b).length; n++) {
                    for (int c = 0; c < width; c++) {
                        float actual = hidden.getFloat(((long) b * expected[0].length + n) * width + c);
                        assertThat(Math.abs(actual - expected[b][n][c])).isLessThan((float) LIMIT);
                    }
                }
            }
        }
    }

    @Test
    void takesTurns() throws OrtException, IOException {
        Path times = file("times");
        List<String> lines = new ArrayList<>();
        for (int[] shape : SHAPES) {
            Random random = new Random(1);
            List<int[]> texts = new ArrayList<>();
            for (int b = 0; b < shape[0]; b++) {
                texts.add(random.ints(shape[1], 1000, 20_000).toArray());
            }
            Map<String, OnnxTensor> inputs = inputs(texts);
            int samples = Math.clamp(6000 / (shape[0] * shape[1]), 5, 60);
            long[] ours = new long[samples];
            long[] theirs = new long[samples];
            long start = System.nanoTime();
            while (System.nanoTime() - start < WARM_UP_NS) {
                encoder.hidden(texts).close();
            }
            session.run(inputs).close();
            for (int i = 0; i < samples; i++) {
                long before = System.nanoTime();
                encoder.hidden(texts).close();
                long between = System.nanoTime();
                session.run(inputs).close();
                ours[i] = between - before;
                theirs[i] = System.nanoTime() - between;
            }
            Arrays.sort(ours);
            Arrays.sort(theirs);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("batch", shape[0]);
            line.put("tokens", shape[1]);
            line.put("threads", threads);
            line.put("samples", samples);
            line.put("attn4j_median_ns", ours[samples / 2]);
            line.put("attn4j_least_ns", ours[0]);
            line.put("onnxruntime_median_ns", theirs[samples / 2]);
            line.put("onnxruntime_least_ns", theirs[0]);
            line.put("engine", engine.availability().reason());
            line.put("onnxruntime", OrtEnvironment.getEnvironment().getVersion());
            lines.add(JsonLine.of(line));
        }
        Files.write(times, lines);
    }
}
