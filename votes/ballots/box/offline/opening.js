// M12, M13: signatures are checked, ballots opened, or counted invalid with their reason; none can block the rest.
(function (own, core, sealedBox) {
  "use strict";

  const say = own.say;
  const OVERHEAD = 48;
  // Points of small order, in which libsodium seals and opens nothing, the highest bit aside.
  const SMALL = own.SMALL = [
    "00".repeat(32), "01" + "00".repeat(31),
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ec" + "ff".repeat(30) + "7f", "ed" + "ff".repeat(30) + "7f", "ee" + "ff".repeat(30) + "7f"
  ];

  own.REASONS = {
    unlisted: say("its slip is not in the printed list"),
    voided: say("its slip was voided"),
    unsigned: say("not signed by its slip"),
    twice: say("a second ballot of one slip"),
    unopened: say("cannot be opened with this key"),
    other_vote: say("made for another vote"),
    unreadable: say("opened, but unreadable"),
    over_marked: say("too many marks")
  };

  // Long work in pieces, so that the page stays alive and tells how far it is.
  own.each = async function (list, deed, tell) {
    const found = [];
    let rested = Date.now();
    for (let place = 0; place < list.length; place++) {
      found.push(await deed(list[place], place));
      if (Date.now() - rested < 80) continue;
      if (tell) tell(place + 1, list.length);
      await new Promise((resolve) => setTimeout(resolve, 0));
      rested = Date.now();
    }
    return found;
  };

  // The voidings, and what is wrong with each ballot as seen from outside, without a key.
  own.checkBox = async function (box, tell) {
    await own.each(box.void.each(), (entry) => addVoiding(box, entry));
    const void_ = box.closing.papers.spoiled + box.closing.papers.left;
    if (box.voided.size > void_)
      box.void.refuse(say("%(field)s: %(found)d slips are void, but only %(count)d were voided or left over."),
        {found: box.voided.size, count: void_});
    const seen = new Set();
    box.verdicts = await own.each(box.casts, async (cast) => {
      const reason = (await faultOutside(cast, box)) || (seen.has(cast.slip) ? "twice" : null);
      if (!reason) seen.add(cast.slip);
      return reason;
    }, tell);
    return Object.assign(box, {unsigned: void_ - box.voided.size});
  };

  async function addVoiding(box, entry) {
    const slip = entry.at("pk").value, pk = core.unhex(slip, 32), sig = core.unhex(entry.at("sig").value, 64);
    const words = core.utf8("void|" + box.manifest.section + "|" + slip);
    if (!pk || !sig || !box.listed.has(slip) || !(await own.isSigned(pk, words, sig)))
      entry.refuse(say("%(field)s is not a voiding that a slip of this vote signed. Copy the box again."));
    box.voided.add(slip);
  }

  async function faultOutside(cast, box) {
    if (!box.listed.has(cast.slip)) return "unlisted";
    if (box.voided.has(cast.slip)) return "voided";
    const words = core.utf8("cast|" + box.manifest.mh + "|" + core.hex(cast.hash));
    return (await own.isSigned(cast.pk, words, cast.sig)) ? null : "unsigned";
  }

  // Every ballot opened and counted; they come out sorted by what they say, without the random bytes.
  own.openBox = async function (box, secret, tell) {
    const found = await own.each(box.casts, (cast, place) => opened(cast, box.verdicts[place], box.manifest, secret), tell);
    const ballots = found.map((one) => [own.canonical(one.marks), one.marks]);
    ballots.sort((one, other) => own.byCodePoint(one[0], other[0]));
    const reasons = new Map(Object.keys(own.REASONS)
      .map((reason) => [reason, found.filter((one) => one.reason === reason).length]).filter((pair) => pair[1]));
    const marks = ballots.map((pair) => pair[1]);
    return {ballots: marks, reasons, counted: own.count(marks, box.manifest)};
  };

  function opened(cast, reason, manifest, secret) {
    if (reason) return {marks: null, reason};
    const data = unsealed(cast.ct, manifest, secret);
    return data ? own.readBallot(data, manifest) : {marks: null, reason: "unopened"};
  }

  function unsealed(ct, manifest, secret) {
    const point = ct.slice(0, 32);
    point[31] &= 127;
    if (ct.length !== manifest.length + OVERHEAD || SMALL.indexOf(core.hex(point)) >= 0) return null;
    return sealedBox.open(ct, core.unhex(manifest.box), secret);
  }

  // The marks of an opened ballot, and the reason why it does not count; an over-marked one still says what it says.
  own.readBallot = function (data, manifest) {
    const ballot = decoded(data);
    if (!ballot) return {marks: null, reason: "unreadable"};
    if (ballot.get("mh") !== manifest.mh.slice(0, 32)) return {marks: null, reason: "other_vote"};
    const marks = ballot.get("marks"), reason = own.fault(marks, manifest);
    return {marks: reason === "unreadable" ? null : marks, reason};
  };

  function decoded(data) {
    let end = data.length;
    while (end && data[end - 1] === 32) end--;
    try {
      const text = core.text(data.subarray(0, end)), ballot = own.parse(data.subarray(0, end), "ballot");
      return hasItsForm(ballot) && own.canonical(ballot) === text ? ballot : null;
    } catch (error) {
      return null;
    }
  }

  function hasItsForm(ballot) {
    if (!(ballot instanceof Map) || Array.from(ballot.keys()).sort().join() !== "marks,mh,r,v") return false;
    const marks = ballot.get("marks"), isText = (value) => typeof value === "string";
    return marks instanceof Map && Array.from(marks.values()).every(isText) && isText(ballot.get("mh")) &&
      ballot.get("v") === 1 && core.unhex(ballot.get("r"), 12) !== null;
  }

  // The counts as the line that every counter must reach, and its hash.
  own.tally = function (box, opening) {
    const counted = opening.counted;
    const channel = new Map([...papers(box), ["valid", counted.valid], ["void", counted.void], ["counts", counted.counts]]);
    const whole = own.map({mh: box.manifest.mh, root: box.closing.root, channel});
    return {channel, line: own.canonical(whole), hash: core.hex(own.hash(whole))};
  };

  function papers(box) {
    return own.map({kind: "slips", issued: box.closing.papers.issued, received: box.casts.length});
  }

  // The result file for the server: counts alone; `other` is the hash that the command has printed, or null.
  own.resultFile = function (box, tallied, other) {
    return own.canonical(own.map({format: "minsheng-result/1", mh: box.manifest.mh, root: box.closing.root,
      channel: tallied.channel, counters: own.map({command: other, page: tallied.hash})})) + "\n";
  };

  own.resultOf = function (box, opening) {
    const figures = {issued: box.closing.papers.issued, received: box.casts.length};
    return own.decide(box.manifest, figures, opening.counted);
  };

  // The record with single ballots, which stays with the scrutineers.
  own.recordFile = function (box, opening) {
    const manifest = box.manifest;
    const options = manifest.options.map((option) => {
      const plain = own.map({id: option.id, title: option.title});
      return option.cost === null ? plain : plain.set("cost", option.cost);
    });
    const record = own.map({format: "minsheng-record/1", title: manifest.ballot, rules: manifest.rules.plain, options,
      roll: own.map(manifest.roll), channels: [new Map([...papers(box), ["ballots", opening.ballots]])],
      result: own.resultOf(box, opening)});
    return own.indented(record) + "\n";
  };
})(window.scrutiny, window.minsheng, window.sealedBox);
