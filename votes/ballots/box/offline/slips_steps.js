// 印票, step by step.
(function (own, core) {
  "use strict";

  const say = own.say, kept = own.kept;

  own.beginSlips = function () {
    own.does("slips-ask", async (form) => {
      const host = form.elements.host.value.trim(), number = Number(form.elements.number.value);
      own.checkPrinting(number, host);
      kept.keyset = own.readKeyset(await own.given(form, "keys"));
      if (kept.keyset.sections.length > own.COLOURS.length)
        throw new own.Refused(say("A slip has room for %(most)d votes. Leave some out."), {most: own.COLOURS.length});
      kept.printing = {host: host.replace(/\/+$/, ""), number};
      own.tell("slips-draw-say", say("Now %(n)d slips are drawn at random and laid out for printing."), {n: number});
      own.step("slips-draw");
    });
    own.does("slips-draw", async (form) => {
      const tell = own.progress(form), codes = own.newCodes(kept.printing.number), lists = [];
      for (const section of kept.keyset.sections) lists.push(await own.listOf(section.id, codes, tell));
      kept.sheets = await own.slipSheets(kept.keyset, codes, kept.printing.host, tell);
      showSlips(lists);
    });
    own.by("slips-print").addEventListener("click", () => own.print(...kept.sheets));
  };

  function showSlips(lists) {
    own.facts("slips-roots", lists.map((list) => [
      own.told(say("Section %(id)s, %(n)d slips, root"), {id: list.id, n: list.count}), core.fingerprint(core.unhex(list.root))]));
    own.offer("slips-file", "slips.json", own.slipFile(kept.keyset, lists));
    own.step("slips-write");
  }
})(window.scrutiny, window.minsheng);
