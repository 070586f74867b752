"""The style sheets of a page, as far as they decide what a person sees."""
