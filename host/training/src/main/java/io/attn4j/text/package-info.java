/** Text that a trained model writes: sampling of the next byte, and generation from a prompt. */
package io.attn4j.text;
