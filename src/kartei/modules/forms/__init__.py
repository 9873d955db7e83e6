"""The firm's own Word templates, and contracts, powers of attorney and other own documents."""
