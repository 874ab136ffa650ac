/** Finds out what is installed, what is missing, and the command that fixes it. */
package io.attn4j.doctor;
