package io.attn4j.plan;

/**
 * What the gradient of one step needs: the gradients of its results, and where those of its operands go.
 *
 * <p>Gradients of an array that several steps read are added up in the reverse order of the steps; an operand that batches
 * or heads share (stride 0) gets the sum over them. Every sum has a fixed order.
 */
public interface Gradients extends Temporaries {

    /** The gradient of {@code result}, which the step wrote, or null where nothing depends on it. */
    View of(View result);

    /** Whether a gradient of {@code operand} is asked for; false for null. */
    boolean wants(View operand);

    /** Where a step may write the gradient of {@code operand}: a view of its sizes, each element by itself. */
    View target(View operand);

    /** Takes what steps wrote to {@code target}, which {@link #target} gave for {@code operand}. */
    void commit(View operand, View target);

    /** Takes {@code gradient}, an array that stands, as the gradient of {@code operand}. */
    void contribute(View operand, View gradient);

    /** Takes sums of {@code terms} over the batches, heads, rows and columns that {@code operand} has once or shares. */
    void contributeSums(View operand, View terms);

    /** The content of {@code place}, which the step changed in place, before it did: it is among {@link Step#keeps}. */
    View before(View place);

    /**
     * The gradient of what the step changed in place, to be replaced by that of what stood there before: a view with the
     * gradient in it that the step may write; zeros where nothing depends on it.
     */
    View replace(View place);

    /** A new array of the sizes of {@code view} filled with zeros. */
    View zeros(View view);

    /** Appends a step. */
    void add(Step step);

    /** A name for a task of this gradient. */
    String task(String what);
}
