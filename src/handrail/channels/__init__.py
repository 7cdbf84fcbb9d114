"""How messages come in and go out: chat, e-mail, and the console that prints instead of sending."""
