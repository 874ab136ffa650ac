package io.attn4j.portable;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import uk.ac.manchester.tornado.api.TaskGraph;

/** Tests of the portable runtime by itself: on a TornadoVM SDK the same class names mean TornadoVM's own classes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnPortableRuntime.Condition.class)
public @interface OnPortableRuntime {

    /** Asks whose {@code TaskGraph} it is. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return TaskGraph.class.getModule().isNamed()
                    ? ConditionEvaluationResult.disabled(
                            "portable runtime: hidden behind TornadoVM in this JVM; unset TORNADOVM_HOME")
                    : ConditionEvaluationResult.enabled("on the portable runtime");
        }
    }
}
