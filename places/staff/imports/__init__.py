"""Staff bring in a file of places, and decide about what came."""
