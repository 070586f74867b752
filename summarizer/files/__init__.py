"""Reading and writing files safely: whole or not at all, within limits, as plain values."""
