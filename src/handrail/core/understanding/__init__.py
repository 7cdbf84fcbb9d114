"""What was noticed in what a customer wrote: each signal with its evidence."""
