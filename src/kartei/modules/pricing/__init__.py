"""Price lists, discount rules, limits: what a product costs this client on this day."""
