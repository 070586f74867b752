"""Every benchmark: `python -m benchmarks`."""

from . import start_up, throughput

if __name__ == "__main__":
    start_up.main()
    throughput.main()
