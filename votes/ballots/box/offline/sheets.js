// Cards, slips and the report on paper, always in Chinese, as the command prints them.
(function (own, core, qrcode) {
  "use strict";

  const say = own.say, SVG = "http://www.w3.org/2000/svg", QUIET = 4;
  own.COLOURS = [["blue", say("Blue")], ["yellow", say("Yellow")], ["green", say("Green")], ["pink", say("Pink")]];

  // A QR code with error correction M: 15 % may be dirt or a fold. After a # only capital signs stand, which need less room.
  own.qr = function (text, title) {
    const made = qrcode(0, "M"), hash = text.indexOf("#") + 1;
    if (hash) made.addData(text.slice(0, hash), "Byte");
    made.addData(text.slice(hash), "Alphanumeric");
    made.make();
    const size = made.getModuleCount() + 2 * QUIET, svg = drawn("svg", {viewBox: "0 0 " + size + " " + size,
      "shape-rendering": "crispEdges", role: "img", "aria-label": title, class: "qr"});
    svg.appendChild(drawn("path", {fill: "#fff", d: "M0 0h" + size + "v" + size + "H0z"}));
    svg.appendChild(drawn("path", {fill: "#000", d: pathOf(made)}));
    return svg;
  };

  function drawn(name, about) {
    const made = document.createElementNS(SVG, name);
    Object.keys(about).forEach((key) => made.setAttribute(key, about[key]));
    return made;
  }

  function pathOf(made) {
    const size = made.getModuleCount();
    let path = "";
    for (let row = 0; row < size; row++) {
      for (let start = 0; start < size; start++) {
        let end = start;
        while (end < size && made.isDark(row, end)) end++;
        if (end > start) path += "M" + (start + QUIET) + " " + (row + QUIET) + "h" + (end - start) + "v1h" + (start - end) + "z";
        start = end;
      }
    }
    return path;
  }

  const line = (name, text) => own.element("p", name ? {class: name} : null, text);
  const inFours = (text, between) => text.match(/.{1,4}/g).join(between);

  // One card a sheet, so that nobody prints more than one.
  own.cardSheet = function (keyset, number, text) {
    const sheet = own.element("section", {class: "sheet key"}, own.qr(text, own.chinese(say("Key card"))));
    sheet.appendChild(own.element("h2", null, own.chinese(say("Key card")) + " " + number));
    sheet.appendChild(line("", keyset.session));
    sheet.appendChild(line("", own.chinese(
      say("%(need)d of %(of)d cards open the ballot box. Keep this one on you; do not show it and do not photograph it."),
      {need: keyset.need, of: keyset.cards})));
    own.fingerprints(keyset).forEach((row) => sheet.appendChild(own.element("p", null, row.id + "　" + row.title,
      own.element("br"), own.chinese(say("Fingerprint %(fingerprint)s"), row))));
    sheet.appendChild(line("typed", inFours(text, " ")));
    return sheet;
  };

  own.fingerprints = (keyset) => keyset.sections.map((section) =>
    ({id: section.id, title: section.title, fingerprint: core.fingerprint(core.H(core.unhex(section.box)))}));

  // Four slips a sheet; nothing tells one from another but its code.
  own.slipSheets = async function (keyset, codes, host, tell) {
    const slips = await own.each(codes, (code) => slip(keyset, code, host), tell), sheets = [];
    for (let place = 0; place < slips.length; place += 4)
      sheets.push(own.element("section", {class: "sheet draws"}, ...slips.slice(place, place + 4)));
    return sheets;
  };

  function slip(keyset, code, host) {
    const made = own.element("div", {class: "draw"}, line("", keyset.session));
    keyset.sections.forEach((section, place) => {
      const colour = own.COLOURS[place], name = own.chinese(colour[1]);
      made.appendChild(own.element("div", {class: "field " + colour[0]}, own.element("span", null, name + "　" + section.title),
        own.qr(own.slipAddress(host, section, code), name)));
    });
    made.appendChild(line("", own.chinese(say("Scan the field of the vote that is open, or type: %(address)s"), {address: host + "/b"})));
    made.appendChild(line("typed", inFours(code, "-")));
    return made;
  }
})(window.scrutiny, window.minsheng, window.qrcode);
