"""票箱: sealed ballots by drawn slips (PROTOCOL.md beside this room); pure but for its commands and its printing."""
