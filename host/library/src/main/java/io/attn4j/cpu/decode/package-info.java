/**
 * Loops of decoding on the cpu engine: few rows at a time against packed weights and caches, without allocation.
 *
 * <p>A row's results do not depend on the rows that it runs with, nor on the number of threads.
 */
package io.attn4j.cpu.decode;
