"""Who works here: the user model and the roles."""
