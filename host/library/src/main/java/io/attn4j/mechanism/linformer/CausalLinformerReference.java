package io.attn4j.mechanism.linformer;

import io.attn4j.mechanism.Request;
import io.attn4j.plan.past.SlotDecay;
import io.attn4j.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.IntStream;

/** fp64 reference of the causal forms of Linformer, straight from docs/equations.md, sections 2.7 and 2.8. */
final class CausalLinformerReference {
    private final Request p;
    private final Map<String, Tensor> inputs;
    private final int[] lengths;
    private final BitSet wanted;
    private final Map<String, double[]> outputs;

    private CausalLinformerReference(
            Request request, Map<String, Tensor> inputs, int[] lengths, int[] rows, Map<String, double[]> outputs) {
        p = request;
        wanted = new BitSet(request.queries());
        if (rows == null) {
            wanted.set(0, request.queries());
        } else {
            Arrays.stream(rows).forEach(wanted::set);
        }
        this.inputs = inputs;
        this.lengths = lengths;
        this.outputs = outputs;
    }

    /**
     * Fills the outputs that are wanted.
     *
     * @param lengths valid keys of each batch, or null for all
     * @param rows query rows to compute, others are left as they are; null for all
     */
    static void forward(
            Request request, Map<String, Tensor> inputs, int[] lengths, int[] rows, Map<String, double[]> outputs) {
        CausalLinformerReference reference = new CausalLinformerReference(request, inputs, lengths, rows, outputs);
        IntStream.range(0, request.batch() * request.kvHeads()).parallel().forEach(batchHead -> {
            if (request.variant().equals(CausalInputs.PAST_ONLY)) {
                reference.pastOnly(batchHead);
            } else {
                reference.block(batchHead);
            }
        });
    }

    private int length(int batchHead) {
        return lengths == null ? p.keys() : lengths[batchHead / p.kvHeads()];
    }

