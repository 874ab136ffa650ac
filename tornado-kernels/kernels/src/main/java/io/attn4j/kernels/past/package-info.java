/** Kernels and tasks of past-only attention: chunks over states, and row after row. */
package io.attn4j.kernels.past;
