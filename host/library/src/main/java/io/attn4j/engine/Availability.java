package io.attn4j.engine;

/**
 * Whether an engine can be used here.
 *
 * @param usable whether {@link Engine#open} can succeed
 * @param reason why not, or what it runs on
 * @param remedy the command that would make it usable, empty when usable
 */
public record Availability(boolean usable, String reason, String remedy) {}
