"""What people look at: the summary of a ledger, one document in reading order, spans in colour, explanations."""
