"""Measurements that can be repeated; no part of the package."""
