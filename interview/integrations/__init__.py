"""Talk with the outside world: the database's own settings, buckets, news of mail."""
