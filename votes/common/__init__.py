"""What every room uses: database, settings, errors, clock, languages, sheets, paper."""
