/** Arrays in off-heap memory with element type and shape. */
package io.attn4j.tensor;
