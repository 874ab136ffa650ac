/** Past-only attention over states of constant size on the cpu engine. */
package io.attn4j.cpu.past;
