package io.attn4j;

/** The library example of README.md: the lines between the marks stand there word for word. */
final class ReadmeExample {
    private ReadmeExample() {}

    static float[] run(float[] q, float[] k, float[] v) {
        // README begin
        try (Attention attention = Attention.builder("standard").causal(true).build()) {
            float[] o = attention.forward(q, k, v, 1, 8, 512, 64); // [B,H,N,D], row-major
            System.out.println(attention.engineChoice().reasons().getFirst());
            System.out.println(attention.lastReport().wallNs() / 1e6 + " ms");
            return o;
        }
        // README end
    }
}
