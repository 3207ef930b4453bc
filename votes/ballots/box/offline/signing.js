// Signatures judged as libsodium does. Where the browser itself knows Ed25519 it is asked, a hundred times as fast as a
// script; it judges more kindly in two points, which are checked here as well.
(function (own, core, nacl) {
  "use strict";

  // Largest byte first.
  const ORDER = core.unhex("1" + "0".repeat(31) + "14def9dea2f79cd65812631a5cf5d3ed", 32);
  const PRIME = core.unhex("7f" + "ff".repeat(30) + "ed", 32);
  // Heights of the points of small order: two of order 8, then 0, 1 and -1.
  const SMALL = [
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "00".repeat(32), "01" + "00".repeat(31), "ec" + "ff".repeat(30) + "7f"
  ];
  function turned(bytes) {
    return Uint8Array.from(bytes).reverse();
  }

  function isBelow(number, limit) {
    const place = number.findIndex((byte, index) => byte !== limit[index]);
    return place >= 0 && number[place] < limit[place];
  }

  function isStrict(point) {
    const height = Uint8Array.from(point);
    height[31] &= 127;
    return isBelow(turned(height), PRIME) && SMALL.indexOf(core.hex(height)) < 0;
  }

  own.isStrict = (pk, sig) =>
    isBelow(turned(sig.subarray(32)), ORDER) && isStrict(pk) && isStrict(sig.subarray(0, 32));

  // Whether this key signed these words; bytes of a wrong length are no signature.
  own.isSigned = async function (pk, words, sig) {
    if (pk.length !== 32 || sig.length !== 64 || !own.isStrict(pk, sig)) return false;
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
