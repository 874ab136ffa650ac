/** The fp64 oracle of the core that every engine is held against. */
package io.attn4j.reference;
