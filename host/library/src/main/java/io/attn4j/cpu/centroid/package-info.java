/** Starts, neighbourhoods and updates of centroids on the cpu engine. */
package io.attn4j.cpu.centroid;
