// From ballots to counts, and from counts to the result, as record.md says; the box is the only channel.
(function (own) {
  "use strict";

  // The first reason why a ballot is invalid, or null; `marks` is a Map, or null where nothing could be read.
  own.fault = function (marks, manifest) {
    const known = own.BALLOT_MARKS[manifest.rules.form];
    const isReadable = marks !== null &&
      Array.from(marks).every((pair) => manifest.ids.indexOf(pair[0]) >= 0 && known.indexOf(pair[1]) >= 0);
    if (!isReadable) return "unreadable";
    return manifest.rules.over === "void_ballot" && isOverMarked(marks, manifest.rules) ? "over_marked" : null;
  };

  function isOverMarked(marks, rules) {
    return rules.most !== null && Array.from(marks.values()).filter((mark) => mark === "approve").length > rules.most;
  }

  // Valid ballots, invalid ones by reason, marks by option, in the order of the options.
  own.count = function (ballots, manifest) {
    const found = {valid: 0, void: {unreadable: 0, over_marked: 0}, counts: emptyCounts(manifest)};
    ballots.forEach((marks) => {
      const reason = own.fault(marks, manifest);
      if (reason) found.void[reason]++;
      else addBallot(found, marks, manifest);
    });
    const reasons = Object.keys(found.void).filter((reason) => found.void[reason]);
    found.void = new Map(reasons.map((reason) => [reason, found.void[reason]]));
    return found;
  };

  function emptyCounts(manifest) {
    const names = own.COUNT_MARKS[manifest.rules.form];
    return new Map(manifest.ids.map((id) => [id, new Map(names.map((name) => [name, 0]))]));
  }

  function addBallot(found, marks, manifest) {
    const over = isOverMarked(marks, manifest.rules);
    found.valid++;
    found.counts.forEach((row, id) => {
      const given = marks.has(id) ? marks.get(id) : "abstain";
      const mark = over && given === "approve" ? "abstain" : given;
      row.set(mark, row.get(mark) + 1);
    });
  }

  // The result, its keys in the order of the page on the record.
  own.decide = function (manifest, papers, counted) {
    const rules = manifest.rules, reason = voidReason(manifest, papers);
    const void_ = counted.void;
    const result = new Map([["state", reason ? "void" : "decided"], ["reason", reason], ["valid", counted.valid],
      ["invalid", Array.from(void_.values()).reduce((sum, number) => sum + number, 0)], ["void", void_],
      ["not_cast", Math.max(0, papers.issued - papers.received)], ["counts", counted.counts]]);
    if (rules.form === "rating") return result.set("verdicts", reason ? new Map() : verdicts(manifest, counted));
    const nothing = {adopted: [], tied: [], waiting: [], vacant: 0, next: null};
    const outcome = reason ? nothing : settled(manifest, fill(manifest, counted));
    Object.keys(outcome).forEach((key) => result.set(key, outcome[key]));
    return result;
  };

  function voidReason(manifest, papers) {
    const roll = manifest.roll;
    if (!own.isMet(manifest.rules.quorum, roll.present, roll.all)) return "quorum";
    if (papers.issued > roll.present) return "issued";
    return papers.received > papers.issued ? "received" : null;
  }

  // The number that a share is taken of.
  own.baseOf = (manifest, base, valid) => (base === "valid" ? valid : manifest.roll[base]);

  function verdicts(manifest, counted) {
    const rules = manifest.rules, base = own.baseOf(manifest, rules.base, counted.valid);
    return new Map(Array.from(counted.counts, (pair) => [pair[0], verdict(rules.share, base, pair[1])]));
  }

  function verdict(share, base, row) {
    if (own.isMet(share, row.get("satisfied"), base)) return "satisfied";
    return own.isMet(share, row.get("satisfied") + row.get("basic"), base) ? "basic" : "dissatisfied";
  }

  own.isPassing = function (manifest, counted, id) {
    const pass = manifest.rules.pass, votes = counted.counts.get(id).get("approve");
    if (votes < pass.least || pass.base === "none") return votes >= pass.least;
    return own.isMet(pass, votes, own.baseOf(manifest, pass.base, counted.valid));
  };

  // Passing options in groups of equal approvals, largest first.
  function groups(manifest, counted) {
    const votes = (option) => counted.counts.get(option.id).get("approve"), byVotes = new Map();
    manifest.options.filter((option) => own.isPassing(manifest, counted, option.id)).forEach((option) =>
      byVotes.set(votes(option), (byVotes.get(votes(option)) || []).concat(option)));
    return Array.from(byVotes.keys()).sort((one, other) => other - one).map((number) => byVotes.get(number));
  }

  const sum = (members) => members.reduce((whole, option) => whole + option.cost, 0);
  const names = (members) => members.map((option) => option.id);

  // Step 3: the seats are filled from the largest group on; what stops at a tie says so.
  function fill(manifest, counted) {
    const rules = manifest.rules, funds = rules.funds, ranked = groups(manifest, counted);
    const state = {adopted: [], tied: [], waiting: [], left: rules.seats === null ? Infinity : rules.seats,
      money: funds ? funds.cap : Infinity};
    for (let place = 0; place < ranked.length && state.left > 0; place++) {
      const members = withinMoney(ranked[place], funds, state.money);
      if (!members.length && funds && funds.fit === "stop") break;
      if (members.length > state.left || (funds && sum(members) > state.money)) {
        state.tied = members;
        state.waiting = funds ? [].concat(...ranked.slice(place + 1)) : [];
        break;
      }
      state.adopted.push(...members);
      state.left -= members.length;
      state.money -= funds ? sum(members) : 0;
    }
    return state;
  }

  function withinMoney(group, funds, money) {
    const members = group.filter((option) => !funds || option.cost <= money);
    return members.length && funds && funds.fit === "stop" ? group : members;
  }

  // Steps 4 and 5: ties, and what stays vacant.
  function settled(manifest, state) {
    const rules = manifest.rules;
    if (state.tied.length && rules.tie !== "all") return tie(rules, state);
    const adopted = state.adopted.concat(state.tied);
    const vacant = rules.seats === null ? 0 : Math.max(0, rules.seats - adopted.length);
    const others = manifest.options.filter((option) => adopted.indexOf(option) < 0);
    const further = vacant && rules.shortfall === "revote" && others.length > 0;
    return {state: further ? "shortfall" : "decided", adopted: names(adopted), tied: [], waiting: [], vacant,
      next: further ? next(rules, others, vacant, state.money) : null};
  }

  function tie(rules, state) {
    return {state: "tie", adopted: names(state.adopted), tied: names(state.tied), waiting: names(state.waiting),
      vacant: 0, next: rules.tie === "revote" ? next(rules, state.tied, state.left, state.money) : null};
  }

  function next(rules, options, seats, money) {
    return own.map({options: names(options), seats: rules.seats === null ? null : seats, cap: rules.funds ? money : null});
  }
})(window.scrutiny);
