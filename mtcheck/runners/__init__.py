"""Many documents: a pool of processes on this machine, and kernels for engines that spread over several."""
