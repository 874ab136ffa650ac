/** The pages, figures and checked claims that follow from raw records, and from nothing else. */
package io.attn4j.bench.report;
