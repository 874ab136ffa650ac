"""Where recorded launches are executed: a CUDA device through CuPy, or its emulation on this machine's processor."""

import ctypes
import hashlib
import shutil
import sys
from pathlib import Path

import numpy

import translate
from nvcc import HERE, CompilationError, first_line, run
from pytorch_peers import Unsupported

# Bytes that are filled to keep the device busy while the host prepares what is timed.
SCRATCH_BYTES = 256 << 20

# Outcomes of a launch in cuda_on_cpu.h.
EMULATION_FAULTS = {1: "a wrong number of arguments", 2: "threads of a block that end while others wait at a barrier"}


class CupyDevice:
    """The first CUDA device. `cupy` is the module, or what stands in for it in tests."""

    engine = "cuda-exports"

    def __init__(self, cupy, compiler_for):
        self.cupy = cupy
        try:
            self.properties = cupy.cuda.runtime.getDeviceProperties(0)
        except RuntimeError as error:
            raise Unsupported(f"device: got none ({first_line(str(error))}); needs an NVIDIA GPU and its driver; "
                                "try nvidia-smi, or --emulate") from error
        self.compiler = compiler_for(f"sm_{self.properties['major']}{self.properties['minor']}")
        self.kernels, self.scratch = {}, None

    def describe(self):
        """The device's fields of a record."""
        runtime = self.cupy.cuda.runtime
        name = self.properties["name"]
        return {
            "device_name": name.decode() if isinstance(name, bytes) else name,
            "device_vendor": "NVIDIA",
            "device_type": "gpu",
            "driver_version": f"CUDA {version(runtime.driverGetVersion())}, CuPy {self.cupy.__version__}, "
                              f"nvcc {self.compiler.version}",
            "device_mem_bytes": int(self.properties["totalGlobalMem"]),
            "compute_units": int(self.properties["multiProcessorCount"]),
        }

    def compile(self, text, entry):
        """Compiles what `build` will need; may be called from many threads."""
        return self.compiler.compile(text, entry)

    def build(self, text, entry):
        """A kernel that `launch` takes; the same one for the same text."""
        path = str(self.compile(text, entry).path)
        if path not in self.kernels:
            self.kernels[path] = self.cupy.RawModule(path=path).get_function(entry)
        return self.kernels[path]

    def require_threads(self, kernel, name, threads):
        most = kernel.max_threads_per_block
        if threads > most:
            raise CompilationError(f"{name}: got blocks of {threads} threads; needs at most {most}, for which the kernel's "
                                   "registers suffice; try a smaller group in the device-config")

    def allocate(self, size):
        return self.cupy.empty(size, dtype=numpy.uint8)

    def write(self, buffer, image):
        buffer.set(image)

    def read(self, buffer):
        return buffer.get()

    def launch(self, kernel, grid, block, arguments):
        kernel(grid, block, arguments)

    def synchronize(self):
        self.cupy.cuda.Device().synchronize()

    def event(self):
        """An event behind everything launched so far."""
        event = self.cupy.cuda.Event()
        event.record()
        return event

    def nanoseconds(self, first, second):
        """Device time between two events that are over."""
        return 1e6 * self.cupy.cuda.get_elapsed_time(first, second)

    def occupy(self, times):
        """Gives the device something to do, so that launches queue up behind it."""
        if self.scratch is None:
            self.scratch = self.cupy.empty(SCRATCH_BYTES, dtype=numpy.uint8)
        for _ in range(times):
            self.scratch.data.memset_async(0, SCRATCH_BYTES)


def version(number):
    """CUDA's 13020 as 13.2."""
    return f"{number // 1000}.{number % 1000 // 10}"


class EmulatedDevice:
    """Translated kernels compiled as C++ with cuda_on_cpu.h: for checks, not for speed."""

    engine = "cuda-exports-emulated"

    def __init__(self, folder):
        self.folder, self.compiler, self.libraries = Path(folder), shutil.which("g++"), {}
        if sys.platform != "linux":
            raise Unsupported(f"--emulate: got {sys.platform}; needs Linux, whose ucontext lets threads take turns; try --run")
        if not self.compiler:
            raise Unsupported("g++: not found; needs a C++17 compiler for --emulate; try apt-get install g++")

    def describe(self):
        return {"device_name": "CUDA C compiled by g++", "device_type": "cpu"}

    def compile(self, text, entry):
        cuda = translate.to_cuda(text, entry)
        name = hashlib.sha256(cuda.encode()).hexdigest()[:24]
        if name not in self.libraries:
            self.libraries[name] = self.made(name, cuda, entry)
        return self.libraries[name]

    def made(self, name, cuda, entry):
        source, library = self.folder / f"{name}.cpp", self.folder / f"{name}.so"
        source.write_text(f'#include "cuda_on_cpu.h"\n#include "opencl_to_cuda.h"\n{cuda}\nATTN4J_EMULATED({entry})\n', "utf-8")
        done = run([self.compiler, "-std=c++17", "-O1", "-w", "-shared", "-fPIC", f"-I{HERE}", "-o", library, source])
        if done.returncode:
            raise CompilationError(f"g++ of {entry}: {first_line(done.stderr)}")
        return library

    def build(self, text, entry):
        return ctypes.CDLL(str(self.compile(text, entry))).attn4j_launch

    def require_threads(self, kernel, name, threads):
        """Every block fits."""

    def allocate(self, size):
        return numpy.empty(size, numpy.uint8)

    def write(self, buffer, image):
        buffer[:] = image

    def read(self, buffer):
        return buffer

    def launch(self, kernel, grid, block, arguments):
        # As cuLaunchKernel has it: a pointer to each argument, and a buffer's argument is its address.
        values = [numpy.uint64(argument.ctypes.data) if isinstance(argument, numpy.ndarray) else argument
                  for argument in arguments]
        cells = [numpy.array([value]) for value in values]
        pointers = (ctypes.c_void_p * len(cells))(*(cell.ctypes.data for cell in cells))
        sizes = (ctypes.c_uint * 6)(*grid, *block)
        outcome = kernel(ctypes.c_size_t(len(cells)), sizes, pointers)
        if outcome:
            raise RuntimeError(f"launch: got {EMULATION_FAULTS[outcome]}; needs what its kernel takes; try "
                               "--engine simulator of ./attn4j check, which says where")

    def synchronize(self):
        """Launches are over when they return."""
