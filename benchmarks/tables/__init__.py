"""A set of PDFs whose tables are known, and what we and others read of them."""
