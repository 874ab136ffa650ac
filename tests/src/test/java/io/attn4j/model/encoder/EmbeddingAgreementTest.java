package io.attn4j.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EmbeddingAgreementTest {
    /** Directions count, lengths do not; of four texts one turns away from its nearest. */
    @Test
    void comparesDirectionsAndNeighbours() {
        Tensor base = Tensor.of(new float[] {1, 0, 2, 0.2f, 0, 3, -0.1f, 1}, 4, 2);
        Tensor other = Tensor.of(new float[] {5, 0, 1, 0.1f, -1, 0, -0.05f, 0.5f}, 4, 2);
        EmbeddingAgreement agreement = EmbeddingAgreement.of(base, other);
        assertThat(agreement.texts()).isEqualTo(4);
        assertThat(agreement.meanCosine()).isCloseTo(0.75, within(1e-6));
        assertThat(agreement.leastCosine()).isCloseTo(0, within(1e-6));
        // the last text keeps the third as its nearest, as do the first two each other
        assertThat(agreement.sameNeighbour()).isEqualTo(1);
        // exchanged, the third is where the first was: three texts have others as their nearest
        Tensor exchanged = Tensor.of(new float[] {0, 3, 2, 0.2f, 1, 0, -0.1f, 1}, 4, 2);
        assertThat(EmbeddingAgreement.of(base, exchanged).sameNeighbour()).isZero();
        assertThatThrownBy(() -> EmbeddingAgreement.of(base, base.slice(0, 0, 3)))
                .hasMessageStartingWith("embeddings: got F32[4, 2]");
    }
}
