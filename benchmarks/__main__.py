"""Every benchmark: `python -m benchmarks`."""

from . import copies, grounding, quantities, start_up, throughput
from .linking.comparison import compare
from .worlds.registry import WORLDS

if __name__ == "__main__":
    start_up.main()
    throughput.main()
    quantities.main()
    grounding.main()
    copies.main()
    compare([1000], [1], list(WORLDS))
