/** Data sets that are fetched by name, checked, and written as files to train on. */
package io.attn4j.dataset;
