/** Text to train on: files as bytes, the split into training and validation, and batches by seed and step. */
package io.attn4j.data;
