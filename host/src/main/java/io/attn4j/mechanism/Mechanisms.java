package io.attn4j.mechanism;

import io.attn4j.InvalidInputException;
import io.attn4j.mechanism.block.BlockMechanism;
import io.attn4j.mechanism.centroid.CentroidMechanism;
import io.attn4j.mechanism.collaborative.CollaborativeMechanism;
import io.attn4j.mechanism.linformer.LinformerMechanism;
import io.attn4j.mechanism.standard.StandardMechanism;
import io.attn4j.mechanism.synthesizer.SynthesizerMechanism;
import java.util.List;

/** The mechanisms by id. */
public final class Mechanisms {
    private static final List<Mechanism> ALL = List.of(
            new StandardMechanism(),
            new LinformerMechanism(),
            new SynthesizerMechanism(),
            new CentroidMechanism(),
            new CollaborativeMechanism(),
            new BlockMechanism());

    private Mechanisms() {}

    /** Every mechanism, in the order of {@code attn4j list}. */
    public static List<Mechanism> all() {
        return ALL;
    }

    /**
     * The mechanism {@code id}.
     *
     * @throws InvalidInputException when there is none, naming those there are
     */
    public static Mechanism byId(String id) {
        for (Mechanism mechanism : ALL) {
            if (mechanism.id().equals(id)) {
                return mechanism;
            }
        }
        throw new InvalidInputException(
                "mechanism",
                id,
                "one of " + String.join(", ", ALL.stream().map(Mechanism::id).toList()),
                "--mechanism " + ALL.getFirst().id());
    }
}
