"""Every benchmark: `python -m benchmarks`."""

from . import copies, grounding, quantities, start_up, throughput
from .linking.comparison import compare

if __name__ == "__main__":
    start_up.main()
    throughput.main()
    quantities.main()
    grounding.main()
    copies.main()
    compare([1000], seed=1)
