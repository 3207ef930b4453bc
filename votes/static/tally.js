// 唱票: ballots read out one by one, added up here in the browser; single ballots never leave it.
