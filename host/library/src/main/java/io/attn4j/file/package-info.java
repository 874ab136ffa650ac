/**
 * Tensors from and to {@code .safetensors} and {@code .npy} files: mapped when read, checked before anything is
 * allocated, written whole or not at all.
 */
package io.attn4j.file;
