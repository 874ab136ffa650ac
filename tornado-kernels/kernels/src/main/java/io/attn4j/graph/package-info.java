/**
 * What host code sees of the engines that run task graphs: backends, devices, sessions and their timings.
 *
 * <p>The implementations are in {@code io.attn4j.kernels}. They link to TornadoVM's API, which in one JVM may mean two
 * things: TornadoVM itself, and the portable runtime in a class loader of its own. These interfaces use JDK types only, so
 * both can be used side by side.
 */
package io.attn4j.graph;
