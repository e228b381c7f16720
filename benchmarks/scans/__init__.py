"""Scans with known text: made, damaged, read and measured."""
