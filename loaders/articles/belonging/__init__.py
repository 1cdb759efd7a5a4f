"""Memberships: who is in, joins, leaves, wants into or stands beside which body."""
