"""人民评: ratings by deputies and by the public, side by side."""
