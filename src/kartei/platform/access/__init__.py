"""Who may do what: users, units, teams, roles, shares, sessions, and the guarded way to rows."""
