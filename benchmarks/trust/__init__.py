"""A labelled set for the trust gate, and how the gate does on it."""
