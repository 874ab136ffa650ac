"""Device times of launches, between CUDA events."""

import statistics

from pytorch_peers import Contender, interleave, spread

# The most fills of scratch memory in front of what is timed: tens of milliseconds.
MOST_FILLS = 256
KERNEL_SAMPLES = 30


class Timer:
    """Times the launches of an execution as the device sees them.

    In front of what is timed the device is given other work, and the same launches once, so that caches are warm. The host
    queues everything up meanwhile; a sample for which it was late would hold the host's time, and is taken again behind more
    work.
    """

    def __init__(self, device, execution):
        self.device, self.execution, self.fills = device, execution, 1

    def sample(self, steps):
        """Nanoseconds of each step."""
        while True:
            self.device.occupy(self.fills)
            self.execution.run()
            events = [self.device.event()]
            for step in steps:
                step()
                events.append(self.device.event())
            late = events[0].done
            self.device.synchronize()
            if not late:
                return [self.device.nanoseconds(first, second) for first, second in zip(events, events[1:])]
            if self.fills >= MOST_FILLS:
                raise RuntimeError("timing: got a host that launches more slowly than the device works; needs one that keeps "
                                   "ahead; try a machine with less load")
            self.fills *= 2

    def graph_ns(self):
        """All launches of the graph together."""
        return self.sample([self.execution.run])[0]

    def kernel_ns(self):
        """Medians of each launch by itself, which between them have an event that the graph as a whole has not."""
        samples = [self.sample(self.execution.steps()) for _ in range(KERNEL_SAMPLES)]
        return [statistics.median(times) for times in zip(*samples)]


class DeviceTimed(Contender):
    """A contender whose samples are the device's times."""

    def timed(self):
        return self.execute()


def measure(device, execution, rules):
    """Measurement fields of a record, and the median of each launch in nanoseconds."""
    timer = Timer(device, execution)
    contender = DeviceTimed(timer.graph_ns, rules)
    interleave([contender])
    if contender.failure is not None:
        raise contender.failure
    contender.samples = [round(sample) for sample in contender.samples]
    kernels = [round(median) for median in timer.kernel_ns()]
    return {"scope": "graph", "timer": "device", "kernel_ns": sum(kernels), **spread(contender)}, kernels
