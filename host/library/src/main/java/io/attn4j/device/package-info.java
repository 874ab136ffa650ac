/**
 * Device-configs: one JSON file per device, family or type with its limits, its peaks and the kernel that plays each
 * role on it.
 */
package io.attn4j.device;
