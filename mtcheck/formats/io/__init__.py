"""The bytes of inputs: files, streams, archives and the network."""
