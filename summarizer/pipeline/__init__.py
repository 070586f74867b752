"""The whole job: articles → reading → linking → checking → a `Summary`."""
