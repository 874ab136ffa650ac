/** Steps that treat rows, or elements, one by one, on the cpu engine. */
package io.attn4j.cpu.row;
