"""What the numbers and persons of an English text count, by linear models fitted to labelled news."""
