// Files of the sealed box: strict JSON read into Maps, which keep the order of their keys, and written back to the byte.
// The first of the offline page's scripts; each adds to `scrutiny`, and takes bytes and hashes from `minsheng`.
window.scrutiny = {};
(function (own, core) {
  "use strict";

  const LARGEST = 9007199254740991, LONGEST = 17, DEEPEST = 900;
  const BLANK = /[ \t\n\r]*/y;
  const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
  const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
  const WORD = /true|false|null|NaN|-?Infinity/y;
  const WORDS = {true: true, false: false, null: null};
  const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/;

  const say = own.say = (sentence) => sentence;

  // A sentence that says what is wrong and what to do; `values` fill its places.
  own.Refused = class Refused extends Error {
    constructor(sentence, values) {
      super(own.filled(sentence, values || {}));
      this.sentence = sentence;
      this.values = values || {};
    }
  };

  own.filled = function (sentence, values) {
    return sentence.replace(/%\((\w+)\)[sd]/g, (_whole, name) => String(values[name]));
  };

  class Reader {
    constructor(text) {
      this.text = text;
      this.at = 0;
    }

    take(pattern) {
      pattern.lastIndex = this.at;
      const found = pattern.exec(this.text);
      if (found) this.at = pattern.lastIndex;
      return found;
    }

    next(sign) {
      this.take(BLANK);
      if (this.text[this.at] !== sign) return false;
      this.at++;
      return true;
    }

    must(sign) {
      if (!this.next(sign)) throw new SyntaxError("no " + sign);
    }

    whole() {
      const value = this.value(0);
      this.take(BLANK);
      if (this.at < this.text.length) throw new SyntaxError("more than one value");
      return value;
    }

    value(depth) {
      if (depth > DEEPEST) throw new SyntaxError("too deep");
      if (this.next("{")) return this.members(depth);
      if (this.next("[")) return this.entries(depth);
      return this.text[this.at] === '"' ? this.string() : this.single();
    }

    string() {
      this.take(BLANK);
      const found = this.take(STRING);
      if (!found) throw new SyntaxError("no text");
      return JSON.parse(found[0]);
    }

    single() {
      const word = this.take(WORD);
      if (word && !(word[0] in WORDS)) noNumber(word[0]);
      if (word) return WORDS[word[0]];
      const found = this.take(NUMBER);
      if (!found) throw new SyntaxError("no value");
      if (found[2] || found[3]) noNumber(found[0]);
      return integer(found[1]);
    }

    entries(depth) {
      const found = [];
      if (this.next("]")) return found;
      do found.push(this.value(depth + 1)); while (this.next(","));
      this.must("]");
      return found;
    }

    members(depth) {
      const keys = [], found = new Map();
      if (this.next("}")) return found;
      do {
        keys.push(this.string());
        this.must(":");
        found.set(keys[keys.length - 1], this.value(depth + 1));
      } while (this.next(","));
      this.must("}");
      if (found.size < keys.length) keyTwice(keys);
      return found;
    }
  }

  function integer(digits) {
    if (digits.length > LONGEST || Math.abs(Number(digits)) > LARGEST)
      throw new own.Refused(say("%(field)s is too long a number."), {field: digits.slice(0, 20) + "…"});
    return Number(digits);
  }

  function noNumber(digits) {
    throw new own.Refused(say("%(field)s is not a whole number."), {field: digits.slice(0, 20)});
  }

  function keyTwice(keys) {
    const seen = new Set(), twice = keys.find((key) => seen.size === seen.add(key).size);
    const field = Array.from(twice).slice(0, 20).join("");
    throw new own.Refused(say("%(field)s: this key stands twice in one object."), {field});
  }

  // Plain values from the bytes of a file; `name` is what the file should be.
  own.parse = function (bytes, name) {
    try {
      return new Reader(core.text(bytes)).whole();
    } catch (error) {
      if (error instanceof own.Refused) throw error;
      throw new own.Refused(say("%(field)s is damaged: it is not JSON. Copy the file again."), {field: name});
    }
  };

  own.byCodePoint = function (one, other) {
    if (/[\ud800-\udfff]/.test(one + other)) {
      const points = Array.from(one, (sign) => sign.codePointAt(0)), others = Array.from(other, (sign) => sign.codePointAt(0));
      const place = points.findIndex((point, index) => point !== others[index]);
      return place < 0 ? points.length - others.length : place >= others.length ? 1 : points[place] - others[place];
    }
    return one < other ? -1 : Number(one > other);
  };

  own.isWhole = (text) => !HALF.test(text);

  function single(value) {
    if (typeof value === "string" && HALF.test(value))
      throw new own.Refused(say("%(field)s: a text holds half a character."), {field: "{}"});
    return typeof value === "number" ? String(value) : JSON.stringify(value);
  }

  // Canonical JSON as text.
  own.canonical = function (value) {
    if (Array.isArray(value)) return "[" + value.map(own.canonical).join(",") + "]";
    if (!(value instanceof Map)) return single(value);
    const keys = Array.from(value.keys()).sort(own.byCodePoint);
    return "{" + keys.map((key) => single(key) + ":" + own.canonical(value.get(key))).join(",") + "}";
  };

  // JSON that reads well in a text editor, keys in the order in which they stand, as the record is kept.
  own.indented = function (value, indent) {
    const inner = (indent || "\n") + "  ";
    const isList = Array.isArray(value);
    if (!isList && !(value instanceof Map)) return single(value);
    const parts = isList
      ? value.map((entry) => own.indented(entry, inner))
      : Array.from(value, (pair) => single(pair[0]) + ": " + own.indented(pair[1], inner));
    const ends = isList ? "[]" : "{}";
    return parts.length ? ends[0] + inner + parts.join("," + inner) + (indent || "\n") + ends[1] : ends;
  };

  // An object of the messages from a plain one whose keys are names of fields.
  own.map = (members) => new Map(Object.keys(members).map((key) => [key, members[key]]));

  own.hash = (value) => core.H(core.utf8(own.canonical(value)));
})(window.scrutiny, window.minsheng);
