package io.attn4j.examples;

import io.attn4j.Attention;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Attention over files: {@code .safetensors} or {@code .npy} in, {@code .safetensors} out, as in a pipeline.
 *
 * <p>Shows tensors by name, mapped input that is not copied, two outputs (o and log-sum-exp), and one {@link Attention} that
 * serves many files: it compiles again only for a file larger than all before it. A file that is cut off or has wrong shapes
 * is an {@link io.attn4j.error.InvalidInputException}, one line that names field, value, rule and remedy.
 */
public final class AttentionOnFiles {
    private AttentionOnFiles() {}

    /**
     * Attends over the tensors q [B,H,N,D], k [B,Hkv,L,D] and v [B,Hkv,L,Dv] of one file.
     *
     * @param in file with q, k and v
     * @param out file to write o [B,H,N,Dv] and lse [B,H,N] to; written whole or not at all
     */
    static void attend(Attention attention, Path in, Path out) {
        try (TensorFile file = TensorFiles.read(in)) {
            Map<String, Tensor> inputs = new LinkedHashMap<>(file.tensors());
            inputs.keySet().retainAll(Set.of("q", "k", "v"));
            TensorType o = attention.request(inputs).outputType();
            TensorType lse = TensorType.f32(o.dimension(0), o.dimension(1), o.dimension(2));
            try (Tensor output = Tensor.allocate(o);
                    Tensor logSumExp = Tensor.allocate(lse)) {
                Map<String, Tensor> outputs = Map.of("o", output, "lse", logSumExp);
                attention.forward(inputs, outputs);
                TensorFiles.write(out, outputs);
            }
        }
    }

    /** Arguments: input files; the output of {@code X.safetensors} is {@code X.out.safetensors}. */
    public static void main(String[] args) {
        try (Attention attention = Attention.builder("standard").build()) {
            for (String file : args) {
                Path out = Path.of(file.replaceFirst("\\.[a-z]+$", "") + ".out.safetensors");
                attend(attention, Path.of(file), out);
                System.out.println(out);
            }
        }
    }
}
