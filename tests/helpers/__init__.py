"""What several tests use: generators, servers, tables and their writers."""
