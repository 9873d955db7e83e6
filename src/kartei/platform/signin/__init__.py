"""Signing in: sessions, credentials, second factors and the letters about them, on allauth."""
