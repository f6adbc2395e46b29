"""From a tidy table to a chart: one file per kind of chart, one look for all."""
