// The part of CUDA C that opencl_to_cuda.h maps to, for a C++ compiler: blocks run one after another, and the threads of a
// block take turns from barrier to barrier. Translated kernels compiled with it show that their text, arguments and grids
// are right where no GPU is.
#pragma once

#include <algorithm>
#include <cstring>
#include <functional>
#include <math.h>
#include <memory>
#include <ucontext.h>
#include <utility>
#include <vector>

#define __global__
#define __device__
#define __forceinline__ inline
// One block is alive at a time, so that its memory may be the program's.
#define __shared__ static

struct dim3 {
  unsigned x, y, z;
};

static dim3 threadIdx, blockIdx, blockDim, gridDim;

using std::max;
using std::min;

static inline float rsqrt(float x) { return 1.0f / sqrtf(x); }
static inline void *__cvta_global_to_generic(size_t address) { return reinterpret_cast<void *>(address); }

namespace attn4j {

constexpr size_t STACK_BYTES = 256 << 10;

struct Thread {
  ucontext_t context;
  std::unique_ptr<char[]> stack{new char[STACK_BYTES]};
  dim3 id;
  bool finished;
};

static ucontext_t scheduler;
static Thread *running;
static std::function<void()> body;

static void wait_for_the_block() { swapcontext(&running->context, &scheduler); }

static void enter() {
  body();
  running->finished = true;
}

static void start(Thread &thread, unsigned index) {
  thread.id = {index % blockDim.x, index / blockDim.x % blockDim.y, index / blockDim.x / blockDim.y};
  thread.finished = false;
  getcontext(&thread.context);
  thread.context.uc_stack.ss_sp = thread.stack.get();
  thread.context.uc_stack.ss_size = STACK_BYTES;
  thread.context.uc_link = &scheduler;
  makecontext(&thread.context, enter, 0);
}

// Runs the threads of a block; false when some end while others wait at a barrier.
static bool run_block(std::vector<Thread> &threads) {
  for (unsigned i = 0; i < threads.size(); i++) {
    start(threads[i], i);
  }
  for (size_t finished = 0; finished == 0;) {
    for (Thread &thread : threads) {
      running = &thread;
      threadIdx = thread.id;
      swapcontext(&scheduler, &thread.context);
      finished += thread.finished;
    }
    if (finished != 0 && finished != threads.size()) {
      return false;
    }
  }
  return true;
}

static bool run_grid(dim3 grid, dim3 block, std::function<void()> kernel) {
  gridDim = grid;
  blockDim = block;
  body = std::move(kernel);
  std::vector<Thread> threads(block.x * block.y * block.z);
  for (blockIdx.z = 0; blockIdx.z < grid.z; blockIdx.z++) {
    for (blockIdx.y = 0; blockIdx.y < grid.y; blockIdx.y++) {
      for (blockIdx.x = 0; blockIdx.x < grid.x; blockIdx.x++) {
        if (!run_block(threads)) {
          return false;
        }
      }
    }
  }
  return true;
}

// Calls a kernel with arguments as cuLaunchKernel takes them: a pointer to each.
template <typename... T, size_t... I>
std::function<void()> bound(void (*kernel)(T...), void **arguments, std::index_sequence<I...>) {
  return [=] { kernel(*static_cast<T *>(arguments[I])...); };
}

enum Outcome { DONE, WRONG_ARGUMENT_COUNT, BARRIER_DIVERGENCE };

template <typename... T> Outcome launch(void (*kernel)(T...), size_t given, const unsigned *sizes, void **arguments) {
  if (given != sizeof...(T)) {
    return WRONG_ARGUMENT_COUNT;
  }
  bool met = run_grid({sizes[0], sizes[1], sizes[2]}, {sizes[3], sizes[4], sizes[5]},
                      bound(kernel, arguments, std::index_sequence_for<T...>{}));
  return met ? DONE : BARRIER_DIVERGENCE;
}

} // namespace attn4j

#define __syncthreads() attn4j::wait_for_the_block()

// The function that devices.py calls: sizes are those of the grid in blocks, then those of a block.
#define ATTN4J_EMULATED(kernel)                                                                                        \
  extern "C" int attn4j_launch(size_t given, const unsigned *sizes, void **arguments) {                                \
    return attn4j::launch(kernel, given, sizes, arguments);                                                            \
  }
