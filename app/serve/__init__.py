"""The page live on the store, and a read-only JSON API, on this machine."""
