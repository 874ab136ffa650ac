/** What a device can do at most: multiply-adds in registers, copies in its memory, transfers from and to the host. */
package io.attn4j.kernels.peak;
