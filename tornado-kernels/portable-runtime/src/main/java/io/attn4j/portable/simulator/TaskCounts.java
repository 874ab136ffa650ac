package io.attn4j.portable.simulator;

/**
 * What one task did in one execution, counted operation by operation as its Java was written.
 *
 * @param task {@code graph.task}
 * @param kernel {@code Class.method}
 * @param groups work-groups
 * @param workItems work-items of all groups
 * @param barriers barriers met by a group, summed over groups
 * @param flops floating-point additions, subtractions, multiplications, divisions and remainders
 * @param transcendentals calls of exp, log, sqrt and the like
 * @param globalBytesRead bytes read from device memory
 * @param globalBytesWritten bytes written to device memory
 * @param localBytesRead bytes read from local memory
 * @param localBytesWritten bytes written to local memory
 * @param localMemoryBytes local memory of one group
 */
public record TaskCounts(
        String task,
        String kernel,
        long groups,
        long workItems,
        long barriers,
        long flops,
        long transcendentals,
        long globalBytesRead,
        long globalBytesWritten,
        long localBytesRead,
        long localBytesWritten,
        long localMemoryBytes) {}
