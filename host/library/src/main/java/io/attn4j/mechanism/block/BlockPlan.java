package io.attn4j.mechanism.block;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.Sum;
import io.attn4j.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The task graph of a stack of blocks: their own steps, and between them those of the mechanism's plan. */
final class BlockPlan {
    private final Plan.Builder plan = Plan.builder("block");
    private final Request request;
    /** The documents that sequences hold one after another, or null. */
    private final DocumentStarts documents;

    private final BlockSettings settings;
    private final int batch;
    private final int tokens;
    private final int width;
    private final BlockDropout dropout;

    private BlockPlan(Request request, DocumentStarts documents) {
        this.request = request;
        this.documents = documents;
        settings = request.form(BlockStack.class).settings();
        batch = request.batch();
        tokens = request.queries();
        width = (int) request.outputType().dimension(2);
        dropout = new BlockDropout(plan, settings, batch);
    }

    /**
     * Lowers a request.
     *
     * @param inputs the tensors, or null for the plan that a session is opened with
     * @param documents that sequences hold one after another, or null
     */
    static Plan of(Request request, Map<String, Tensor> inputs, DocumentStarts documents) {
        List<BlockLayer> layers = request.form(BlockStack.class).layers();
        BlockPlan block = new BlockPlan(request, documents);
        View stream = block.rows(block.plan.input("x", block.elements(block.width)), block.width);
        for (BlockLayer layer : layers) {
            boolean last = layer.index() == layers.size() - 1 && !request.has("norm.weight");
            View y = last ? block.output() : block.intermediate("stream", block.width);
            if (block.settings.order() == NormOrder.POST) {
                block.postNorm(layer, stream, inputs, y);
            } else {
                block.preNorm(layer, stream, inputs, y);
            }
            stream = y;
        }
        if (request.has("norm.weight")) {
            block.norm("norm", "norm.weight", "norm.bias", stream, block.output());
        }
        if (request.outputs().containsKey(Mechanism.AUX_LOSS)) {
            View losses = View.contiguous(block.losses(layers.size()), 1, 1, layers.size(), block.batch);
            View loss = View.contiguous(block.plan.output(Mechanism.AUX_LOSS, block.batch), 1, 1, 1, block.batch);
            block.plan.add(new Sum("auxLoss", losses, loss));
        }
        return block.plan.build();
    }

    /** Auxiliary losses of the mechanisms, [layers,B]. */
    private Buffer losses(int layers) {
        return plan.intermediate("auxLosses", (long) layers * batch);
    }

    private void preNorm(BlockLayer layer, View x, Map<String, Tensor> inputs, View y) {
        View a = intermediate("attended", width);
        attention(layer, normed(layer, "norm1", x), x, inputs, a);
        feedForward(layer, normed(layer, "norm2", a), a, y);
    }

    private void postNorm(BlockLayer layer, View x, Map<String, Tensor> inputs, View y) {
        View sum = intermediate("attended", width);
        attention(layer, x, x, inputs, sum);
        View a = normed(layer, "norm1", sum);
        feedForward(layer, a, a, sum);
        norm(layer, "norm2", sum, y);
    }

    private long elements(int columns) {
        return (long) batch * tokens * columns;
    }

    private View rows(Buffer buffer, int columns) {
        return View.contiguous(buffer, batch, 1, tokens, columns);
    }

    private View output() {
        return rows(plan.output("o", elements(width)), width);
    }

    private View intermediate(String name, int columns) {
        String found = plan.has(name, elements(columns)) ? name : name + columns;
        return rows(plan.intermediate(found, elements(columns)), columns);
    }

    private View vector(String tensor, int elements) {
        return View.contiguous(plan.weight(tensor, elements), 1, 1, 1, elements);
    }

    /** The weight of a part as [B,1,rows,columns], or null where it is not given. */
    private View matrix(BlockLayer layer, String part, int rows, int columns) {
        return layer.has(part)
                ? View.contiguous(plan.weight(layer.names().get(part), (long) rows * columns), 1, 1, rows, columns)
                        .broadcastBatch(batch)
                : null;
    }

