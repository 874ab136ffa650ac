/** Kernels and tasks of steps that treat rows, or elements, one by one. */
package io.attn4j.kernels.row;
