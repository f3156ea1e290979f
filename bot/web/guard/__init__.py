"""Who may come in: hosts, origins, the password, and what may be uploaded at all."""
