"""PostgreSQL and Valkey from pip wheels, for machines that have no servers of their own."""
