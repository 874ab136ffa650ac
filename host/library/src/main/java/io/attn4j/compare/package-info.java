/** How far a result is from the reference, and the limits by type and pass. */
package io.attn4j.compare;
