/** Matrix products on the cpu engine. */
package io.attn4j.cpu.matrix;
