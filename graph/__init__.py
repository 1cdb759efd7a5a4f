"""What exists and where it is kept: the model, the schema and the store."""
