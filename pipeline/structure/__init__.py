"""structure: mended pages -> clauses, tables, definitions, responsibilities."""

from pipeline.structure.terms import document_to_terms

__all__ = ["document_to_terms"]
