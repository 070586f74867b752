"""Every benchmark: `python -m benchmarks`."""

from . import copies, grounding, quantities, start_up, throughput

if __name__ == "__main__":
    start_up.main()
    throughput.main()
    quantities.main()
    grounding.main()
    copies.main()
