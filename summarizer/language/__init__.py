"""What the words of a language mean: numbers, dates, places, nouns and sentences."""
