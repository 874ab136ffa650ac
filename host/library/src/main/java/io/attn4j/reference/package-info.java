/** The fp64 oracle of the core that every engine is checked against. */
package io.attn4j.reference;
