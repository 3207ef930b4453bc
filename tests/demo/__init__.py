"""Tests of 演示."""
