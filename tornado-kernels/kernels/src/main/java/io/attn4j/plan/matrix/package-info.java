/** Matrix products. */
package io.attn4j.plan.matrix;
