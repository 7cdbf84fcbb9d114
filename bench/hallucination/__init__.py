"""What a small real model invents about passages it was given, and how much of it the guards let through."""
