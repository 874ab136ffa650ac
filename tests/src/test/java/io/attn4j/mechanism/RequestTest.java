package io.attn4j.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.Attention;
import io.attn4j.batch.BatchedSession;
import io.attn4j.engine.CpuEngine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.ReferenceEngine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestTest {
    private final Map<String, Tensor> inputs = Requests.queryKeyValue(2, 2, 1, 5, 5, 4, 4);
    private final MechanismConfig plain = MechanismConfig.of("standard");
    private final MechanismConfig causal = Requests.config("standard", true);

    private Map<String, Tensor> withLengths(int... lengths) {
        Map<String, Tensor> all = new HashMap<>(inputs);
        all.put("lengths", Tensor.ofInts(lengths, lengths.length));
        return all;
    }

    @Test
    void lowersOnceWhereNothingIsMasked() {
        Request request = Requests.request(plain, inputs);
        assertThat(request.plan(inputs)).isSameAs(request.plan());
    }

    @Test
    void lowersACausalRequestOnceForItsSizesAndOnceForItsMask() {
        Request request = Requests.request(causal, inputs);
        assertThat(request.plan()).isSameAs(request.plan());
        assertThat(request.plan(inputs)).isSameAs(request.plan(inputs)).isNotSameAs(request.plan());
        assertThat(request.cost(request.plan(inputs)).flops())
                .isLessThan(request.cost().flops());
    }

    @Test
    void lowersEveryExecutionThatReadsLengths() {
        Request request = Requests.request(plain, withLengths(5, 5));
        assertThat(request.readsData()).isTrue();
        double all = request.cost(request.plan(withLengths(5, 5))).flops();
        assertThat(request.cost(request.plan(withLengths(5, 0))).flops()).isEqualTo(all / 2);
    }

    @Test
    void manyThreadsGetOnePlan() {
        Request request = Requests.request(causal, inputs);
        Set<Plan> plans = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 64).parallel().forEach(i -> plans.add(request.plan(inputs)));
        assertThat(plans).hasSize(1);
    }

    /** The standard mechanism, which counts how often it lowers. */
    private static Request counted(Request made, AtomicInteger lowered) {
        Mechanism counting = (Mechanism) Proxy.newProxyInstance(
                RequestTest.class.getClassLoader(), new Class<?>[] {Mechanism.class}, (self, method, arguments) -> {
                    if (method.getName().equals("plan")) {
                        lowered.incrementAndGet();
                    }
                    return method.invoke(made.mechanism(), arguments);
                });
        return Request.builder(counting, made.config(), made.inputs())
                .batch(made.batch())
                .heads(made.heads(), made.kvHeads())
                .sequence(made.queries(), made.keys())
                .headDims(made.keyDim(), made.valueDim())
                .scale(made.scale())
                .splitsHeads(true)
                .attentionOutputs()
                .build();
    }

    private static int lowerings(Request made, Map<String, Tensor> tensors, int executions) {
        AtomicInteger lowered = new AtomicInteger();
        Request request = counted(made, lowered);
        try (CpuEngine engine = new CpuEngine(1);
                EngineSession session = BatchedSession.open(engine, request, EngineOptions.DEFAULT)) {
            for (int i = 0; i < executions; i++) {
                session.run(Call.of(request, tensors, Map.of("o", Tensor.allocate(request.outputType())))
                        .checkContent());
            }
        }
        return lowered.get();
    }

    @Test
    void openingASessionAndExecutingLowerOnce() {
        assertThat(lowerings(Requests.request(plain, inputs), inputs, 3)).isEqualTo(1);
    }

    @Test
    void openingASessionAndExecutingLowerAMaskOnceMore() {
        assertThat(lowerings(Requests.request(causal, inputs), inputs, 3)).isEqualTo(2);
    }

    @Test
    void checkingContentAndExecutingLowerOnceForEachExecution() {
        Map<String, Tensor> all = withLengths(5, 3);
        assertThat(lowerings(Requests.request(plain, all), all, 3)).isEqualTo(1 + 3);
    }

    @Test
    void isEqualToARequestForTheSame() {
        Request request = Requests.request(plain, inputs);
        assertThat(request)
                .isEqualTo(Requests.request(plain, inputs))
                .hasSameHashCodeAs(Requests.request(plain, inputs));
        assertThat(request).isNotEqualTo(Requests.request(causal, inputs));
        assertThat(request).isNotEqualTo(Requests.request(plain, Requests.queryKeyValue(2, 2, 1, 6, 5, 4, 4)));
    }

    @Test
    void aCallChecksAndLowersOnceAndStaysCheckedElsewhere() {
        Map<String, Tensor> all = withLengths(5, 3);
        Request request = Requests.request(plain, all);
        Call call = Call.of(request, all, Map.of("o", Tensor.allocate(request.outputType())));
        Plan plan = call.checkContent().plan();
        assertThat(call.on(new HashMap<>(all), call.outputs()).plan()).isSameAs(plan);
        Call elsewhere = call.into(Map.of("o", RandomTensors.filled(0, 1, 1, 1, 1)));
        assertThat(elsewhere.plan()).isSameAs(plan);
        assertThatThrownBy(elsewhere::check)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("o: got ");
    }

    @Test
    void aCallRefusesContentThatIsOutOfRange() {
        Request request = Requests.request(plain, withLengths(5, 5));
        Call call = Call.of(request, withLengths(5, 6), Map.of("o", Tensor.allocate(request.outputType())));
        call.check();
        assertThatThrownBy(call::checkContent)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("lengths[1]: got 6");
    }

    @Test
    void attentionMakesOneRequestForCallsOfTheSameTypes() {
        try (ReferenceEngine engine = new ReferenceEngine();
                Attention attention =
                        Attention.builder("standard").engine(engine).build()) {
            attention.forward(inputs).close();
            assertThat(attention.request(inputs)).isSameAs(attention.request(inputs));
        }
    }
}
