// What TornadoVM's OpenCL C uses, as CUDA C; translate.py rewrites what a header cannot, which is signatures and casts.
//
// Arithmetic is that of the engine opencl, whose only option is -cl-mad-enable: exp and log are CUDA's accurate functions, a
// multiplication and an addition may become one operation (nvcc -fmad=true), and nothing else is relaxed.
#pragma once

typedef unsigned char uchar;
typedef unsigned int uint;
typedef unsigned long ulong;

#define __kernel extern "C" __global__
#define __local __shared__
#define __private

#define ATTN4J_INLINE static __device__ __forceinline__

// An address as a pointer to global memory: NVVM then emits LDG and STG rather than generic loads and stores, which might
// be to shared memory and are kept in order with it.
template <typename T> ATTN4J_INLINE T *attn4j_global(ulong address) {
  return static_cast<T *>(__cvta_global_to_generic(address));
}

#define CLK_LOCAL_MEM_FENCE 1
#define CLK_GLOBAL_MEM_FENCE 2
#define barrier(fences) __syncthreads()

#define ATTN4J_COMPONENT(v, d) ((d) == 0 ? (v).x : (d) == 1 ? (v).y : (v).z)
#define get_local_id(d) ATTN4J_COMPONENT(threadIdx, d)
#define get_group_id(d) ATTN4J_COMPONENT(blockIdx, d)
#define get_local_size(d) ATTN4J_COMPONENT(blockDim, d)
#define get_num_groups(d) ATTN4J_COMPONENT(gridDim, d)
#define get_global_id(d) (get_group_id(d) * get_local_size(d) + get_local_id(d))
#define get_global_size(d) (get_num_groups(d) * get_local_size(d))

// Macros, because the C++ library has functions of these names. The comparisons are false for NaN.
#define isequal(a, b) ((int) ((a) == (b)))
#define isless(a, b) ((int) ((a) < (b)))
#define mad(a, b, c) fma(a, b, c)

// Of the accuracy that the device chooses.
#define native_exp(x) __expf(x)
#define native_log(x) __logf(x)
#define native_sqrt(x) __fsqrt_rn(x)
#define native_rsqrt(x) rsqrtf(x)
