/** Steps that treat rows, or elements, one by one: sums, copies, norms, selections. */
package io.attn4j.plan.row;
