// The way of a deputy through the ballot page: slip, ballot, review, sealed, sent until it is acknowledged, receipt.
// Marks and the slip's code live in memory alone and are dropped as soon as the ballot is sealed; only the sealed
// ballot is kept on the phone, until the box has acknowledged it under its signature.
(function (m, post, phone, texts, made) {
  "use strict";

  const GIVE_WAY = 3;
  const MANIFEST = "minsheng-manifest/1", SUITE = 1;
  const POLL = 5000;
  const RESTS = ["start", "choose", "none", "waiting", "closed", "late", "void", "unknown", "foreign", "nowhere", "receipt", "used", "double", "trouble"];
  const state = {passed: [], untried: [], tablet: /[?&]tablet\b/.test(location.search), language: "zh", elder: false, screen: "opening", facts: {}, slip: null, manifest: null, marks: new Map(), turn: 0};

  // Beginning: what is left to send, then the slip

  function begin() {
    forget();
    const sealed = phone.kept().filter((one) => state.passed.indexOf(one.cast.sig) < 0).pop(), slip = m.readFragment(location.hash.slice(1));
    if (sealed) return deliver(sealed, slip);
    if (slip) return load(slip);
    if (state.tablet) {
      state.language = "zh";
      state.elder = /\/elder\//.test(location.pathname);
    }
    stage.show("start");
  }

  function forget() {
    state.turn++;
    state.isOneOfSeveral = false;
    state.untried = [];
    post.never();
    state.slip = state.manifest = null;
    state.marks = new Map();
    scanner.forget();
  }

  function typed(text) {
    const slip = m.readScan(text), code = m.readCode(text), words = texts[state.language];
    if (slip || code) forget();
    if (slip) return load(slip);
    if (code) return choose(code);
    const n = m.asSigns(text).length;
    stage.show("start", {typed: text, error: n === 16 ? words.wrong : words.short.replace("{n}", n)});
    document.getElementById("code").focus();
  }

  function scanned(text) {
    const slip = m.readScan(text);
    if (RESTS.indexOf(state.screen) < 0) return false;
    forget();
    if (slip) load(slip);
    else stage.show("start", {error: texts[state.language].foreignScan});
    return true;
  }

  // Whoever types has not said which vote: the one that is open, or the one that is to open. Whether the slip is of a
  // rehearsal that is on, its box knows; nobody else is offered it.

  function choose(code) {
    state.slip = {code: code};
    tryOn(post.open, (boxes) => {
      const real = boxes.filter((box) => !box.rehearsal), open = real.filter((box) => box.state === "open"), waiting = real.filter((box) => box.state === "waiting");
      const found = open.length ? open : waiting.length ? waiting : real;
      const rehearsed = boxes.filter((box) => box.rehearsal).map((box) => () => load({code: code, mark: box.mark}));
      const offered = () => offer(code, found);
      state.untried = open.length || !rehearsed.length ? [offered].concat(rehearsed) : found.length ? rehearsed.concat(offered) : rehearsed;
      state.untried.shift()();
    });
  }

  function offer(code, found) {
    state.isOneOfSeveral = found.length > 1;
    if (found.length === 1) load({code: code, mark: found[0].mark});
    else stage.show(found.length ? "choose" : "none", {boxes: found, again: true});
  }

  function load(slip) {
    state.slip = slip;
    tryOn(() => post.manifest(slip.mark), (found) => {
      if (found.state === "waiting" || !found.manifest) return others("waiting");
      const fault = unfit(found.manifest, slip);
      if (fault) return stage.show(fault);
      state.manifest = found.manifest;
      slip.section = found.manifest.section;
      ask(slip);
    });
  }

  function unfit(manifest, slip) {
    if (manifest.format !== MANIFEST || manifest.suite !== SUITE || !m.MARKS[(manifest.rules || {}).form]) return "old";
    const isOurs = m.keyMark(m.unhex(manifest.box, 32)) === slip.mark && (!slip.section || slip.section === manifest.section);
    return isOurs ? "" : "foreign";
  }

  function ask(slip) {
    const to = box();
    tryOn(() => post.ask(m.ask(state.manifest, slip.code), to), (answer) => {
      if (answer.word === "unused") return stage.show("ballot");
      if (answer.word === "unknown" && state.untried.length) return state.untried.shift()();
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
      stage.show(screen, {boxes: boxes.filter((one) => one.state === "open" && one.mark !== mark && !one.rehearsal), again: screen !== "waiting" || state.tablet});
      if (screen === "waiting") watch(state.slip);
    };
    post.open().then(tell, () => tell([]));
  }

  function watch(slip) {
    // Quietly: the screen stays as it is until the vote opens.
    const turn = state.turn, again = () => turn === state.turn && watch(slip);
    const look = (found) => (found.manifest ? turn === state.turn && load(slip) : again());
    post.later(() => post.manifest(slip.mark).then(look, again), POLL * (0.75 + Math.random() / 2));
  }

  function settled(used, answer) {
    const about = state.manifest && {ballot: state.manifest.ballot, round: state.manifest.round};
    if (answer.word === "already") already(used, {receipt: answer.receipt, about: about});
    else if (answer.word === "closed" && used === "used") others("closed");
    else stage.show(answer.word === "closed" ? "late" : answer.word, {again: true});
  }

  function already(used, facts) {
    // Whoever scans the field of a vote that is over, while the next one is on, is told of that one.
    const turn = state.turn, mark = state.slip && state.slip.mark, congress = state.manifest && state.manifest.congress;
    const isNext = (one) => one.state === "open" && one.mark !== mark && one.congress === congress;
    const tell = (boxes) => boxes.length && turn === state.turn && stage.show(used, Object.assign({boxes: boxes}, facts));
    stage.show(used, facts);
    if (used === "used" && mark) post.open().then((boxes) => tell(boxes.filter(isNext)), () => {});
  }

  // Asking until there is an answer

  function tryOn(deed, done, tries) {
    const turn = state.turn, n = tries || 0;
    if (!n) stage.show("opening");
    deed().then((found) => turn === state.turn && done(found), (trouble) => {
      if (turn !== state.turn) return;
      if (trouble.isMissing) return stage.show("nowhere", {again: state.tablet});
      if (state.screen !== "trouble") stage.show("trouble", {retry: true, again: state.tablet});
      post.later(() => tryOn(deed, done, n + 1), post.waitAfter(n, trouble.wait));
    });
  }

  // Casting

  function review() {
    if (made.tooMany(state)) {
      stage.recount();
      return;
    }
    history.pushState({review: true}, "", location.href);
    stage.show("review");
  }

  function cast() {
    const sealed = {mark: state.slip.mark, mh: m.hex(m.mhOf(state.manifest)), signer: state.manifest.signer};
    sealed.cast = m.seal(state.manifest, plainMarks(), state.slip.code);
    state.marks = new Map();
    state.slip = null;
    phone.keep(sealed);
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
    const turn = state.turn, n = tries || 0;
    state.next = isOther(next, sealed) ? next : null;
    state.sending = sealed.cast.sig;
    if (!n) {
      stage.show("sending");
      post.beside(passedOver, phone.drop);
    }
    post.cast(sealed).then((answer) => {
      if (turn === state.turn || answer.isIn) phone.drop(sealed);
      if (turn === state.turn) acknowledged(answer);
    }).catch((trouble) => {
      if (turn !== state.turn) return;
      // No such box, or another one: of a rehearsal that was cleared away, or somebody's lie, for this box has signed
      // nothing. So the ballot is kept and sent on, but does not stand in the way of the next one.
      const gone = Boolean(trouble.isMissing || trouble.isForeign || state.facts.gone), isNew = gone && !state.facts.gone;
      if (!state.facts.tries || n === GIVE_WAY || isNew) stage.show("sending", {tries: n + 1, gone: gone, next: (gone || n >= GIVE_WAY) && state.next});
      post.later(() => deliver(sealed, next, n + 1), post.waitAfter(n, trouble.wait));
    });
  }

  function acknowledged(answer) {
    const about = state.manifest && {ballot: state.manifest.ballot, round: state.manifest.round};
    if (!state.next) clean();
    if (answer.isIn) stage.show("receipt", {receipt: answer.receipt, about: about, next: state.next, more: state.isOneOfSeveral});
    else settled("double", answer);
  }

  function passedOver() {
    return phone.kept().filter((one) => one.cast.sig !== state.sending);
  }

  function pass() {
    // Whoever goes on with another slip; the ballot stands back and is sent beside it.
    state.passed.push(state.sending);
    state.sending = "";
    post.beside(passedOver, phone.drop);
  }

  function isOther(slip, sealed) {
    return slip && m.hex(m.slipKeys(slip.section, slip.code).publicKey) !== sealed.cast.pk;
  }

  // The address forgets the slip once its ballot is sealed

  function clean() {
    history.replaceState(null, "", location.pathname + location.search);
  }

  function wentBack() {
    if (state.isLeaving) clean();
    else if (state.screen === "review") stage.show("ballot", {}, state.target);
    state.isLeaving = false;
    state.target = null;
  }

  const deeds = {
    typed, review, cast,
    again: () => {
      pass();
      clean();
      begin();
    },
    retry: () => {
      stage.show(state.screen === "sending" ? "sending" : "opening");
      post.sooner();
    },
    chosen: (mark) => load({code: state.slip.code, mark: mark}),
    next: () => {
      pass();
      forget();
      load(state.next);
    },
    marked: (id, mark) => {
      state.marks.set(id, mark);
      stage.recount();
    },
    change: (id) => {
      state.target = id;
      history.back();
    }
  };
  const stage = window.ballotStage(state, deeds, made, texts), scanner = window.ballotScanner(scanned);

  window.addEventListener("hashchange", () => m.readFragment(location.hash.slice(1)) && begin());
  window.addEventListener("popstate", wentBack);
  window.addEventListener("online", post.sooner);
  document.addEventListener("visibilitychange", () => document.hidden || post.sooner());
  if (/\/elder\//.test(location.pathname)) state.elder = true;
  if (/\/en\//.test(location.pathname)) state.language = "en";
  if (!window.crypto || !window.TextDecoder || !window.fetch || !"".normalize) stage.show("unfit");
  else begin();
})(window.minsheng, window.ballotPost, window.ballotKept, window.ballotWords, window.ballotScreens);
