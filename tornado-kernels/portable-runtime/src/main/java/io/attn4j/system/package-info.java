/** What the operating system tells a process, which every layer may ask. */
package io.attn4j.system;
