/** Steps that run across heads, on the cpu engine. */
package io.attn4j.cpu.head;
