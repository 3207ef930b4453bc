// 制卡, step by step: what is asked, what is about to be done, what comes of it.
(function (own, core) {
  "use strict";

  const say = own.say, kept = own.kept;

  own.beginKeys = function () {
    own.does("keys-ask", (form) => {
      const value = (name) => form.elements[name].value.trim();
      const sections = ["A", "B", "C", "D"].map((id) => ({id, title: value("title_" + id)})).filter((one) => one.title);
      kept.asked = {congress: value("congress"), session: value("session"), sections,
        need: Number(value("need")), cards: Number(value("cards"))};
      if (!kept.asked.congress || !kept.asked.session || !sections.length)
        throw new own.Refused(say("Write the congress, the session, and the title of at least one vote."));
      own.checkSharing(kept.asked.need, kept.asked.cards);
      own.tell("keys-make-say", say("Now %(n)d pairs of keys are made, split among %(cards)d cards, and tried out with %(need)d of them."),
        {n: sections.length, cards: kept.asked.cards, need: kept.asked.need});
      own.step("keys-make");
    });
    own.does("keys-make", async (form) => {
      kept.made = await own.makeKeys(kept.asked, own.progress(form));
      showKeys();
    });
    own.cardField(own.by("keys-try"), () => kept.made.keyset, tryCard);
  };

  function showKeys() {
    const keyset = kept.made.keyset;
    own.tell("keys-write-say", say("Now the public keys and %(cards)d cards are written; no key is written but as cards."), {cards: keyset.cards});
    showFingerprints("keys-marks", keyset);
    own.offer("keys-file", "keys.json", keyset.file);
    own.put("keys-cards", ...kept.made.cards.map((text, place) => {
      const button = own.element("button", {type: "button", class: "btn alt"}, own.told(say("Print card %(number)d"), {number: place + 1}));
      button.addEventListener("click", () => own.print(own.cardSheet(keyset, place + 1, text)));
      return button;
    }));
    own.step("keys-write");
    own.by("keys-try").hidden = false;
  }

  function showFingerprints(id, keyset) {
    own.facts(id, own.fingerprints(keyset).map((row) => [row.id + "　" + row.title, row.fingerprint]));
  }

  function tryCard(text) {
    own.put("keys-tried");
    const card = own.readCard(text, kept.made.keyset);
    own.tell("keys-tried", say("Card %(number)d reads well."), {number: card.number});
  }
})(window.scrutiny, window.minsheng);
