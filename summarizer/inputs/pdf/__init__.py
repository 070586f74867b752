"""Articles in PDF files."""
