/** Two sets of records of the same problems side by side: what became slower, faster or wrong. */
package io.attn4j.bench.regression;
