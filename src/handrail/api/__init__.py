"""The JSON API: customers, agents and admins, with errors that say what to do."""
