"""The moments that decide trust: a register of what each asks of whom, and detectors that notice them."""
