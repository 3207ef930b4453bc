"""Tests in a real browser: both living years of the demonstration, walked from page to page."""
