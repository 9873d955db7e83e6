"""Signing in with the firm's own provider, and being one for other programs (OpenID Connect)."""
