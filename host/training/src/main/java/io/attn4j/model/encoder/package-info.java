/**
 * Pretrained text encoders of BERT's kind: import from ONNX and Hugging Face files, and embeddings of texts with any
 * mechanism in their blocks.
 */
package io.attn4j.model.encoder;