    private void norm(String task, String weight, String bias, View x, View y) {
        View beta = request.has(bias) ? vector(bias, width) : null;
        plan.add(new LayerNorm(task, x, vector(weight, width), beta, settings.epsilon(), y));
    }

    private View normed(BlockLayer layer, String norm, View x) {
        View y = intermediate("normed", width);
        norm(layer, norm, x, y);
        return y;
    }

    private void norm(BlockLayer layer, String norm, View x, View y) {
        String bias = layer.names().getOrDefault(norm + ".bias", "");
        norm(task(layer, norm), layer.names().get(norm + ".weight"), bias, x, y);
    }

    private static String task(BlockLayer layer, String name) {
        return "layer" + layer.index() + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code residual + Mechanism(x) Wo + bo}. */
    private void attention(BlockLayer layer, View x, View residual, Map<String, Tensor> inputs, View result) {
        Request inner = layer.inner();
        Map<String, View> given = new HashMap<>();
        given.put("x", x);
        if (layer.projects()) {
            given.put("q", projected(layer, "q", x, inner.heads(), inner.keyDim()));
            given.put("k", projected(layer, "k", x, inner.kvHeads(), inner.keyDim()));
            given.put("v", projected(layer, "v", x, inner.kvHeads(), inner.valueDim()));
        }
        boolean byHeads = inner.outputType().rank() == 4;
        int columns = byHeads ? inner.heads() * inner.valueDim() : width;
        View heads = intermediate("heads", columns);
        splice(layer, given, heads, inputs);
        if (byHeads) {
            View wo = matrix(layer, "attention.wo", columns, width);
            View bo = matrix(layer, "attention.bo", 1, width);
            product(task(layer, "outputProjection"), heads, wo, bo, residual, result);
        } else {
            if (dropout.ofBranches()) {
                dropout.drop(task(layer, "residual"), heads);
            }
            plan.add(new Addition(task(layer, "residual"), residual, heads, result));
        }
    }

    /** {@code y = residual + a b + bias}; with dropout the product passes through it first. */
    private void product(String task, View a, View b, View bias, View residual, View y) {
        if (!dropout.ofBranches()) {
            plan.add(new MatrixProduct(task, a, b, bias, null, Activation.NONE, residual, null, y));
            return;
        }
        View branch = intermediate("branch", width);
        plan.add(MatrixProduct.of(task, a, b, bias, branch));
        dropout.drop(task, branch);
        plan.add(new Addition(task + "Residual", residual, branch, y));
    }

    /** q, k or v, [B,H,N,D] contiguous. */
    private View projected(BlockLayer layer, String name, View x, int heads, int dim) {
        Buffer buffer = intermediate(name, heads * dim).buffer();
        View y = View.contiguous(buffer, batch, heads, tokens, dim);
        View w = View.splitHeads(
                        plan.weight(layer.names().get("attention.w" + name), (long) width * heads * dim),
                        1,
                        heads,
                        width,
                        dim)
                .broadcastBatch(batch);
        String bias = layer.names().get("attention.b" + name);
        View b = bias == null
                ? null
                : View.splitHeads(plan.weight(bias, (long) heads * dim), 1, heads, 1, dim)
                        .broadcastBatch(batch);
        plan.add(MatrixProduct.of(task(layer, name), x.broadcastHeads(heads), w, b, y));
        return y;
    }

    /** The mechanism's steps over the block's arrays. */
    private void splice(BlockLayer layer, Map<String, View> given, View heads, Map<String, Tensor> inputs) {
        Map<String, Tensor> tensors = inputs == null ? null : new HashMap<>();
        if (tensors != null) {
            layer.names().forEach((part, name) -> {
                if (part.startsWith("attention.")) {
                    tensors.put(part.substring("attention.".length()), inputs.get(name));
                }
            });
            if (inputs.containsKey("lengths")) {
                tensors.put("lengths", inputs.get("lengths"));
            }
        }
        Plan inner = documents != null
                ? layer.inner().mechanism().packed(layer.inner(), documents)
                : tensors == null ? layer.inner().plan() : layer.inner().plan(tensors);
        if (!dropout.ofWeights()) {
            plan.splice(inner, "layer" + layer.index(), view -> placed(layer, inner, given, heads, view));
            return;
        }
        UnaryOperator<View> views = view -> placed(layer, inner, given, heads, view);
        StepRewriter rewriter = new StepRewriter(name -> task(layer, name), views, views);
        boolean found = false;
        for (Step step : inner.steps()) {
            found |= dropout.addAttention(rewriter.rewrite(step));
        }
        if (!found) {
            throw new UnsupportedRequestException("attention-dropout: got " + settings.attentionDropout() + " with "
                    + layer.inner().mechanism().id()
                    + " in this form, which computes no weights row by row; needs another"
                    + " form of it; try 0");
        }
    }

