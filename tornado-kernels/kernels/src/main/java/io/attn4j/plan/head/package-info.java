/** Selection and mixing of heads. */
package io.attn4j.plan.head;
