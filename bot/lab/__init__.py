"""What measures zitat and what its trained parts learn from; nothing here is needed to answer."""
