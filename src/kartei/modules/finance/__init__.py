"""Money: accounts, payments and what follows from them."""
