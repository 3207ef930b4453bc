"""Tests of the half-year and year-end report."""
