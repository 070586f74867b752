"""Reading articles: each by a model or by rules, its figures grounded."""
