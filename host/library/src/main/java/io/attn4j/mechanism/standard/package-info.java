/** Scaled dot-product attention: the core on its inputs as they are. */
package io.attn4j.mechanism.standard;
