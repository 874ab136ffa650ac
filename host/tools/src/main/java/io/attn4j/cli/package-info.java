/** The command line: one class per verb, data on standard output, one line on standard error for a user's mistake. */
package io.attn4j.cli;
