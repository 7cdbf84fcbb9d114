"""What reviews prove about the assistant's quality, and how surely: pure numbers, no rows, no clocks, no draws."""
