"""What the shell and later modules may use of pricing."""
