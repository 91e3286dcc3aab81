"""Many documents on this machine: what a run does, and the processes it may use."""
