"""Staff's pages of what may be in here twice."""