    private static double[] read(Tensor tensor, long from, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = tensor.getFloat(from + i);
        }
        return values;
    }

    private double[] keyRow(String name, int batchHead, int row, int dim) {
        return read(inputs.get(name), ((long) batchHead * p.keys() + row) * dim, dim);
    }

    /** Element (r, n) of E or F for a key/value head. */
    private double weight(String name, int kvHead, int r, int n) {
        Tensor weight = inputs.get(name.equals("f") && !p.has("f") ? "e" : name);
        int axes = weight.type().rank();
        long columns = weight.type().dimension(axes - 1);
        return weight.getFloat(((axes == 3 ? (long) kvHead * p.rank() : 0) + r) * columns + n);
    }

    private double[][] state(String name, int batchHead, int dim) {
        double[][] state = new double[p.rank()][dim];
        for (int r = 0; p.has(name) && r < p.rank(); r++) {
            state[r] = read(inputs.get(name), ((long) batchHead * p.rank() + r) * dim, dim);
        }
        return state;
    }

    /** {@code K = gamma K + e_t k_t^T}, {@code V = gamma V + f_t v_t^T}, {@code o_t = softmax(scale K q_t)^T V}. */
    private void pastOnly(int batchHead) {
        double[][] keys = state("state_k", batchHead, p.keyDim());
        double[][] values = state("state_v", batchHead, p.valueDim());
        int kvHead = batchHead % p.kvHeads();
        int position = p.sizes().get("position");
        SlotDecay decay = PastOnlyLinformer.decay(p);
        for (int t = 0; t < p.queries(); t++) {
            forget(decay, keys);
            forget(decay, values);
            if (t < length(batchHead)) {
                add(keys, "e", kvHead, position + t, keyRow("k", batchHead, t, p.keyDim()));
                add(values, "f", kvHead, position + t, keyRow("v", batchHead, t, p.valueDim()));
            }
            if (wanted.get(t)) {
                attend(batchHead, t, keys, values);
            }
        }
        keep("next_state_k", batchHead, keys);
        keep("next_state_v", batchHead, values);
    }

    private static void forget(SlotDecay decay, double[][] state) {
        for (int r = 0; decay != null && r < state.length; r++) {
            for (int d = 0; d < state[r].length; d++) {
                state[r][d] *= decay.share(r);
            }
        }
    }

    private void add(double[][] state, String weight, int kvHead, int column, double[] row) {
        for (int r = 0; r < state.length; r++) {
            double factor = weight(weight, kvHead, r, column);
            for (int d = 0; d < row.length; d++) {
                state[r][d] += factor * row[d];
            }
        }
    }

    private void keep(String name, int batchHead, double[][] state) {
        double[] into = outputs.get(name);
        for (int r = 0; into != null && r < state.length; r++) {
            System.arraycopy(state[r], 0, into, (batchHead * state.length + r) * state[r].length, state[r].length);
        }
    }

    /** The visible rows of a block form: slots of earlier whole blocks, then the tokens of the row's own block. */
    private void block(int batchHead) {
        int size = p.sizes().get("block");
        int kvHead = batchHead % p.kvHeads();
        int length = length(batchHead);
        int finished = length / size;
        double[][] keySlots = new double[finished * p.rank()][p.keyDim()];
        double[][] valueSlots = new double[finished * p.rank()][p.valueDim()];
        for (int block = 0; block < finished; block++) {
            for (int r = 0; r < p.rank(); r++) {
                for (int n = 0; n < size; n++) {
                    double e = weight("e", kvHead, r, n);
                    double f = weight("f", kvHead, r, n);
                    double[] key = keyRow("k", batchHead, block * size + n, p.keyDim());
                    double[] value = keyRow("v", batchHead, block * size + n, p.valueDim());
                    for (int d = 0; d < key.length; d++) {
                        keySlots[block * p.rank() + r][d] += e * key[d];
                    }
                    for (int d = 0; d < value.length; d++) {
                        valueSlots[block * p.rank() + r][d] += f * value[d];
                    }
                }
            }
        }
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            int slots = Math.min(i / size, finished) * p.rank();
            int from = i / size * size;
            int own = Math.max(0, Math.min(i + 1, length) - from);
            double[][] keys = new double[slots + own][];
            double[][] values = new double[slots + own][];
            for (int j = 0; j < slots; j++) {
                keys[j] = keySlots[j];
                values[j] = valueSlots[j];
            }
            for (int j = 0; j < own; j++) {
                keys[slots + j] = keyRow("k", batchHead, from + j, p.keyDim());
                values[slots + j] = keyRow("v", batchHead, from + j, p.valueDim());
            }
            attend(batchHead, i, keys, values);
        }
    }

    /** Row i of every query head that shares the key/value head. */
    private void attend(int batchHead, int i, double[][] keys, double[][] values) {
        int group = p.heads() / p.kvHeads();
        for (int g = 0; g < group; g++) {
            int row = (batchHead * group + g) * p.queries() + i;
            double[] query = read(inputs.get("q"), (long) row * p.keyDim(), p.keyDim());
            double[] logits = new double[keys.length];
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < keys.length; j++) {
                for (int d = 0; d < query.length; d++) {
                    logits[j] += p.scale() * query[d] * keys[j][d];
                }
                max = Math.max(max, logits[j]);
            }
            double total = 0;
            double[] sum = new double[p.valueDim()];
            for (int j = 0; j < keys.length; j++) {
                double weight = Math.exp(logits[j] - max);
                total += weight;
                for (int d = 0; d < sum.length; d++) {
                    sum[d] += weight * values[j][d];
                }
            }
            for (int d = 0; d < sum.length; d++) {
                outputs.get("o")[row * sum.length + d] = total == 0 ? 0 : sum[d] / total;
            }
            if (outputs.get("lse") != null) {
                outputs.get("lse")[row] = max + Math.log(total);
            }
        }
    }
}
