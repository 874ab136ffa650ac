/** Cases with their ids and inputs, their measurement behind a check, and the records and tables that come out. */
package io.attn4j.bench;
