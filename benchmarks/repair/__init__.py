"""Repair measured: held-out texts set, read in the wrong language, mended; text that must stay; speed."""
