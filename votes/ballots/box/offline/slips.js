// M2: slips drawn at random; the box gets their sorted public keys and nothing else.
(function (own, core, nacl) {
  "use strict";

  const say = own.say;
  const FORMAT = "minsheng-slips/1", BYTES = 10, MOST = 5000, LONGEST_HOST = 60;

  own.checkPrinting = function (number, host) {
    if (!(Number.isInteger(number) && number >= 1 && number <= MOST))
      throw new own.Refused(say("Print 1 to %(most)d slips at once."), {most: MOST});
    if (!host.startsWith("https://") || host.length > LONGEST_HOST)
      throw new own.Refused(say("%(host)s is no address that phones open. Give it as https://votes.example."), {host});
  };

  own.newCodes = (number) => Array.from({length: number}, () => core.base32(nacl.randomBytes(BYTES)));

  // The list of one section, sorted, so that no order tells which slip a key belongs to.
  own.listOf = async function (section, codes, tell) {
    const keys = await own.each(codes, (code) => core.hex(core.slipKeys(section, code).publicKey), tell);
    keys.sort();
    return {id: section, count: keys.length, root: own.rootOf(keys), keys};
  };

  own.slipFile = function (keyset, lists) {
    return own.canonical(own.map({format: FORMAT, set: keyset.name, sections: lists.map(own.map)})) + "\n";
  };

  // The box must hold the very list that this laptop has kept since the printing: all else in it comes from the server.
  own.checkPrinted = function (plain, keyset, box) {
    const top = new own.Field("slips", plain), manifest = box.manifest;
    top.isFile(FORMAT, "slips.json");
    if (top.at("set").text() !== keyset.name)
      throw new own.Refused(say("The keys and the list of slips are of two printings. Take keys.json and slips.json of this sitting."));
    const printed = top.at("sections").some().find((entry) => entry.at("id").value === manifest.section);
    const keys = printed ? own.readKeys(printed.at("keys")) : [];
    if (keys.length !== box.listed.size || keys.some((key) => !box.listed.has(key)))
      throw new own.Refused(say("The box holds another list of slips than the one printed here. Open nothing, and tell the chair."));
  };

  own.slipAddress = (host, section, code) =>
    host + "/b#" + section.id + "." + code + "." + core.keyMark(core.unhex(section.box));
})(window.scrutiny, window.minsheng, window.nacl);
