// 票决办法: the rules of a round, read from plain values, and shares compared in whole numbers of any size.
(function (own) {
  "use strict";

  const say = own.say;
  const FORMS = ["three_way", "choose", "rating"], BASES = ["all", "present", "valid"];
  const ADOPTION_ONLY = ["seats", "most", "over_marked", "pass", "tie", "shortfall", "funds"];
  const LIMB = 262144;

  own.COUNT_MARKS = {
    three_way: ["approve", "oppose", "abstain"],
    choose: ["approve", "oppose", "abstain"],
    rating: ["satisfied", "basic", "dissatisfied", "abstain"]
  };
  own.BALLOT_MARKS = Object.assign({}, own.COUNT_MARKS, {choose: ["approve", "abstain"]});

  own.readRules = function (field) {
    return field.at("form").oneOf(FORMS) === "rating" ? readRating(field) : readAdopting(field);
  };

  function readRating(field) {
    field.without(ADOPTION_ONLY);
    const verdict = field.at("verdict");
    const base = verdict.at("base").oneOf(BASES), quorum = readShare(field.at("quorum"));
    const share = readShare(verdict);
    const plain = own.map({form: "rating", quorum: plainShare(quorum),
      verdict: new Map([["base", base], ...plainShare(share)])});
    return {form: "rating", most: null, over: "void_ballot", quorum, share, base, plain};
  }

  function readAdopting(field) {
    field.without(["verdict"]);
    const funds = readFunds(field.at("funds")), tie = field.at("tie");
    if (tie.oneOf(["revote", "presidium", "all"]) === "all" && funds)
      tie.refuse(say("%(field)s may not be all where there is a cap on funds."));
    const rules = {
      form: field.at("form").value,
      seats: field.at("seats").wholeOrNull(1),
      most: field.at("most").wholeOrNull(1),
      over: field.at("over_marked").oneOf(["void_ballot", "void_marks"]),
      quorum: readShare(field.at("quorum")),
      pass: readPass(field.at("pass")),
      tie: tie.value,
      shortfall: field.at("shortfall").oneOf(["vacant", "revote"]),
      funds
    };
    return Object.assign(rules, {plain: plainRules(rules)});
  }

  function readShare(field) {
    const of = field.at("of"), parts = of.each();
    if (parts.length !== 2) of.refuse(say("%(field)s must be a fraction: [numerator, denominator]."));
    return {num: parts[0].whole(), den: parts[1].whole(1), strict: field.at("strict").flag()};
  }

  function readPass(field) {
    const least = field.has("min") ? field.at("min").whole(1) : 1;
    return Object.assign(readShare(field), {base: field.at("base").oneOf(BASES.concat("none")), least});
  }

  function readFunds(field) {
    return field.value === null ? null : {cap: field.at("cap").whole(), fit: field.at("fit").oneOf(["skip", "stop"])};
  }

  function plainShare(share) {
    return own.map({of: [share.num, share.den], strict: share.strict});
  }

  function plainRules(rules) {
    const pass = new Map([...plainShare(rules.pass), ["base", rules.pass.base], ["min", rules.pass.least]]);
    return own.map({form: rules.form, seats: rules.seats, most: rules.most, over_marked: rules.over,
      quorum: plainShare(rules.quorum), pass, tie: rules.tie, shortfall: rules.shortfall,
      funds: rules.funds && own.map(rules.funds)});
  }

  // Whether `part` of `base` is enough: part × den against num × base, exact beyond what a number holds.
  own.isMet = function (share, part, base) {
    const order = compare(product(part, share.den), product(share.num, base));
    return share.strict ? order > 0 : order >= 0;
  };

  // The least part of `base` that is enough, to be read aloud.
  own.needed = function (share, base) {
    const near = Math.max(0, Math.floor(share.num / share.den * base) - 1);
    return [near, near + 1, near + 2].find((part) => own.isMet(share, part, base));
  };

  function limbs(number) {
    return [number % LIMB, Math.floor(number / LIMB) % LIMB, Math.floor(number / LIMB / LIMB)];
  }

  function product(one, other) {
    const result = [0, 0, 0, 0, 0, 0], left = limbs(one), right = limbs(other);
    left.forEach((value, place) => right.forEach((factor, shift) => (result[place + shift] += value * factor)));
    for (let place = 0; place < 5; place++) {
      result[place + 1] += Math.floor(result[place] / LIMB);
      result[place] %= LIMB;
    }
    return result;
  }

  function compare(one, other) {
    for (let place = 5; place >= 0; place--) if (one[place] !== other[place]) return one[place] - other[place];
    return 0;
  }
})(window.scrutiny);
