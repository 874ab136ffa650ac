/** Starts, neighbourhoods and updates of centroids. */
package io.attn4j.plan.centroid;
