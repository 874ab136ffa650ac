package io.attn4j.text;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.PackedMatrix;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowProduct;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.Request;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.Parameter;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A language model token by token, with what its mechanism keeps of the tokens before (docs/training.md): logits are those
 * of the whole forward pass, whatever the numbers of texts and threads; a text's are the same bit for bit alone and among
 * others.
 *
 * <p>Tokens are computed in stretches: a prompt is many rows of one text, a step one row of each text. Parameters are copied
 * when it is made. Taking and computing a token allocates nothing.
 */
public final class CachedForward implements Predictor {
    /** Rows of a stretch; enough that weights are read once for many. */
    private static final int ROWS = 64;

    private final LanguageModel model;
    private final RowThreads threads;
    private final Decoder blocks;
    private final Decoder.Inputs inputs;
    private final DecodeRows rows;
    private final RowArray embedded;
    private final RowArray hidden;
    private final RowArray last;
    private final RowArray headRows;
    private final RowProduct head;
    private final float[] embedding;
    private final float[] positions;
    private final float[][] logits;
    private final int[] lengths;

    /** Number of the stretch that a text last had rows of. */
    private final long[] latest;

    private final int window;
    private long stretch = 1;

    /**
     * A predictor of {@code texts} texts.
     *
     * @param parameters by name, fp32, as {@link io.attn4j.model.PlanSession#read} gives them; read here only
     * @param threads threads to use, from 1
     * @param window most tokens of a text, at most the model's: caches are made for so many
     */
    public CachedForward(
            LanguageModel model, Function<String, MemorySegment> parameters, int threads, int texts, int window) {
        this.model = model;
        this.window = Math.min(window, model.config().window());
        int vocabulary = model.config().vocabulary();
        int m = model.config().width();
        Request request = model.blocks(1);
        Map<String, Tensor> weights = new HashMap<>();
        for (Parameter parameter : model.parameters()) {
            weights.put(parameter.name(), Tensor.wrap(parameter.type(), parameters.apply(parameter.name())));
        }
        int most = Math.max(ROWS, texts);
        this.threads = RowThreads.open(threads);
        try {
            blocks = request.mechanism()
                    .decoder(request, new DecodeSetup(this.threads, texts, this.window, most, weights));
            embedding = weights.get(LanguageModel.EMBEDDING).toFloats();
            positions = weights.get(LanguageModel.POSITIONS).toFloats();
            PackedMatrix w = model.config().tied()
                    ? PackedMatrix.of(MemorySegment.ofArray(embedding), 0, m, vocabulary, 1, m)
                    : PackedMatrix.of(weights.get(LanguageModel.HEAD).segment(), m, vocabulary);
            head = new RowProduct(this.threads, w, null, Activation.NONE);
        } catch (RuntimeException | Error failure) {
            this.threads.close();
            throw failure;
        }
        rows = new DecodeRows(most);
        embedded = RowArray.of(most, m);
        hidden = RowArray.of(most, m);
        last = RowArray.of(texts, m);
        headRows = RowArray.of(texts, vocabulary);
        inputs = new Decoder.Inputs(embedded, null, null, null);
        logits = new float[texts][vocabulary];
        lengths = new int[texts];
        latest = new long[texts];
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public int length(int text) {
        return lengths[text];
    }

    @Override
    public void restart(int text) {
        run();
        lengths[text] = 0;
        blocks.reset(text);
    }

    @Override
    public void take(int text, int token) {
        Tokens.check(token, lengths[text], model.config().vocabulary(), window);
        int count = rows.count();
        boolean apart = latest[text] == stretch && rows.sequence(count - 1) != text;
        if (count == rows.capacity() || apart) {
            run();
        }
        latest[text] = stretch;
        int m = model.config().width();
        int at = embedded.at(rows.count());
        int position = lengths[text]++;
        float[] row = embedded.data();
        for (int c = 0; c < m; c++) {
            row[at + c] = embedding[token * m + c] + positions[position * m + c];
        }
        rows.add(text, position);
    }

    @Override
    public void run() {
        if (rows.count() == 0) {
            return;
        }
        blocks.run(rows, inputs, hidden);
        int m = model.config().width();
        for (int run = 0; run < rows.runs(); run++) {
            System.arraycopy(hidden.data(), hidden.at(rows.first(run + 1) - 1), last.data(), last.at(run), m);
        }
        head.run(last, rows.runs(), headRows);
        for (int run = 0; run < rows.runs(); run++) {
            float[] to = logits[rows.sequence(rows.first(run))];
            System.arraycopy(headRows.data(), headRows.at(run), to, 0, to.length);
        }
        rows.clear();
        stretch++;
    }

    @Override
    public float[] logits(int text) {
        return logits[text];
    }

    /**
     * Goes on at {@code position} as if there had been tokens before it: caches hold what they hold. To measure what a token
     * costs there.
     */
    void skipTo(int text, int position) {
        run();
        lengths[text] = position;
    }

    /** Vectors from now on, warmed up. */
    void warmUp() {
        threads.warmUp();
    }

    /** What the arithmetic runs on, such as {@code vector (512 bit)}. */
    public String loops() {
        return threads.description();
    }

    /** Bytes of the caches of all texts. */
    public long cacheBytes() {
        return blocks.cacheBytes();
    }

    @Override
    public void close() {
        threads.close();
    }
}
