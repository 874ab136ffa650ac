package io.attn4j.graph;

import java.util.List;
import java.util.Map;

/**
 * How one task of a graph is launched.
 *
 * @param task name of the task within its graph
 * @param kernel {@code Class.method}
 * @param roles roles of device-configs whose choice decides this launch
 * @param constants template constants by name, in parameter order
 * @param tileQ query rows that a group, or a work-item where there are no groups, computes together; 0 where it has no tile
 * @param tileK keys that it takes at a time, or 0
 * @param localSize work-items of a group
 * @param localBytes local memory of a group, bytes
 * @param codeSha256 hash of the kernel's Java, as exports carry it
 * @param exported whether there is OpenCL C for it, exported ahead of time
 */
public record TaskLaunch(
        String task,
        String kernel,
        List<KernelRole> roles,
        Map<String, Integer> constants,
        int tileQ,
        int tileK,
        int localSize,
        long localBytes,
        String codeSha256,
        boolean exported) {}
