/**
 * Language models as configuration: embeddings, blocks around any mechanism, a head, and the plans that compute their loss
 * and logits.
 */
package io.attn4j.model;
