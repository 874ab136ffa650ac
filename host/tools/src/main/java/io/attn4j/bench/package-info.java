/**
 * Cases with their ids and inputs, their measurement behind a check, and the records and tables that come out.
 *
 * <p>{@link io.attn4j.bench.CaseLaunches} writes down what a case would launch, without a driver, for machines that run the
 * exports by other means: {@code tests/gpu/cuda_exports.py} compiles them for CUDA, and checks and times them.
 */
package io.attn4j.bench;
