// M0, M10, M11: the box file, which must fit itself and the printed sheet, or is refused as a whole.
(function (own, core) {
  "use strict";

  const say = own.say;
  const MANIFEST = "minsheng-manifest/1", CLOSING = "minsheng-closing/1", EXPORT = "minsheng-box/1";

  // Manifest

  own.readManifest = function (plain) {
    const top = new own.Field("manifest", plain);
    top.at("format").oneOf([MANIFEST]);
    top.at("suite");
    const rules = own.readRules(top.at("rules"));
    const found = {
      congress: top.at("congress").text(),
      session: top.at("session").text(),
      ballot: top.at("ballot").text(),
      round: top.at("round").whole(1),
      section: top.at("section").section(),
      options: readOptions(top.at("options"), rules),
      rules,
      roll: readRoll(top.at("roll")),
      box: top.at("box").hex(),
      signer: top.at("signer").hex(),
      count: top.at("slips").at("count").whole(1),
      root: top.at("slips").at("root").hex(),
      page: top.at("page").hex(),
      previous: top.at("previous").value === null ? null : top.at("previous").hex()
    };
    const text = own.canonical(plainManifest(found));
    if (text !== own.canonical(plain)) top.refuse(say("%(field)s holds something that this version does not know."));
    found.mh = core.hex(core.H(core.utf8(text)));
    found.ids = found.options.map((option) => option.id);
    found.length = ballotLength(found);
    return found;
  };

  function plainManifest(found) {
    return own.map({format: MANIFEST, suite: 1, congress: found.congress, session: found.session, ballot: found.ballot,
      round: found.round, section: found.section, options: found.options.map(own.map), rules: found.rules.plain,
      roll: own.map(found.roll), box: found.box, signer: found.signer,
      slips: own.map({count: found.count, root: found.root}), page: found.page, previous: found.previous});
  }

  function ballotLength(manifest) {
    const longest = own.BALLOT_MARKS[manifest.rules.form].reduce((one, other) => (other.length > one.length ? other : one));
    const marks = new Map(manifest.ids.map((id) => [id, longest]));
    const ballot = own.map({v: 1, mh: manifest.mh.slice(0, 32), marks, r: "0".repeat(24)});
    return core.utf8(own.canonical(ballot)).length;
  }

  function readOptions(field, rules) {
    const options = field.some().map((entry) => ({
      id: entry.at("id").text(),
      title: entry.at("title").text(),
      text: entry.at("text").text(),
      cost: entry.at("cost").value === null ? null : entry.at("cost").whole()
    }));
    options.forEach((option, place) => checkOption(field.each()[place], option, options.slice(0, place), rules));
    return options;
  }

  function checkOption(entry, option, before, rules) {
    if (rules.funds && option.cost === null) new own.Field(entry.name + ".cost").refuse(say("%(field)s is missing."));
    if (before.some((other) => other.id === option.id)) entry.at("id").refuse(say("%(field)s: this id stands twice."));
  }

  function readRoll(field) {
    const roll = {all: field.at("all").whole(), present: field.at("present").whole()};
    if (roll.present > roll.all)
      field.at("present").refuse(say("%(field)s: more are present than there are deputies."));
    return roll;
  }

  // Closing

  function readClosing(field) {
    field.at("format").oneOf([CLOSING]);
    const papers = readPapers(field.at("papers"));
    const found = {papers, count: field.at("count").whole()};
    ["mh", "root", "entries", "log"].forEach((name) => (found[name] = field.at(name).hex()));
    const plain = own.map({format: CLOSING, mh: found.mh, count: found.count, root: found.root, entries: found.entries,
      log: found.log, papers: own.map(papers)});
    return Object.assign(found, {hash: own.hash(plain)});
  }

  function readPapers(field) {
    const papers = {};
    ["printed", "issued", "spoiled", "left"].forEach((name) => (papers[name] = field.at(name).whole()));
    if (papers.printed !== papers.issued + papers.spoiled + papers.left)
      field.refuse(say("%(field)s: slips printed must be those handed out, voided and left over together."));
    return papers;
  }

  // Box

  // Public keys in hexadecimal, sorted, each once.
  own.readKeys = function (field) {
    const keys = field.entries();
    const isGood = keys.every((key, place) => core.unhex(key, 32) && (!place || keys[place - 1] < key));
    if (!isGood) field.refuse(say("%(field)s must be sorted public keys in hexadecimal, each once."));
    return keys;
  };

  own.rootOf = (keys) => core.hex(core.root(keys.map((key) => core.unhex(key))));

  // Everything about the file but its signatures, which take time.
  own.readBox = function (plain) {
    const top = new own.Field("", plain);
    top.isFile(EXPORT, "box-….json");
    const manifest = own.readManifest(top.at("manifest").members()), closing = readClosing(top.at("closing"));
    if (closing.mh !== manifest.mh)
      top.at("closing").refuse(say("%(field)s belongs to another vote. Copy the box of this vote."));
    const slips = readSlips(top.at("slips"), manifest);
    const casts = top.at("ballots").entries().map(readCast);
    checkBallots(top.at("ballots"), casts, closing);
    checkLog(top.at("log"), closing);
    return {manifest, closing, casts, listed: new Set(slips), voided: new Set(), void: top.at("void")};
  };

  function readSlips(field, manifest) {
    const slips = own.readKeys(field);
    if (slips.length !== manifest.count || own.rootOf(slips) !== manifest.root)
      field.refuse(say("%(field)s are not the slips that were printed for this vote. Copy the box again."));
    return slips;
  }

  function readCast(entry, place) {
    const member = (name) => core.unhex(entry instanceof Map && entry.size === 3 ? entry.get(name) : null);
    const pk = member("pk"), ct = member("ct"), sig = member("sig");
    if (!pk || !ct || !sig)
      new own.Field("ballots[" + place + "]", entry).refuse(say("%(field)s is damaged. Copy the box again."));
    return {pk, ct, sig, slip: entry.get("pk"), hash: core.H(ct)};
  }

  function checkBallots(field, casts, closing) {
    const whole = core.hex(core.root(casts.map((cast) => cast.hash)));
    const entries = core.hex(core.root(casts.map((cast) => core.join(cast.pk, cast.ct, cast.sig))));
    if (casts.length !== closing.count || whole !== closing.root || entries !== closing.entries)
      field.refuse(say("%(field)s are not those of the printed list: %(found)d here, %(count)d there. Copy the box again."),
        {found: casts.length, count: closing.count});
    if (casts.some((cast, place) => place && compare(casts[place - 1], cast) > 0))
      field.refuse(say("%(field)s must be sorted by their hash. Copy the box again."));
  }

  function compare(one, other) {
    return compareBytes(one.hash, other.hash) || compareBytes(one.pk, other.pk) || compareBytes(one.sig, other.sig);
  }

  function compareBytes(one, other) {
    const place = one.findIndex((byte, index) => byte !== other[index]);
    if (place < 0) return one.length - other.length;
    return place >= other.length ? 1 : one[place] - other[place];
  }

  // Log

  function checkLog(field, closing) {
    const entries = field.some(), unlike = say("%(field)s does not say what the box says: the log was changed. Copy the box again.");
    let previous = null;
    entries.forEach((entry) => {
      if (entry.at("previous").value !== previous)
        entry.refuse(say("%(field)s does not follow from the entry before: the log was changed. Copy the box again."));
      previous = core.hex(own.hash(entry.value));
    });
    const last = entries[entries.length - 1], empty = core.hex(core.root([]));
    checkEntry(entries[0], "open", {mh: closing.mh, count: 0, root: empty}, unlike);
    checkEntry(last, "close", {mh: closing.mh, count: closing.count, root: closing.root}, unlike);
    if (previous !== closing.log) last.refuse(unlike);
  }

  function checkEntry(entry, deed, facts, unlike) {
    const isLike = entry.at("deed").value === deed && own.canonical(entry.at("facts").value) === own.canonical(own.map(facts));
    if (!isLike) entry.refuse(unlike);
  }
})(window.scrutiny, window.minsheng);
