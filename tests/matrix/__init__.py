"""The generated authorization matrix: data files, the firm it runs on, its cells."""
