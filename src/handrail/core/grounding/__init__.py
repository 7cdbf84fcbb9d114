"""What stands between words a language model wrote and a customer: every sentence is backed, or nothing of it is sent."""
