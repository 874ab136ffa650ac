/** Past-only attention over states of constant size. */
package io.attn4j.plan.past;
