"""Signing in with the firm's directory (LDAP, Active Directory), and taking its people over."""
