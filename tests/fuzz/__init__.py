"""Odd input at every door of a full house: no answer is ever an error of ours, and nothing typed is lost."""
