/** Finds out what is installed, what is missing, and the command that mends it. */
package io.attn4j.doctor;
