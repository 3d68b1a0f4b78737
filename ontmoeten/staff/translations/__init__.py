"""Staff's pages of what is there in other languages."""
