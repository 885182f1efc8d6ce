"""The second roads: `checks.<topic>.<name>()` reaches the answer `<topic>.<name>` without the method that gave it.

Standard library only, so that a road shares nothing with a method and runs wherever Python 3.9 or later does. A road
takes no argument: it restates the question's numbers, so that a wrong argument on a page is noticed. The first sentence of
its docstring says how it goes.
"""

from typing import NamedTuple


class Interval(NamedTuple):
    """What a simulation can say: bounds that must hold the answer."""

    low: float
    high: float
