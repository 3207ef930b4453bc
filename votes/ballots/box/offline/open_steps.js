// 开箱, step by step; nothing is asked for before what came before it holds.
(function (own, core) {
  "use strict";

  const say = own.say, kept = own.kept;
  const ENOUGH = 16;

  own.beginOpening = function () {
    own.does("open-ask", async (form) => {
      kept.keyset = own.readKeyset(await own.given(form, "keys"));
      const box = own.readBox(await own.given(form, "box"));
      if (own.sectionOf(kept.keyset, box.manifest.section).box !== box.manifest.box)
        throw new own.Refused(say("This box was not made with these keys. Take the key file of this sitting."));
      own.checkPrinted(await own.given(form, "slips"), kept.keyset, box);
      kept.box = await own.checkBox(box, own.progress(form));
      showBox();
      own.step("open-sheet");
    });
    own.does("open-sheet", (form) => {
      const code = core.fingerprint(kept.box.closing.hash);
      if (core.upright(form.elements.code.value) !== core.upright(code))
        throw new own.Refused(say("The code does not fit this box. Compare it with the sheet sign by sign and type it again; if it stays so, this is not the box of the sheet: copy it again from the stick of today."));
      kept.hand = [];
      own.tell("open-cards-say", say("Now %(need)d key cards are read, one after the other."), {need: kept.keyset.need});
      askCard();
      own.step("open-cards");
      own.by("open-cards").elements.card.focus();
    });
    own.cardField(own.by("open-cards"), () => kept.keyset, takeCard);
    own.does("open-count", async (form) => {
      kept.opening = await own.openBox(kept.box, kept.secret, own.progress(form));
      kept.secret.fill(0);
      showCount();
    });
    own.does("open-result", showResult);
    own.by("open-print").addEventListener("click", () => own.print(own.reportSheet(kept.box, kept.opening, kept.tally)));
  };

  function showBox() {
    const manifest = kept.box.manifest, papers = kept.box.closing.papers;
    const round = own.told(say("%(ballot)s, round %(round)d"), {ballot: manifest.ballot, round: manifest.round});
    const slips = own.told(say("Slips printed %(printed)d: handed out %(issued)d, voided %(spoiled)d, left over %(left)d."), papers);
    const lines = [round, slips, own.told(say("Ballots in the box: %(n)d"), {n: kept.box.casts.length})];
    if (kept.box.unsigned)
      lines.push(own.told(say("Slips voided by hand, because they could not be read: %(n)d"), {n: kept.box.unsigned}));
    own.put("open-box", ...lines.map((line) => own.element("p", null, line)));
    own.facts("open-marks", own.marksOf(kept.box).slice(0, 3).map((mark) => [own.told(mark[0]), mark[1]]));
  }

  function askCard() {
    own.tell("open-hand", say("Scan card %(n)d of %(need)d"), {n: kept.hand.length + 1, need: kept.keyset.need});
  }

  async function takeCard(text) {
    kept.hand = own.addCard(kept.hand, own.readCard(text, kept.keyset));
    if (kept.hand.length < kept.keyset.need) return askCard();
    const hand = kept.hand;
    kept.hand = [];
    askCard();
    kept.secret = await own.combined(hand, own.sectionOf(kept.keyset, kept.box.manifest.section));
    own.tell("open-hand", say("The key of this box is together."));
    own.tell("open-count-say", say("Now %(n)d ballots are opened and counted."), {n: kept.box.casts.length});
    own.step("open-count");
  }

  function showCount() {
    kept.tally = own.tally(kept.box, kept.opening);
    own.put("open-report", ...own.report(kept.box, kept.opening, own.told));
    own.facts("open-hash", [[own.told(say("Hash of the counts")), own.groups(kept.tally.hash)]]);
    own.offer("open-record", "record.json", own.recordFile(kept.box, kept.opening));
    own.by("open-seen").hidden = false;
    own.step("open-result");
  }

  function showResult(form) {
    const typed = core.upright(form.elements.other.value).toLowerCase();
    if (!kept.tally.hash.startsWith(typed))
      throw new own.Refused(say("You typed %(other)s, this counter has %(own)s. Compare what you typed with the other counter; if the two do differ, count again before anything is confirmed."),
        {other: typed.toUpperCase(), own: kept.tally.hash.toUpperCase()});
    if (typed && typed.length < ENOUGH)
      throw new own.Refused(say("Go on typing: the first %(enough)d characters of the hash are needed, %(n)d are here."),
        {enough: ENOUGH, n: typed.length});
    own.offer("open-file", "result.json", own.resultFile(kept.box, kept.tally, typed ? kept.tally.hash : null));
    own.put("open-alone");
    if (!typed)
      own.tell("open-alone", say("Only one counter has counted: the server takes the result once the command has counted too."));
    own.step("open-write");
  }
})(window.scrutiny, window.minsheng);
