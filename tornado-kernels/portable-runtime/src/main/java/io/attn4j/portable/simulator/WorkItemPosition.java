package io.attn4j.portable.simulator;

import java.util.List;

/**
 * Where a work-item is in its grid; each list holds x, y and z.
 *
 * @param global index in the grid
 * @param group index of its group
 * @param local index within the group
 */
public record WorkItemPosition(List<Integer> global, List<Integer> group, List<Integer> local) {

    @Override
    public String toString() {
        return "work-item " + global + " (group " + group + ", local " + local + ")";
    }
}
