// The result to read aloud (宣读) and to print: roll, ballots, a table, what follows from it, and why ballots are invalid.
(function (own, core) {
  "use strict";

  const say = own.say;
  const MARKS = {approve: say("Approve"), oppose: say("Oppose"), abstain: say("Abstain"), satisfied: say("Satisfied"),
    basic: say("Basically satisfied"), dissatisfied: say("Dissatisfied")};
  const VOID = {quorum: say("the deputies present are no quorum"),
    issued: say("more ballots were handed out than deputies are present"),
    received: say("more ballots came back than were handed out")};
  const FATES = {adopted: say("adopted"), tied: say("tied"), waiting: say("passed, waits for the tie"),
    passed: say("passed, not adopted"), not_passed: say("not passed")};

  // All of it as parts of a page; `tell` turns a sentence and its values into one.
  own.report = function (box, opening, tell) {
    const result = own.resultOf(box, opening), manifest = box.manifest;
    const paragraphs = ballots(box, result).concat(reasons(opening));
    const after = rules(manifest, opening.counted, result).concat(outcome(result), alone(box));
    const line = (told) => own.element("p", null, tell(told[0], told[1]));
    return [own.element("h3", null, manifest.ballot)].concat(paragraphs.map(line), table(manifest, opening.counted, result, tell),
      after.map(line));
  };

  function ballots(box, result) {
    const roll = box.manifest.roll, quorum = own.needed(box.manifest.rules.quorum, roll.all);
    return [
      [say("Deputies in all: %(all)d. Present: %(present)d. Needed for a quorum: %(quorum)d."),
        {all: roll.all, present: roll.present, quorum}],
      [say("Handed out: %(issued)d. Received: %(received)d. Valid: %(valid)d."),
        {issued: box.closing.papers.issued, received: box.casts.length, valid: result.get("valid")}],
      [say("Invalid: %(invalid)d. Not cast: %(not_cast)d."), {invalid: result.get("invalid"), not_cast: result.get("not_cast")}]
    ];
  }

  function reasons(opening) {
    return Array.from(opening.reasons, (pair) =>
      [say("Invalid, %(reason)s: %(number)d"), {reason: own.REASONS[pair[0]], number: pair[1]}]);
  }

  function table(manifest, counted, result, tell) {
    const names = own.COUNT_MARKS[manifest.rules.form];
    const head = [say("No."), say("Project")].concat(names.map((name) => MARKS[name]), say("Outcome"));
    const cell = (kind, part, name) => own.element(kind, name ? {class: name} : null, part);
    const heads = head.map((word, place) => {
      const made = cell("th", tell(word), place > 1 && place < head.length - 1 ? "n" : "");
      made.setAttribute("scope", "col");
      return made;
    });
    const rows = manifest.options.map((option) => own.element("tr", null, cell("td", option.id), cell("td", option.title),
      ...names.map((name) => cell("td", String(counted.counts.get(option.id).get(name)), "n")),
      cell("td", fate(manifest, counted, result, option.id, tell))));
    return own.element("div", {class: "scroll", tabindex: "0", role: "group", "aria-label": manifest.ballot}, own.element("table", null,
      own.element("thead", null, own.element("tr", null, ...heads)), own.element("tbody", null, ...rows)));
  }

  function fate(manifest, counted, result, id, tell) {
    if (result.get("state") === "void") return "—";
    if (result.has("verdicts")) return tell(MARKS[result.get("verdicts").get(id)]);
    const named = ["adopted", "tied", "waiting"].find((name) => result.get(name).indexOf(id) >= 0);
    return tell(FATES[named || (own.isPassing(manifest, counted, id) ? "passed" : "not_passed")]);
  }

  function rules(manifest, counted, result) {
    const rules = manifest.rules, base = (name) => own.baseOf(manifest, name, counted.valid);
    if (rules.form === "rating")
      return [[say("Marks needed for a verdict: %(needed)d."), {needed: own.needed(rules.share, base(rules.base))}]];
    const share = rules.pass.base === "none" ? 0 : own.needed(rules.pass, base(rules.pass.base));
    const told = [[say("Approvals needed to pass: %(needed)d."), {needed: Math.max(rules.pass.least, share)}]];
    if (rules.seats !== null) told.push([say("Seats: %(seats)d."), {seats: rules.seats}]);
    if (rules.funds) told.push([say("Funds: %(cap)d, of which adopted: %(spent)d."),
      {cap: rules.funds.cap, spent: spent(manifest, result.get("adopted"))}]);
    return told;
  }

  function spent(manifest, adopted) {
    const chosen = manifest.options.filter((option) => adopted.indexOf(option.id) >= 0);
    return chosen.reduce((sum, option) => sum + (option.cost || 0), 0);
  }

  function outcome(result) {
    if (result.get("state") === "void")
      return [[say("The round is void: %(reason)s."), {reason: VOID[result.get("reason")]}]];
    if (result.has("verdicts")) return [];
    const listed = (name) => ({number: result.get(name).length, ids: result.get(name).join("、")});
    const told = [[say("Adopted: %(number)d: %(ids)s"), listed("adopted")]];
    if (result.get("tied").length) told.push([say("Tied: %(number)d: %(ids)s"), listed("tied")]);
    if (result.get("waiting").length) told.push([say("Waiting for the tie: %(number)d: %(ids)s"), listed("waiting")]);
    if (result.get("vacant")) told.push([say("Seats left vacant: %(vacant)d."), {vacant: result.get("vacant")}]);
    if (result.get("next")) told.push([say("A further round is due on %(number)d options: %(ids)s"),
      {number: result.get("next").get("options").length, ids: result.get("next").get("options").join("、")}]);
    return told;
  }

  function alone(box) {
    const rest = box.manifest.roll.present - box.closing.papers.issued;
    return rest > 0 ? [[say("These are the ballots by slips alone. %(rest)d of the deputies present took none: add what was voted otherwise before you speak of a result."), {rest}]] : [];
  }

  // 计票结果报告单 of this counter, with lines to sign.
  own.reportSheet = function (box, opening, tallied) {
    const manifest = box.manifest;
    const signed = own.element("p", {class: "sign"});
    [say("Chief scrutineer"), say("Scrutineer"), say("Teller"), say("Date")].forEach((who) =>
      signed.appendChild(own.element("span", null, own.chinese(who) + "：")));
    return own.element("section", {class: "sheet report"}, own.element("p", {class: "of"}, manifest.congress + "　" + manifest.session),
      own.element("h2", null, own.chinese(say("Count of the sealed ballots"))), ...own.report(box, opening, own.inChinese), signed,
      own.qr(tallied.hash.toUpperCase(), own.chinese(say("Hash of the counts"))),
      own.element("p", {class: "code"}, own.chinese(say("Hash of the counts")) + "：" + groups(tallied.hash)),
      ...own.marksOf(box).map((mark) => own.element("p", {class: "check"}, own.chinese(mark[0]) + "：" + mark[1])));
  };

  // Easier to compare aloud; the desk asks for the first two groups.
  const groups = own.groups = (hash) => hash.toUpperCase().match(/.{8}/g).join(" ");

  // What names this vote and this box, to be compared with the hall's paper.
  own.marksOf = (box) => [
    [say("Fingerprint of the manifest"), core.fingerprint(core.unhex(box.manifest.mh))],
    [say("Fingerprint of the box key"), core.fingerprint(core.H(core.unhex(box.manifest.box)))],
    [say("Root of the slips"), core.fingerprint(core.unhex(box.manifest.root))],
    [say("Root of the receipts"), core.fingerprint(core.unhex(box.closing.root))],
    [say("Code of the sheet"), core.fingerprint(box.closing.hash)]
  ];
})(window.scrutiny, window.minsheng);
