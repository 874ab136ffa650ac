/** Linformer: keys and values projected along the sequence to k slots, then the core. */
package io.attn4j.mechanism.linformer;
