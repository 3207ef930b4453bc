// Values read strictly: whatever is not as the page on the protocol wants it is refused by the way that leads to it.
(function (own, core) {
  "use strict";

  const say = own.say;

  own.Field = class Field {
    constructor(name, value) {
      this.name = name;
      this.value = value;
    }

    refuse(sentence, values) {
      throw new own.Refused(sentence, Object.assign({field: this.name}, values));
    }

    members() {
      if (!(this.value instanceof Map)) this.refuse(say("%(field)s must be an object."));
      return this.value;
    }

    has(key) {
      return this.members().has(key);
    }

    at(key) {
      const child = new Field(this.name ? this.name + "." + key : key, this.members().get(key));
      if (!this.has(key)) child.refuse(say("%(field)s is missing."));
      return child;
    }

    isFile(format, file) {
      if (!(this.value instanceof Map) || this.value.get("format") !== format)
        this.refuse(say("This is another file than %(file)s. Choose %(file)s."), {file});
    }

    without(keys) {
      keys.filter((key) => this.has(key)).forEach((key) =>
        this.at(key).refuse(say("%(field)s may not stand here: take it out.")));
    }

    entries() {
      if (!Array.isArray(this.value)) this.refuse(say("%(field)s must be a list."));
      return this.value;
    }

    each() {
      return this.entries().map((value, place) => new Field(this.name + "[" + place + "]", value));
    }

    some() {
      if (!this.entries().length) this.refuse(say("%(field)s is empty: at least one entry is needed."));
      return this.each();
    }

    whole(least) {
      const enough = least || 0;
      if (typeof this.value !== "number" || this.value < enough)
        this.refuse(say("%(field)s must be a whole number, %(least)d or more."), {least: enough});
      return this.value;
    }

    wholeOrNull(least) {
      return this.value === null ? null : this.whole(least);
    }

    text() {
      if (typeof this.value !== "string" || !own.isWhole(this.value)) this.refuse(say("%(field)s must be text."));
      return this.value;
    }

    flag() {
      if (typeof this.value !== "boolean") this.refuse(say("%(field)s must be true or false."));
      return this.value;
    }

    oneOf(choices) {
      if (choices.indexOf(this.value) < 0)
        this.refuse(say("%(field)s must be one of: %(choices)s."), {choices: choices.join(", ")});
      return this.value;
    }

    // Bytes in hexadecimal, as they stand.
    hex(length) {
      const size = length || 32;
      if (!core.unhex(this.value, size))
        this.refuse(say("%(field)s must be %(length)d bytes in hexadecimal."), {length: size});
      return this.value;
    }

    // The sign of a section: up to eight capital letters and figures.
    section() {
      if (!/^[A-Z0-9]{1,8}$/.test(this.text()))
        this.refuse(say("%(field)s must be one to eight capital letters or figures."));
      return this.value;
    }
  };
})(window.scrutiny, window.minsheng);
