// The way of a deputy through the ballot page: slip, ballot, review, sealed, sent until it is acknowledged, receipt.
// Marks and the slip's code live in memory alone and are dropped as soon as the ballot is sealed; only the sealed
// ballot is kept on the phone, until the box has acknowledged it.
(function (m, post, texts, made) {
  "use strict";

  const KEPT = "minsheng-sealed";
  const GIVE_WAY = 3;
  const MANIFEST = "minsheng-manifest/1", SUITE = 1;
  const POLL = 5000, LONGEST_WAIT = 8000, IDLE = 300000, RECEIPT_STAYS = 60000;
  const RESTS = ["start", "choose", "none", "waiting", "closed", "late", "void", "unknown", "foreign", "nowhere", "receipt", "used", "double", "trouble"];
  const IN_THE_BOX = ["accepted", "same"];
  const main = document.getElementById("main"), tools = document.getElementById("tools");
  const tablet = /[?&]tablet\b/.test(location.search);
  const state = {language: "zh", elder: false, screen: "opening", facts: {}, slip: null, manifest: null, marks: new Map(), turn: 0};

  // Showing

  function show(screen, facts, target) {
    state.screen = screen;
    state.facts = facts || {};
    draw();
    window.scrollTo(0, 0);
    const found = target && document.getElementById("option-" + target);
    if (found) found.scrollIntoView();
    const focus = found ? found.querySelector("input:checked") || found.querySelector("input") : main.querySelector("h1");
    if (focus) focus.focus();
    wait(screen === "ballot" || screen === "review" ? IDLE : RECEIPT_STAYS);
  }

  function draw() {
    const words = texts[state.language];
    const facts = Object.assign({manifest: state.manifest, marks: state.marks, tablet: tablet}, state.facts);
    document.documentElement.lang = words.lang;
    document.documentElement.className = (state.elder ? "elder " : "") + (tablet ? "tablet" : "");
    main.textContent = "";
    main.appendChild(made.screens[state.screen](words, facts, deeds));
    document.title = main.querySelector("h1").textContent + " · " + words.page;
    if (state.screen === "ballot") recount();
    tools.textContent = "";
    tools.appendChild(made.button(state.elder ? words.smaller : words.larger, () => change("elder", !state.elder), "tool"));
    tools.appendChild(made.button(words.other, () => change("language", state.language === "zh" ? "en" : "zh"), "tool"));
    if (tablet && state.screen !== "start" && state.screen !== "sending") tools.appendChild(made.button(words.again, begin, "tool"));
  }

  function change(name, value) {
    const code = document.getElementById("code");
    if (code) state.facts.typed = code.value;
    state[name] = value;
    draw();
    tools.querySelectorAll("button")[name === "elder" ? 0 : 1].focus();
  }

  function approvals() {
    return Array.from(state.marks.values()).filter((mark) => mark === "approve").length;
  }

  function tooMany() {
    const most = state.manifest.rules.most;
    return Boolean(most) && approvals() > most;
  }

  function recount() {
    made.count(texts[state.language], document.getElementById("count"), {manifest: state.manifest, marks: state.marks, approvals: approvals()});
  }

  // Beginning: what is left to send, then the slip

  function begin() {
    forget();
    const sealed = kept(), slip = m.readFragment(location.hash.slice(1));
    if (sealed) return deliver(sealed, slip);
    if (slip) return load(slip);
    if (tablet) {
      state.language = "zh";
      state.elder = /\/elder\//.test(location.pathname);
    }
    show("start");
  }

  function forget() {
    state.turn++;
    state.slip = state.manifest = null;
    state.marks = new Map();
    scanner.forget();
  }

  function typed(text) {
    const slip = m.readScan(text), code = m.readCode(text), words = texts[state.language];
    if (slip) return load(slip);
    if (code) return choose(code);
    const n = m.asSigns(text).length;
    show("start", {typed: text, error: n === 16 ? words.wrong : words.short.replace("{n}", n)});
    document.getElementById("code").focus();
  }

  function scanned(text) {
    const slip = m.readScan(text);
    if (RESTS.indexOf(state.screen) < 0) return false;
    if (slip) load(slip);
    else show("start", {error: texts[state.language].foreignScan});
    return true;
  }

  // Whoever types has not said which vote: the one that is open, or the one that is to open

  function choose(code) {
    state.slip = {code: code};
    tryOn(post.open, (boxes) => {
      const open = boxes.filter((box) => box.state === "open"), waiting = boxes.filter((box) => box.state === "waiting");
      const found = open.length ? open : waiting.length ? waiting : boxes;
      if (found.length === 1) load({code: code, mark: found[0].mark});
      else show(found.length ? "choose" : "none", {boxes: found, again: true});
    });
  }

  function load(slip) {
    state.slip = slip;
    tryOn(() => post.manifest(slip.mark), (found) => {
      if (found.state === "waiting" || !found.manifest) return others("waiting");
      const fault = unfit(found.manifest, slip);
      if (fault) return show(fault);
      state.manifest = found.manifest;
      slip.section = found.manifest.section;
      ask(slip);
    });
  }

  function unfit(manifest, slip) {
    if (manifest.format !== MANIFEST || manifest.suite !== SUITE || !m.MARKS[manifest.rules.form]) return "old";
    const isOurs = m.keyMark(m.unhex(manifest.box, 32)) === slip.mark && (!slip.section || slip.section === manifest.section);
    return isOurs ? "" : "foreign";
  }

  function ask(slip) {
    const to = box();
    tryOn(() => post.ask(m.ask(state.manifest, slip.code), to), (answer) => {
      if (answer.word === "unused") return show("ballot");
      settled("used", answer);
    });
  }

  function box() {
    return {mark: state.slip.mark, mh: m.hex(m.mhOf(state.manifest)), signer: state.manifest.signer};
  }

  function others(screen) {
    // Whoever scanned another field than that of the vote now on is told which it is.
    const turn = state.turn, mark = state.slip.mark;
    const tell = (boxes) => {
      if (turn !== state.turn) return;
      show(screen, {boxes: boxes.filter((one) => one.state === "open" && one.mark !== mark), again: screen !== "waiting" || tablet});
      if (screen === "waiting") watch(state.slip);
    };
    post.open().then(tell, () => tell([]));
  }

  function watch(slip) {
    // Quietly: the screen stays as it is until the vote opens.
    const turn = state.turn, again = () => turn === state.turn && watch(slip);
    const look = (found) => (found.manifest ? turn === state.turn && load(slip) : again());
    later(() => post.manifest(slip.mark).then(look, again), POLL * (0.75 + Math.random() / 2));
  }

  function settled(used, answer) {
    const about = state.manifest && {ballot: state.manifest.ballot, round: state.manifest.round};
    if (answer.word === "already") show(used, {receipt: answer.receipt, about: about});
    else if (answer.word === "closed" && used === "used") others("closed");
    else show(answer.word === "closed" ? "late" : answer.word, {again: true});
  }

  // Asking until there is an answer

  function tryOn(deed, done, tries) {
    const turn = state.turn, n = tries || 0;
    if (!n) show("opening");
    deed().then((found) => turn === state.turn && done(found), (trouble) => {
      if (turn !== state.turn) return;
      if (trouble.isMissing) return show("nowhere", {again: tablet});
      if (state.screen !== "trouble") show("trouble", {retry: true, again: tablet});
      later(() => tryOn(deed, done, n + 1), waitAfter(n, trouble.wait));
    });
  }

  function waitAfter(tries, least) {
    return Math.max((least || 0) * 1000, Math.min(LONGEST_WAIT, 1000 * Math.pow(2, tries)) * (0.75 + Math.random() / 2));
  }

  function later(deed, time) {
    // Sooner if the connection comes back or somebody presses the button.
    const turn = state.turn;
    clearTimeout(later.timer);
    later.deed = () => {
      clearTimeout(later.timer);
      later.deed = null;
      if (turn === state.turn) deed();
    };
    later.timer = setTimeout(later.deed, time);
  }

  function sooner() {
    if (later.deed) later.deed();
  }

  // Casting

  function review() {
    if (tooMany()) {
      recount();
      return;
    }
    history.pushState({review: true}, "", location.href);
    show("review");
  }

  function cast() {
    const sealed = {mark: state.slip.mark, mh: m.hex(m.mhOf(state.manifest)), signer: state.manifest.signer};
    sealed.cast = m.seal(state.manifest, plainMarks(), state.slip.code);
    state.marks = new Map();
    state.slip = null;
    keep(sealed);
    state.isLeaving = true;
    history.back();
    deliver(sealed);
  }

  function plainMarks() {
    const marks = Object.create(null);
    state.marks.forEach((mark, id) => (marks[id] = mark));
    return marks;
  }

  function deliver(sealed, next, tries) {
    const turn = state.turn, n = tries || 0, own = m.receipt(m.H(m.unhex(sealed.cast.ct)));
    state.next = isOther(next, sealed) ? next : null;
    if (!n) show("sending");
    post.cast(sealed.cast, sealed).then((answer) => {
      if (IN_THE_BOX.indexOf(answer.word) >= 0 && answer.receipt !== own) throw new Error("foreign");
      if (answer.word === "unused") throw new Error("foreign");
      drop(sealed);
      if (turn === state.turn) acknowledged(answer);
    }).catch((trouble) => {
      if (turn !== state.turn) return;
      if (trouble.isMissing) return missing(sealed);
      if (!state.facts.tries || n === GIVE_WAY) show("sending", {tries: n + 1, next: n >= GIVE_WAY && state.next});
      later(() => deliver(sealed, next, n + 1), waitAfter(n, trouble.wait));
    });
  }

  function acknowledged(answer) {
    const about = state.manifest && {ballot: state.manifest.ballot, round: state.manifest.round};
    if (!state.next) clean();
    if (IN_THE_BOX.indexOf(answer.word) >= 0) show("receipt", {receipt: answer.receipt, about: about, next: state.next});
    else settled("double", answer);
  }

  function missing(sealed) {
    // There is no such box here any more, say of a rehearsal; its ballot must not stand in the way of the next one.
    drop(sealed);
    if (state.next) load(state.next);
    else show("nowhere", {again: tablet});
  }

  function isOther(slip, sealed) {
    return slip && m.hex(m.slipKeys(slip.section, slip.code).publicKey) !== sealed.cast.pk;
  }

  // What is kept on the phone: the sealed ballot alone

  function keep(sealed) {
    keep.held = sealed;
    try {
      localStorage.setItem(KEPT, JSON.stringify(sealed));
    } catch (error) {
      // A private window keeps nothing: the ballot then lives as long as the page.
    }
  }

  function kept() {
    try {
      const sealed = JSON.parse(localStorage.getItem(KEPT));
      if (isSealed(sealed)) keep.held = sealed;
    } catch (error) {
      // As above.
    }
    return keep.held || null;
  }

  function isSealed(kept) {
    return Boolean(kept && kept.cast && m.unhex(kept.cast.ct) && m.unhex(kept.mh, 32) && m.unhex(kept.signer, 32));
  }

  function drop(sealed) {
    // Another window may keep another ballot by now.
    const now = kept();
    if (now && now.cast.sig !== sealed.cast.sig) return;
    keep.held = null;
    try {
      localStorage.removeItem(KEPT);
    } catch (error) {
      // As above.
    }
  }

  // The address forgets the slip once its ballot is sealed

  function clean() {
    history.replaceState(null, "", location.pathname + location.search);
  }

  function wentBack() {
    if (state.isLeaving) clean();
    else if (state.screen === "review") show("ballot", {}, state.target);
    state.isLeaving = false;
    state.target = null;
  }

  // A tablet in the hall forgets everything when nobody touches it any more

  function wait(time) {
    clearTimeout(wait.timer);
    wait.time = time;
    const isOpen = state.screen === "start" || state.screen === "sending" || state.screen === "waiting";
    if (tablet && !isOpen) wait.timer = setTimeout(begin, time);
  }

  const deeds = {
    typed, review, cast,
    again: begin,
    retry: () => {
      show(state.screen === "sending" ? "sending" : "opening");
      sooner();
    },
    chosen: (mark) => load({code: state.slip.code, mark: mark}),
    next: () => {
      forget();
      load(state.next);
    },
    marked: (id, mark) => {
      state.marks.set(id, mark);
      recount();
    },
    change: (id) => {
      state.target = id;
      history.back();
    }
  };
  const scanner = window.ballotScanner(scanned);

  window.addEventListener("hashchange", () => m.readFragment(location.hash.slice(1)) && begin());
  window.addEventListener("popstate", wentBack);
  window.addEventListener("online", sooner);
  document.addEventListener("visibilitychange", () => document.hidden || sooner());
  ["pointerdown", "touchstart", "keydown", "scroll"].forEach((name) => window.addEventListener(name, () => wait(wait.time), {passive: true}));
  if (/\/elder\//.test(location.pathname)) state.elder = true;
  if (/\/en\//.test(location.pathname)) state.language = "en";
  if (!window.crypto || !window.TextDecoder || !window.fetch || !"".normalize) show("unfit");
  else begin();
})(window.minsheng, window.ballotPost, window.ballotWords, window.ballotScreens);
