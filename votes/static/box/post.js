// How the ballot page talks to the ballot box: what is open, the manifest, a question, a ballot. Never who, never what.
window.ballotPost = (function (m) {
  "use strict";

  const PATIENCE = 10000, LONGEST_WAIT = 8000;
  const IN_THE_BOX = ["accepted", "same"];

  function inTime(promise) {
    // Not every phone of that age can break off a request.
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error("late")), PATIENCE);
      const over = (next) => (value) => {
        clearTimeout(timer);
        next(value);
      };
      promise.then(over(done), over(fail));
    });
  }

  function request(path, body) {
    const how = {method: body ? "POST" : "GET", credentials: "omit", referrerPolicy: "no-referrer", redirect: "error"};
    how.cache = body ? "no-store" : "no-cache";
    if (body) {
      how.body = body;
      how.headers = {"Content-Type": "application/json"};
    }
    return inTime(fetch("b/" + path, how)).then((answer) => {
      if (answer.status === 200) return answer;
      const trouble = new Error(String(answer.status));
      trouble.isMissing = answer.status === 404;
      trouble.wait = Number(answer.headers.get("Retry-After")) || 0;
      throw trouble;
    });
  }

  function open() {
    return request("open.json").then((answer) => inTime(answer.json())).then((found) => found.boxes);
  }

  function manifest(mark) {
    return request(mark + "/manifest.json").then((answer) => inTime(answer.json()));
  }

  function say(deed, message, to) {
    // Whatever this box did not sign is as good as no answer: a hotspot's own page, say.
    return request(to.mark + "/" + deed, m.canonical(message)).then((answer) => inTime(answer.arrayBuffer())).then((data) => {
      const found = m.readAnswer(new Uint8Array(data), m.unhex(to.mh, 32), m.unhex(to.signer, 32));
      if (!found) throw foreign();
      return found;
    });
  }

  function foreign() {
    const trouble = new Error("foreign");
    trouble.isForeign = true;
    return trouble;
  }

  function cast(sealed) {
    const own = m.receipt(m.H(m.unhex(sealed.cast.ct)));
    return say("cast", sealed.cast, sealed).then((answer) => {
      answer.isIn = IN_THE_BOX.indexOf(answer.word) >= 0;
      if (answer.word === "unused" || (answer.isIn && answer.receipt !== own)) throw foreign();
      return answer;
    });
  }

  function beside(others, done) {
    // Ballots that stand back for another go on being sent. Only that one is in the box is settled quietly; whatever
    // else is answered must be told, when the page is opened again.
    clearTimeout(beside.timer);
    const found = others();
    found.forEach((sealed) => cast(sealed).then((answer) => answer.isIn && done(sealed), () => {}));
    if (found.length) beside.timer = setTimeout(() => beside(others, done), LONGEST_WAIT);
  }

  // Trying again: one thing at a time waits for its moment

  function waitAfter(tries, least) {
    return Math.max((least || 0) * 1000, Math.min(LONGEST_WAIT, 1000 * Math.pow(2, tries)) * (0.75 + Math.random() / 2));
  }

  function later(deed, time) {
    // Sooner if the connection comes back or somebody presses the button.
    clearTimeout(later.timer);
    later.deed = () => {
      clearTimeout(later.timer);
      later.deed = null;
      deed();
    };
    later.timer = setTimeout(later.deed, time);
  }

  function sooner() {
    if (later.deed) later.deed();
  }

  function never() {
    clearTimeout(later.timer);
    later.deed = null;
  }

  return {
    open, manifest, cast, beside, waitAfter, later, sooner, never,
    ask: (question, to) => say("ask", question, to)
  };
})(window.minsheng);
