"""Staff's pages over all apps: the queue, the phone list, hard texts, the bin."""
