"""Talk with the outside world: the database's own settings, buckets, queues, news of mail."""
