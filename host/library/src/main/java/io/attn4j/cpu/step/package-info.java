/** What the loops of all steps share: views with their memory, the pool of threads, and sums in fp64. */
package io.attn4j.cpu.step;
