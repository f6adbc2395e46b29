"""A chart of each kind: a tidy table goes in, a chart with its description comes out."""

from smm_lib.charts.bars import bars
from smm_lib.charts.dot_ranges import dot_ranges
from smm_lib.charts.dots import dots
from smm_lib.charts.histogram import histogram
from smm_lib.charts.lines import lines
from smm_lib.charts.nested import nested
from smm_lib.charts.network import network, tiles
from smm_lib.charts.ring import ring
from smm_lib.charts.timeline import timeline

__all__ = ["bars", "dot_ranges", "dots", "histogram", "lines", "nested", "network", "ring", "tiles", "timeline"]
