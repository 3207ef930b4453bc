// What each screen of the ballot page looks like; built of elements alone, never of text read as markup.
window.ballotScreens = (function (m) {
  "use strict";

  const SHAPES = {approve: "○", oppose: "×", abstain: "△", satisfied: "○", basic: "△", dissatisfied: "×"};
  const NEITHER = "—";
  const HANZI_ROUNDS = 10;

  function el(name, facts, ...inside) {
    const made = document.createElement(name);
    Object.keys(facts || {}).forEach((key) => {
      if (typeof facts[key] === "function") made.addEventListener(key, facts[key]);
      else if (facts[key] !== false && facts[key] !== undefined) made.setAttribute(key, facts[key]);
    });
    inside.forEach((part) => part && made.appendChild(typeof part === "string" ? document.createTextNode(part) : part));
    return made;
  }

  function fill(words, facts) {
    return words.replace(/\{(\w+)\}/g, (all, name) => facts[name]);
  }

  function rich(name, facts, words) {
    // Every second part between ** is bold.
    return el(name, facts, ...words.split("**").map((part, place) => (place % 2 ? el("b", {}, part) : part)));
  }

  function button(words, deed, kind) {
    return el("button", {type: "button", class: kind || "btn", click: deed}, words);
  }

  function head(words, manifest) {
    const named = manifest && [manifest.congress, roundName(words, manifest.round), words.secret].join(" · ");
    return el("p", {class: "crumb"}, named || words.secret);
  }

  function roundName(words, number) {
    const name = words.rounds && number <= HANZI_ROUNDS ? words.rounds[number] : String(number);
    return fill(words.round, {n: name});
  }

  function title(words) {
    return el("h1", {tabindex: "-1"}, words);
  }

  // Screens that only tell something

  function plain(words, said, facts, ...more) {
    const lines = said.slice(1).map((line) => el("p", {}, line));
    return el("div", {}, head(words, facts.manifest), title(said[0]), ...lines, ...more, el("p", {class: "help"}, words.help));
  }

  function start(words, facts, deeds) {
    const error = facts.error && el("p", {class: "error", id: "error", role: "alert"}, facts.error);
    const input = el("input", {
      id: "code", value: facts.typed || "", autocomplete: "off", autocapitalize: "characters", autocorrect: "off", spellcheck: "false", enterkeyhint: "go",
      maxlength: "200", input: () => (hint.textContent = input.value ? fill(words.soFar, {n: m.asSigns(input.value).length}) : words.typing), "aria-describedby": error ? "error hint" : "hint", "aria-invalid": error ? "true" : false
    });
    const hint = el("p", {class: "hint", id: "hint"}, words.typing);
    const submit = (event) => {
      event.preventDefault();
      deeds.typed(input.value);
    };
    const form = el("form", {submit: submit, novalidate: "", autocomplete: "off"},
      el("label", {for: "code"}, words.typed), hint, error, input,
      el("button", {class: "btn", type: "submit"}, words.open));
    return plain(words, facts.tablet ? words.tablet : words.start, facts, form);
  }

  function choose(words, facts, deeds) {
    const list = el("ul", {class: "choices"});
    facts.boxes.forEach((box) => {
      const name = box.ballot + " · " + roundName(words, box.round);
      list.appendChild(el("li", {}, button(name, () => deeds.chosen(box.mark), "choice"), el("small", {}, box.congress)));
    });
    return plain(words, words.choose, facts, list);
  }

  function now(words, facts) {
    return (facts.boxes || []).map((box) => el("p", {class: "note"}, fill(words.now, {what: box.ballot + " " + roundName(words, box.round)})));
  }

  function told(name) {
    return (words, facts, deeds) => {
      const said = facts.boxes && facts.boxes.length ? words[name + "Here"] : words[name];
      return plain(words, said, facts, ...now(words, facts), facts.retry && button(words.retry, deeds.retry), facts.again && button(words.again, deeds.again));
    };
  }

  function unsent(words, facts, deeds) {
    const on = (facts.next || facts.gone) && el("p", {}, button(words.nextSlip, facts.next ? deeds.next : deeds.again, "btn alt"));
    return plain(words, facts.gone ? words.gone : facts.tries ? words.unsent : words.sending, facts, facts.tries ? el("p", {}, button(words.sendNow, deeds.retry)) : null, on);
  }

  // The ballot

  function cost(words, wan) {
    return wan === null ? "" : fill(words.wan, {n: String(wan).replace(/\B(?=(\d{3})+$)/g, ",")});
  }

  function about(words, one) {
    // The first line says what is done, the second by whom and where, a third what residents chose.
    const lines = one.text.split("\n"), where = [lines[1], cost(words, one.cost)].filter(Boolean).join(" · ");
    const small = [where].concat(lines.slice(2)).filter(Boolean).map((line) => el("small", {}, line));
    return lines[0] || small.length ? el("p", {}, lines[0], ...small) : null;
  }

  function shape(form, mark) {
    return form === "rating" && mark === "abstain" ? NEITHER : SHAPES[mark];
  }

  function option(words, one, marks, facts, deeds) {
    const boxes = marks.map((mark) => {
      const input = el("input", {type: "radio", name: "o" + one.id, value: mark, change: () => deeds.marked(one.id, mark)});
      input.checked = facts.marks.get(one.id) === mark;
      return el("label", {}, input, el("span", {"data-m": shape(facts.manifest.rules.form, mark)}, words.marks[mark]));
    });
    return el("fieldset", {class: "vote", id: "option-" + one.id}, el("legend", {}, el("span", {}, one.id), one.title), about(words, one),
      el("div", {class: "marks of" + boxes.length}, ...boxes));
  }

  function lead(words, manifest) {
    const rules = manifest.rules, said = words.lead;
    const first = rules.form === "rating" ? said.rating : rules.most ? said.most : said.free;
    return rich("p", {class: "lead"}, fill(first, {all: manifest.options.length, most: rules.most}) + said.blank + said.names);
  }

  function ballot(words, facts, deeds) {
    const manifest = facts.manifest, marks = m.MARKS[manifest.rules.form];
    const form = el("form", {submit: (event) => event.preventDefault(), autocomplete: "off"});
    manifest.options.forEach((one) => form.appendChild(option(words, one, marks, facts, deeds)));
    const code = m.fingerprint(m.H(m.unhex(manifest.box)));
    form.appendChild(el("p", {class: "check"}, fill(words.check, {code: code})));
    form.appendChild(el("div", {class: "tally"}, el("div", {id: "count"}), button(words.review, deeds.review)));
    return el("div", {}, head(words, manifest), title(manifest.ballot), lead(words, manifest), form);
  }

  function tooMany(facts) {
    const approvals = Array.from(facts.marks.values()).filter((mark) => mark === "approve").length;
    return facts.manifest.rules.most ? Math.max(0, approvals - facts.manifest.rules.most) : 0;
  }

  function count(words, place, facts) {
    const rules = facts.manifest.rules, rating = rules.form === "rating", limit = !rating && rules.most, over = tooMany(facts);
    const n = Array.from(facts.marks.values()).filter((mark) => rating || mark === "approve").length;
    const said = over ? fill(words.over, {n: over, most: limit}) : fill(rating ? words.count.rating : words.count.approve, {n: n});
    const small = fill(limit ? words.most : words.all, {most: limit, all: facts.manifest.options.length});
    place.setAttribute("role", over ? "alert" : "status");
    place.parentNode.className = over ? "tally over" : "tally";
    place.textContent = "";
    place.appendChild(rich("p", {}, said));
    if (!over) place.appendChild(el("p", {class: "small"}, small));
  }

  // Review

  function group(words, said, options, deeds, change) {
    if (!options.length) return null;
    const rows = options.map((one) => el("li", {}, el("span", {class: "no"}, one.id), el("span", {class: "t"}, one.title),
      el("button", {type: "button", class: "change", "aria-label": change + "：" + one.id + " " + one.title, click: () => deeds.change(one.id)}, change)));
    return el("section", {}, el("h2", {}, said), el("ol", {class: "rows"}, ...rows));
  }

  function review(words, facts, deeds) {
    const options = facts.manifest.options, marks = m.MARKS[facts.manifest.rules.form];
    const groups = marks.map((mark) => {
      const found = options.filter((one) => facts.marks.get(one.id) === mark);
      const said = fill(words.group, {mark: shape(facts.manifest.rules.form, mark) + " " + words.marks[mark], n: found.length});
      return group(words, said, found, deeds, words.change);
    });
    const rest = options.filter((one) => !facts.marks.has(one.id));
    const blank = group(words, fill(words.unmarked, {n: rest.length}), rest, deeds, words.choose_one);
    const hint = rest.length ? el("p", {}, rest.length === options.length ? words.allBlank : words.unmarkedHint) : null;
    const foot = el("div", {class: "tally"}, el("p", {}, words.final), button(words.cast, deeds.cast));
    return el("div", {}, el("p", {class: "crumb"}, button(words.back, () => deeds.change(null), "change")), title(words.look), ...groups, blank, hint, foot);
  }

  // Receipt

  function receipt(name) {
    return (words, facts, deeds) => {
      const done = name === "receipt", said = done && facts.tablet ? [words.receipt[0], words.tabletReceipt] : facts.boxes ? words[name + "Here"] : words[name];
      const number = facts.receipt.slice(0, 5) + " " + facts.receipt.slice(5);
      const box = el("p", {class: "receipt"}, words.number, el("b", {}, number), el("small", {}, facts.about ? facts.about.ballot + " " + roundName(words, facts.about.round) : ""));
      const on = facts.next ? button(words.nextSlip, deeds.next) : facts.tablet ? button(words.nextVoter, deeds.again) :
        facts.more ? button(words.otherVote, deeds.again, "btn alt") : null;
      return el("div", {class: done ? "done" : ""}, head(words, facts.manifest), title(said[0]), ...now(words, facts), el("p", {}, said[1]), box, on,
        el("h2", {}, words.why), el("p", {}, words.proves), el("p", {}, words.hides),
        el("p", {class: "help"}, facts.tablet ? words.help : words.rescan + words.help));
    };
  }

  const screens = {start, choose, ballot, review, sending: unsent, receipt: receipt("receipt"), used: receipt("used"), double: receipt("double")};
  ["opening", "none", "waiting", "closed", "late", "void", "unknown", "foreign", "nowhere", "unfit", "old", "trouble"].forEach((name) => (screens[name] = told(name)));
  return {screens, count, tooMany, button};
})(window.minsheng);
