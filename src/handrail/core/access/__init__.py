"""Who may come in and do what: roles and their acts, passwords, patience with wrong ones, how long a session lasts."""
