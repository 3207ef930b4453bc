// The bytes of the sealed ballot box as a browser writes them; PROTOCOL.md, beside the code of the ballots, says why.
// A classic script in the language of 2017, for old phones and for pages opened from a file. It needs tweetnacl and
// tweetnacl-sealedbox-js before it. Bytes are Uint8Array; in messages they are hexadecimal in small letters.
window.minsheng = (function (nacl, sealedBox) {
  "use strict";

  const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const HEAD = 16, CHANCE = 12, CODE_SIGNS = 16, RECEIPT_SIGNS = 10, ANSWER_BYTES = 192;
  const WORDS = ["accepted", "same", "already", "closed", "void", "unknown", "unused"];
  const MARKS = {
    three_way: ["approve", "oppose", "abstain"],
    choose: ["approve", "abstain"],
    rating: ["satisfied", "basic", "dissatisfied", "abstain"]
  };

  // Bytes and text

  function utf8(text) {
    // Half a surrogate pair would become another sign without a word.
    if (/[\ud800-\udfff]/.test(text)) encodeURIComponent(text);
    return new TextEncoder().encode(text);
  }

  function text(bytes) {
    return new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes);
  }

  function hex(bytes) {
    return Array.from(bytes, (byte) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");
  }

  function unhex(signs, length) {
    if (typeof signs !== "string" || signs.length % 2 || !/^[0-9a-f]*$/.test(signs)) return null;
    const bytes = new Uint8Array(signs.length / 2);
    for (let place = 0; place < bytes.length; place++) bytes[place] = parseInt(signs.substr(2 * place, 2), 16);
    return length === undefined || length === bytes.length ? bytes : null;
  }

  function join(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let place = 0;
    parts.forEach((part) => {
      whole.set(part, place);
      place += part.length;
    });
    return whole;
  }

  function isSame(one, other) {
    return one.length === other.length && one.every((byte, place) => byte === other[place]);
  }

  // Canonical JSON

  function byCodePoint(one, other) {
    const left = Array.from(one), right = Array.from(other);
    for (let place = 0; place < left.length && place < right.length; place++) {
      const apart = left[place].codePointAt(0) - right[place].codePointAt(0);
      if (apart) return apart;
    }
    return left.length - right.length;
  }

  function written(value) {
    if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
    if (Number.isSafeInteger(value)) return String(value);
    if (Array.isArray(value)) return "[" + value.map(written).join(",") + "]";
    if (typeof value !== "object") throw new TypeError("no canonical JSON: " + String(value));
    const members = Object.keys(value).sort(byCodePoint).map((key) => JSON.stringify(key) + ":" + written(value[key]));
    return "{" + members.join(",") + "}";
  }

  function isWhole(value) {
    // New browsers write half a surrogate pair as \ud800; there is no such text in canonical JSON.
    if (typeof value === "string") return !/[\ud800-\udfff]/.test(value) || utf8(value).length > 0;
    if (value === null || typeof value !== "object") return true;
    return Object.keys(value).every((key) => isWhole(key) && isWhole(value[key]));
  }

  function canonical(value) {
    isWhole(value);
    return utf8(written(value));
  }

  // Hashes

  function H(bytes) {
    return nacl.hash(bytes).subarray(0, 32);
  }

  function root(list) {
    let level = list.map((entry) => H(join([0], entry)));
    while (level.length > 1) {
      const above = [];
      for (let place = 0; place + 1 < level.length; place += 2) above.push(H(join([1], level[place], level[place + 1])));
      if (level.length % 2) above.push(level[level.length - 1]);
      level = above;
    }
    return level.length ? level[0] : H(new Uint8Array(0));
  }

  function fingerprint(bytes) {
    return hex(bytes.subarray(0, 8)).toUpperCase().match(/.{4}/g).join(" ");
  }

  // Signs that people read and type

  function base32(bytes) {
    let signs = "", held = 0, bits = 0;
    for (let place = 0; place < bytes.length; place++) {
      held = (held << 8) | bytes[place];
      for (bits += 8; bits >= 5; bits -= 5) signs += SIGNS[(held >> (bits - 5)) & 31];
      held &= 31;
    }
    return bits ? signs + SIGNS[(held << (5 - bits)) & 31] : signs;
  }

  function unbase32(signs) {
    const bytes = new Uint8Array(Math.floor(signs.length * 5 / 8));
    let held = 0, bits = 0, place = 0;
    for (const sign of signs) {
      if (SIGNS.indexOf(sign) < 0) return null;
      held = (held << 5) | SIGNS.indexOf(sign);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[place++] = (held >> bits) & 255;
      }
      held &= 255;
    }
    return base32(bytes) === signs ? bytes : null;
  }

  function upright(typed) {
    // What a Chinese input method makes of the stops and dashes that a keyboard scanner sends.
    const plain = typed.replace(/[\u3002\uff0e\u00b7\u3001]/g, ".").replace(/[\uff0c\u2014\u2013]/g, "-");
    return plain.normalize("NFKC").toUpperCase().replace(/\s/g, "");
  }

  function asSigns(typed) {
    const kept = upright(typed).replace(/[\u0000-\u002f:-@[-`{-\u00a9\u2000-\u206f\u2190-\u27bf\u3000-\u303f]/g, "");
    return kept.replace(/O/g, "0").replace(/[IL]/g, "1").replace(/U/g, "V");
  }

  // Slips

  function readCode(typed) {
    const signs = asSigns(typed);
    return signs.length === CODE_SIGNS && unbase32(signs) ? signs : null;
  }

  function readFragment(fragment) {
    const found = /^([A-Z0-9]{1,8})\.([0-9A-Z]{16})\.([0-9A-Z]{26})$/.exec(fragment);
    if (!found || !unbase32(found[2]) || !unbase32(found[3])) return null;
    return {section: found[1], code: found[2], mark: found[3]};
  }

  function readScan(scanned) {
    const plain = upright(scanned);
    return readFragment(plain.slice(plain.lastIndexOf("#") + 1));
  }

  function keyMark(box) {
    return base32(H(box).subarray(0, 16));
  }

  function slipKeys(section, code) {
    return nacl.sign.keyPair.fromSeed(H(utf8("minsheng-slip-1|" + section + "|" + code)));
  }

  function signature(keys, words) {
    return hex(nacl.sign.detached(utf8(words), keys.secretKey));
  }

  function voiding(section, code) {
    const keys = slipKeys(section, code), pk = hex(keys.publicKey);
    return {pk: pk, sig: signature(keys, "void|" + section + "|" + pk)};
  }

  // Signatures, judged as libsodium does: tweetnacl alone would take what a slip can make of its own signature.

  const ORDER = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  const FIELD = unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
  const SMALL = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
  ];

  function isBelow(number, limit) {
    for (let place = 31; place >= 0; place--) if (number[place] !== limit[place]) return number[place] < limit[place];
    return false;
  }

  function isStrict(point) {
    const height = Uint8Array.from(point);
    height[31] &= 127;
    return isBelow(height, FIELD) && SMALL.indexOf(hex(height)) < 0;
  }

  function isProper(pk, sig) {
    if (pk.length !== 32 || sig.length !== 64 || !isBelow(sig.subarray(32), ORDER)) return false;
    return isStrict(pk) && isStrict(sig.subarray(0, 32));
  }

  function isSigned(pk, words, sig) {
    return isProper(pk, sig) && nacl.sign.detached.verify(words, sig, pk);
  }

  // Ballots

  function mhOf(manifest) {
    return H(canonical(manifest));
  }

  function ballotOf(mh, marks, chance) {
    return canonical({v: 1, mh: hex(mh.subarray(0, HEAD)), marks: marks, r: hex(chance)});
  }

  function ballotLength(manifest) {
    const longest = MARKS[manifest.rules.form].reduce((one, other) => (other.length > one.length ? other : one));
    const marks = Object.create(null);
    manifest.options.forEach((option) => (marks[option.id] = longest));
    return ballotOf(mhOf(manifest), marks, new Uint8Array(CHANCE)).length;
  }

  function plaintext(manifest, marks, chance) {
    const filled = new Uint8Array(ballotLength(manifest)).fill(32);
    filled.set(ballotOf(mhOf(manifest), marks, chance));
    return filled;
  }

  function seal(manifest, marks, code) {
    const data = plaintext(manifest, marks, nacl.randomBytes(CHANCE));
    return signed(manifest, sealedBox.seal(data, unhex(manifest.box, 32)), code);
  }

  function signed(manifest, ct, code) {
    const keys = slipKeys(manifest.section, code), words = "cast|" + hex(mhOf(manifest)) + "|" + hex(H(ct));
    return {pk: hex(keys.publicKey), ct: hex(ct), sig: signature(keys, words)};
  }

  function unseal(ct, box, secret) {
    // A key of small order gives a secret of zeros, which libsodium does not open.
    if (ct.length < sealedBox.overheadLength || nacl.scalarMult(secret, ct.slice(0, 32)).every((byte) => !byte)) return null;
    return sealedBox.open(ct, box, secret);
  }

  function receipt(hash) {
    return base32(hash).slice(0, RECEIPT_SIGNS);
  }

  // What the page and the box say to each other

  function ask(manifest, code) {
    const keys = slipKeys(manifest.section, code), pk = hex(keys.publicKey);
    return {pk: pk, sig: signature(keys, askWords(mhOf(manifest), pk))};
  }

  function askWords(mh, pk) {
    return "ask|" + hex(mh) + "|" + pk;
  }

  function readAnswer(bytes, mh, signer) {
    // Null for whatever this box did not say.
    try {
      const found = JSON.parse(text(bytes)), words = "answer|" + hex(mh) + "|" + found.answer + "|" + found.receipt;
      const sig = unhex(found.sig, 64);
      const isOwn = bytes.length === ANSWER_BYTES && WORDS.indexOf(found.answer) >= 0 && isSigned(signer, utf8(words), sig);
      return isOwn ? {word: found.answer, receipt: found.receipt} : null;
    } catch (error) {
      return null;
    }
  }

  return Object.freeze({
    MARKS, utf8, text, hex, unhex, join, isSame, canonical, H, root, fingerprint, base32, unbase32, upright, asSigns,
    readCode, readFragment, readScan, keyMark, slipKeys, voiding, isProper, isSigned, mhOf, ballotLength, plaintext, seal, signed,
    unseal, receipt, askWords, ask, readAnswer
  });
})(window.nacl, window.sealedBox);