    private View placed(BlockLayer layer, Plan inner, Map<String, View> given, View heads, View view) {
        String name = view.buffer().name();
        return switch (view.buffer().kind()) {
            case INPUT, WEIGHT -> {
                if (name.equals(Mechanism.PLACES)) {
                    yield on(plan.input(name, view.buffer().elements()), view);
                }
                View ours = given.get(name);
                yield ours == null ? on(weight(layer, inner, view.buffer()), view) : on(ours.buffer(), view);
            }
            case STATE ->
                throw new IllegalArgumentException(
                        "attention of a block: got the state " + view + "; needs one that keeps nothing between calls");
            case INTERMEDIATE -> on(shared(layer, name, view.buffer().elements()), view);
            case OUTPUT -> {
                if (name.equals(Mechanism.AUX_LOSS)) {
                    yield on(losses(request.sizes().get("layers")), (long) layer.index() * batch, view);
                }
                if (!name.equals("o")) {
                    yield on(shared(layer, name, view.buffer().elements()), view);
                }
                yield layer.inner().outputType().rank() == 4
                        ? sideBySide(heads.buffer(), view)
                        : on(heads.buffer(), view);
            }
        };
    }

    private Buffer weight(BlockLayer layer, Plan inner, Buffer buffer) {
        float[] content = inner.constants().get(buffer.name());
        if (content != null) {
            return plan.constant("layers." + layer.index() + ".attention." + buffer.name(), content);
        }
        return plan.weight(layer.names().get("attention." + buffer.name()), buffer.elements());
    }

    /** An array between the mechanism's steps: one for all blocks where they agree on its size. */
    private Buffer shared(BlockLayer layer, String name, long elements) {
        String common = "attention." + name;
        return plan.has(common, elements)
                ? plan.intermediate(common, elements)
                : plan.intermediate("layers." + layer.index() + "." + common, elements);
    }

    private static View on(Buffer buffer, View view) {
        return on(buffer, 0, view);
    }

    /** The same place in another array, {@code from} elements further on. */
    private static View on(Buffer buffer, long from, View view) {
        return new View(
                buffer,
                from + view.offset(),
                view.batch(),
                view.heads(),
                view.rows(),
                view.columns(),
                view.batchStride(),
                view.headStride(),
                view.rowStride(),
                view.columnStride());
    }

    /** [B,H,N,Dv] laid out as [B,N,H*Dv], where the output projection takes it. */
    private View sideBySide(Buffer buffer, View view) {
        View contiguous = View.contiguous(view.buffer(), batch, view.heads(), tokens, view.columns());
        if (!view.equals(contiguous)) {
            throw new IllegalStateException(
                    "output: got " + view + " of part of it; needs a step that writes the whole of it");
        }
        return View.splitHeads(buffer, batch, view.heads(), tokens, view.columns());
    }

    /** {@code residual + W2 f(W1 a + b1) + b2}. */
    private void feedForward(BlockLayer layer, View a, View residual, View y) {
        int hidden = (int) request.inputs().get(layer.names().get("mlp.w1")).dimension(1);
        View inside = intermediate("hidden", hidden);
        plan.add(new MatrixProduct(
                task(layer, "mlpIn"),
                a,
                matrix(layer, "mlp.w1", width, hidden),
                matrix(layer, "mlp.b1", 1, hidden),
                null,
                settings.activation(),
                null,
                null,
                inside));
        View w2 = matrix(layer, "mlp.w2", hidden, width);
        product(task(layer, "mlpOut"), inside, w2, matrix(layer, "mlp.b2", 1, width), residual, y);
    }
}
