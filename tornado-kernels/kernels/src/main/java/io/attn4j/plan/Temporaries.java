package io.attn4j.plan;

/** Makes arrays that lie between steps. */
@FunctionalInterface
public interface Temporaries {

    /** A new array seen as row-major {@code [B,H,rows,columns]}. */
    View temporary(int batch, int heads, int rows, int columns);

    /** A new array of the sizes of {@code view}. */
    default View like(View view) {
        return temporary(view.batch(), view.heads(), view.rows(), view.columns());
    }
}
