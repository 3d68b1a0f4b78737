"""What changed about the goals, as an Atom feed: new numbers, and years that were
frozen. What people only feel, and figures by themselves, are no news of ours."""
