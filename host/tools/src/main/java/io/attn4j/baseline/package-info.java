/** What classifiers are compared with: the most frequent label, and a linear model of words. */
package io.attn4j.baseline;
