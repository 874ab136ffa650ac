/**
 * Runs recorded task graphs by executing the kernels' own Java, work-item by work-item, and finds what a device would
 * answer with wrong results: races, barrier divergence, indices out of bounds, reads of memory that nobody wrote, groups
 * that do not divide the grid ({@link io.attn4j.portable.simulator.SimulatorFault.Kind}). It also counts operations and
 * bytes ({@link io.attn4j.portable.simulator.TaskCounts}).
 *
 * <p>Start at {@link io.attn4j.portable.simulator.SimulatorDevice}. A kernel is rewritten once ({@code
 * KernelInstrumenter}, with the JDK's class-file API) so that every array access calls {@link
 * io.attn4j.portable.simulator.KernelProbe}; {@code SimulatedLaunch} gives the turns; {@code AccessHistory} knows who touched
 * what.
 *
 * <h2>Work-items as continuations</h2>
 *
 * <p>A work-item has to stop at a barrier and resume later. Measured on a tree sum of 64 work-items per group with 6
 * barriers, JDK 25, two shared cores, per turn of a work-item (from one barrier to the next):
 *
 * <table>
 *   <caption>Time of a turn</caption>
 *   <tr><td>platform threads that pass a token by park and unpark</td><td>18 to 57 microseconds</td></tr>
 *   <tr><td>virtual threads, likewise</td><td>0.4 to 2.9 microseconds</td></tr>
 *   <tr><td>virtual threads on one carrier (a system property that is not ours to set)</td><td>0.24 to 2.9
 *       microseconds</td></tr>
 *   <tr><td>the kernel rewritten into a method that returns at a barrier and resumes behind it</td><td>0.02 to 0.04
 *       microseconds, checks and counts included</td></tr>
 * </table>
 *
 * <p>The thread variants did nothing but the sum. Hence the rewriting: it is at least ten times as fast, needs no
 * threads, and its schedule is fixed by construction. Its price: barriers and local arrays must be in the kernel's own
 * method, which TornadoVM 5.2 demands of local arrays anyway, and kernels must be compiled with {@code -g}.
 *
 * <h2>What is exact and what is not</h2>
 *
 * <p>Groups run one after the other, and work-items in the order of their local index. A race is found whichever of the
 * two accesses comes first, since every access is checked against the other work-items' accesses since the last barrier; a
 * kernel whose control flow depends on a race may hide another one. A local barrier orders local memory, a global one
 * global memory, as OpenCL has it; no barrier orders groups. The first fault ends the execution. Global atomics collide
 * with plain accesses only. FLOPs are counted as the Java is written: a multiply and an add are two, a comparison and a
 * negation none.
 */
package io.attn4j.portable.simulator;
