"""Reading: a file of any supported kind -> the same pages."""

from pipeline.read.document import read_document

__all__ = ["read_document"]
