"""People: the persons and companies the firm deals with, and the groups they belong to."""
