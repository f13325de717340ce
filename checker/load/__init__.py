"""From disk to model: the only place that reads."""
