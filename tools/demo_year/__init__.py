"""Maker of the demonstration year: it writes the invented enterprise's ``evidence/`` from readable data.

Run ``python -m tools.demo_year`` from the root of the repository. The same data give the same bytes.
"""
