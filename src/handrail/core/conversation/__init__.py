"""What a conversation is, who may write in it now, and which moves are legal."""
