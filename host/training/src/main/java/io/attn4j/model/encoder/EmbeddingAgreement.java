package io.attn4j.model.encoder;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;

/**
 * How well embeddings of the same texts by two models agree.
 *
 * @param texts number of texts
 * @param meanCosine mean over the texts of the cosine between the two embeddings
 * @param leastCosine the smallest of these
 * @param sameNeighbour share of texts whose nearest other text, by cosine, is the same for both; NaN for less than 3 texts
 */
public record EmbeddingAgreement(int texts, double meanCosine, double leastCosine, double sameNeighbour) {

    /**
     * Compares embeddings.
     *
     * @param base [T,M], F32
     * @param other [T,M] of the same texts, F32
     * @throws InvalidInputException when the shapes differ
     */
    public static EmbeddingAgreement of(Tensor base, Tensor other) {
        TensorType type = base.type();
        if (type.dtype() != DType.F32 || type.rank() != 2 || !type.equals(other.type())) {
            throw new InvalidInputException(
                    "embeddings", type, other.type() + ", as the others", "embeddings of the same texts");
        }
        int texts = (int) type.dimension(0);
        float[] a = unit(base);
        float[] b = unit(other);
        int width = (int) type.dimension(1);
        double sum = 0;
        double least = 1;
        int same = 0;
        for (int text = 0; text < texts; text++) {
            double cosine = product(a, text, b, text, width);
            sum += cosine;
            least = Math.min(least, cosine);
            same += nearest(a, text, texts, width) == nearest(b, text, texts, width) ? 1 : 0;
        }
        return new EmbeddingAgreement(texts, sum / texts, least, texts < 3 ? Double.NaN : (double) same / texts);
    }

    private static float[] unit(Tensor tensor) {
        float[] values = tensor.toFloats();
        int width = (int) tensor.type().dimension(1);
        for (int at = 0; at < values.length; at += width) {
            double squares = 0;
            for (int c = 0; c < width; c++) {
                squares += (double) values[at + c] * values[at + c];
            }
            double norm = squares > 0 ? Math.sqrt(squares) : 1;
            for (int c = 0; c < width; c++) {
                values[at + c] = (float) (values[at + c] / norm);
            }
        }
        return values;
    }

    private static double product(float[] a, int i, float[] b, int j, int width) {
        double sum = 0;
        for (int c = 0; c < width; c++) {
            sum += (double) a[i * width + c] * b[j * width + c];
        }
        return sum;
    }

    private static int nearest(float[] x, int text, int texts, int width) {
        int nearest = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int other = 0; other < texts; other++) {
            double cosine = other == text ? Double.NEGATIVE_INFINITY : product(x, text, x, other, width);
            if (cosine > most) {
                most = cosine;
                nearest = other;
            }
        }
        return nearest;
    }
}
