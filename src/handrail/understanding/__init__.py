"""What a customer writes is understood: embedded once, read for moments and signals, and matched with what was taught."""
