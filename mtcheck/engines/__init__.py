"""Many machines: the kernel (Arrow in, Arrow out), and thin layers for Spark, Ray and datatrove."""
