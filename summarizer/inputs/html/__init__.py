"""Articles in web pages and feeds: HTML → the text that a person sees."""
