"""Rules of Word templates, of kinds of document and of own documents."""
