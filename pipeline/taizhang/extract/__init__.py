"""Dates, counts, places, parties and tasks: scanners over plain text, and the same as spaCy components."""
