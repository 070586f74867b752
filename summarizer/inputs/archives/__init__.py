"""Articles in archives: zip, gzip and WARC."""
