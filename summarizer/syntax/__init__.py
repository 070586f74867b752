"""Syntax of a sentence: its words, what each number counts, which measure the words give it, and who says so."""
