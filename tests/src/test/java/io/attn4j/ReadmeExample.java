package io.attn4j;

import io.attn4j.tensor.Tensor;
import java.util.Map;

/** The library examples of README.md: the lines between the marks stand there word for word. */
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

    static float[] gradient(Tensor q, Tensor k, Tensor v, Tensor gradO) {
        // README begin
        try (Attention attention = Attention.builder("standard").causal(true).build()) {
            Map<String, Tensor> gradients = attention.gradients(Map.of("q", q, "k", k, "v", v, "grad.o", gradO));
            float[] gradQ = gradients.get("grad.q").toFloats(); // also o, grad.k and grad.v
            gradients.values().forEach(Tensor::close);
            return gradQ;
        }
        // README end
    }
}
