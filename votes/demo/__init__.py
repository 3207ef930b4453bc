"""演示: the archive of real ballots, and two living years."""
