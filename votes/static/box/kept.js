// What the browser keeps: sealed ballots alone, each from its sealing until the box has acknowledged it.
window.ballotKept = (function (m) {
  "use strict";

  const KEPT = "minsheng-sealed";
  let held = [];

  function keep(sealed) {
    hold(sealed);
    write(kept());
  }

  function kept() {
    try {
      JSON.parse(localStorage.getItem(KEPT)).filter(isSealed).forEach(hold);
    } catch (error) {
      // A private window keeps nothing: a ballot then lives as long as the page.
    }
    return held;
  }

  function hold(sealed) {
    if (!held.some((one) => one.cast.sig === sealed.cast.sig)) held = held.concat(sealed);
  }

  function isSealed(one) {
    return Boolean(one && one.cast && m.unhex(one.cast.ct) && m.unhex(one.mh, 32) && m.unhex(one.signer, 32));
  }

  function drop(sealed) {
    // Another window may keep another ballot by now.
    held = kept().filter((one) => one.cast.sig !== sealed.cast.sig);
    write(held);
  }

  function write(ballots) {
    try {
      if (ballots.length) localStorage.setItem(KEPT, JSON.stringify(ballots));
      else localStorage.removeItem(KEPT);
    } catch (error) {
      // As above.
    }
  }

  return {keep, kept, drop};
})(window.minsheng);
