// M1: pairs of keys, their private halves split among cards, and put together again. A key stands in no file.
(function (own, core, nacl, shamir) {
  "use strict";

  const say = own.say;
  const FORMAT = "minsheng-keys/1", MOST = 32, TRIALS = 500;
  const CARD = /^MSK1\.([0-9A-Z]{10})\.([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{1,2})((?:\.[0-9A-Z]{1,8}-[0-9A-Z]{53})+)$/;
  const SHARING = say("At least 2 cards must be needed, and no more than there are; at most %(most)d can be made. Choose again.");
  const WRONG = say("These cards do not give the key of section %(section)s. Read each of them once more.");

  // A key ceremony: its file, and the name that cards and slips know it by.
  function keysetOf(members) {
    const sections = members.sections.map((section) => own.map({id: section.id, title: section.title, box: section.box}));
    const plain = own.map({format: FORMAT, congress: members.congress, session: members.session, need: members.need,
      cards: members.cards, sections});
    return Object.assign({}, members, {file: own.canonical(plain) + "\n", name: core.base32(own.hash(plain)).slice(0, 10)});
  }

  own.readKeyset = function (plain) {
    const top = new own.Field("keys", plain);
    top.isFile(FORMAT, "keys.json");
    const sections = top.at("sections").some().map((entry) =>
      ({id: entry.at("id").section(), title: entry.at("title").text(), box: entry.at("box").hex()}));
    if (new Set(sections.map((section) => section.id)).size < sections.length)
      top.at("sections").refuse(say("%(field)s: a section stands twice."));
    const need = top.at("need").whole(2), cards = top.at("cards").whole(2);
    if (need > cards || cards > MOST) top.at("need").refuse(SHARING, {most: MOST});
    return keysetOf({congress: top.at("congress").text(), session: top.at("session").text(), need, cards, sections});
  };

  own.sectionOf = function (keyset, id) {
    const found = keyset.sections.find((section) => section.id === id);
    if (!found)
      throw new own.Refused(say("Section %(section)s has no key in this ceremony. Take the keys of this sitting."), {section: id});
    return found;
  };

  own.checkSharing = function (need, cards) {
    if (!(need >= 2 && need <= cards && cards <= MOST)) throw new own.Refused(SHARING, {most: MOST});
  };

  // New keys for sections {id, title}, and their cards, tried out before they are given away.
  own.makeKeys = async function (asked, tell) {
    own.checkSharing(asked.need, asked.cards);
    const pairs = asked.sections.map(() => nacl.box.keyPair());
    const sections = asked.sections.map((section, place) => Object.assign({}, section, {box: core.hex(pairs[place].publicKey)}));
    const keyset = keysetOf(Object.assign({}, asked, {sections}));
    const shares = await Promise.all(pairs.map((pair) => shamir.split(pair.secretKey, asked.cards, asked.need)));
    pairs.forEach((pair) => pair.secretKey.fill(0));
    const cards = shares[0].map((_share, place) => cardText(keyset, place + 1, shares.map((split) => split[place])));
    await tryOut(keyset, cards, tell);
    return {keyset, cards};
  };

  function cardText(keyset, number, shares) {
    const parts = keyset.sections.map((section, place) => section.id + "-" + core.base32(shares[place]));
    const body = ["MSK1", keyset.name, number, keyset.need, keyset.cards].concat(parts).join(".");
    return body + "." + checkSum(body);
  }

  function checkSum(body) {
    return core.base32(core.H(core.utf8("minsheng-card-1|" + body)).subarray(0, 5));
  }

  // 试合: the cards as they will be printed, in every way in which enough of them come together.
  async function tryOut(keyset, cards, tell) {
    const read = cards.map((text) => own.readCard(text, keyset)), tried = hands(read, keyset.need);
    await own.each(tried, async (hand) => {
      for (const section of keyset.sections) (await own.combined(hand, section)).fill(0);
    }, tell);
  }

  function hands(cards, need) {
    const found = [], chosen = [];
    const choose = (from) => {
      if (chosen.length === need) return found.push(chosen.slice());
      for (let place = from; place < cards.length && found.length < TRIALS; place++) {
        chosen.push(cards[place]);
        choose(place + 1);
        chosen.pop();
      }
      return found;
    };
    choose(0);
    const around = cards.concat(cards);
    return found.concat(cards.map((_card, place) => around.slice(place, place + need)));
  }

  // A card as scanned or typed; one that is damaged or foreign is told in a sentence.
  own.readCard = function (typed, keyset) {
    const whole = core.upright(typed), stop = whole.lastIndexOf("."), found = CARD.exec(whole.slice(0, stop));
    if (!whole.startsWith("MSK1."))
      throw new own.Refused(say("This is not a key card. Scan the code on a scrutineer's card."));
    if (!found || checkSum(whole.slice(0, stop)) !== whole.slice(stop + 1))
      throw new own.Refused(say("This card was not read whole. Scan it again, slowly, or type it once more."));
    if (found[1] !== keyset.name)
      throw new own.Refused(say("This card belongs to another key ceremony. Take the card of %(session)s."), {session: keyset.session});
    const pairs = found[5].slice(1).split(".").map((part) => part.split("-"));
    const shares = new Map(pairs.map((pair) => [pair[0], core.unbase32(pair[1]) || new Uint8Array(0)]));
    return {number: Number(found[2]), need: Number(found[3]), of: Number(found[4]), shares};
  };

  own.addCard = function (cards, card) {
    if (cards.some((other) => other.number === card.number))
      throw new own.Refused(say("Card %(number)d was read already. Take the card of another scrutineer."), {number: card.number});
    return cards.concat(card);
  };

  // The private key of a section from enough cards; it must be the one that ballots were sealed for.
  own.combined = async function (cards, section) {
    const need = Math.max(...cards.map((card) => card.need)), wrong = new own.Refused(WRONG, {section: section.id});
    const shares = cards.slice(0, need).map((card) => card.shares.get(section.id) || new Uint8Array(0));
    const secret = await shamir.combine(shares).catch(() => new Uint8Array(0));
    if (secret.length !== 32 || core.hex(nacl.box.keyPair.fromSecretKey(secret).publicKey) !== section.box) throw wrong;
    return secret;
  };
})(window.scrutiny, window.minsheng, window.nacl, window.shamir);
