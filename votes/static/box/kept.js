// What the browser keeps: the sealed ballot alone, from its sealing until the box has acknowledged it.
window.ballotKept = (function (m) {
  "use strict";

  const KEPT = "minsheng-sealed";
  let held = null;

  function keep(sealed) {
    held = sealed;
    try {
      localStorage.setItem(KEPT, JSON.stringify(sealed));
    } catch (error) {
      // A private window keeps nothing: the ballot then lives as long as the page.
    }
  }

  function kept() {
    try {
      const sealed = JSON.parse(localStorage.getItem(KEPT));
      if (isSealed(sealed)) held = sealed;
    } catch (error) {
      // As above.
    }
    return held || null;
  }

  function isSealed(kept) {
    return Boolean(kept && kept.cast && m.unhex(kept.cast.ct) && m.unhex(kept.mh, 32) && m.unhex(kept.signer, 32));
  }

  function drop(sealed) {
    // Another window may keep another ballot by now.
    const now = kept();
    if (now && now.cast.sig !== sealed.cast.sig) return;
    held = null;
    try {
      localStorage.removeItem(KEPT);
    } catch (error) {
      // As above.
    }
  }

  return {keep, kept, drop};
})(window.minsheng);
