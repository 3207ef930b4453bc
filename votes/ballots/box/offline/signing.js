// Signatures judged as libsodium does. Where the browser itself knows Ed25519 it is asked, a hundred times as fast as a
// script; it judges more kindly in two points, which core.js checks before.
(function (own, core, nacl) {
  "use strict";

  // Whether this key signed these words; bytes of a wrong length are no signature.
  own.isSigned = async function (pk, words, sig) {
    if (!core.isProper(pk, sig)) return false;
    return (await isAble()) ? asked(pk, words, sig) : core.isSigned(pk, words, sig);
  };

  async function asked(pk, words, sig) {
    try {
      const key = await crypto.subtle.importKey("raw", pk, {name: "Ed25519"}, false, ["verify"]);
      return await crypto.subtle.verify({name: "Ed25519"}, key, sig, words);
    } catch (error) {
      return core.isSigned(pk, words, sig);
    }
  }

  // Many browsers do not know Ed25519, or refuse at file://; asked once, with a signature that holds and one that does not.
  function isAble() {
    if (!own.isSigned.able) own.isSigned.able = tried().catch(() => false);
    return own.isSigned.able;
  }

  async function tried() {
    const keys = nacl.sign.keyPair(), words = nacl.randomBytes(40), sig = nacl.sign.detached(words, keys.secretKey);
    const key = await crypto.subtle.importKey("raw", keys.publicKey, {name: "Ed25519"}, false, ["verify"]);
    const holds = await crypto.subtle.verify({name: "Ed25519"}, key, sig, words);
    words[0] ^= 1;
    return holds && !(await crypto.subtle.verify({name: "Ed25519"}, key, sig, words));
  }
})(window.scrutiny, window.minsheng, window.nacl);
