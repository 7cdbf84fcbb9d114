"""The packet that travels with a customer to a person, so that nobody repeats themselves."""
