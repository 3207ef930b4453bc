"""Tests of 代表决."""
