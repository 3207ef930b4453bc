// What the tasks of the page share: both languages side by side, steps that follow each other, files in and out.
(function (own, core) {
  "use strict";

  const say = own.say;
  // What the steps of a task hand on; it is gone when the page is loaded anew.
  own.kept = {};

  own.by = (id) => document.getElementById(id);

  // An element with text or parts; `about` are its attributes.
  own.element = function (name, about, ...parts) {
    const made = document.createElement(name);
    Object.keys(about || {}).forEach((key) => made.setAttribute(key, about[key]));
    parts.forEach((part) => made.appendChild(typeof part === "string" ? document.createTextNode(part) : part));
    return made;
  };

  // A value that is itself a sentence, such as the reason in it, is said in Chinese too.
  own.chinese = function (sentence, values) {
    const said = Object.assign({}, values);
    Object.keys(said).forEach((name) => (said[name] = own.words[said[name]] || said[name]));
    return own.filled(own.words[sentence] || sentence, said);
  };

  own.inChinese = (sentence, values) => document.createTextNode(own.chinese(sentence, values));

  // A sentence in both languages; the page shows the one that was chosen.
  own.told = function (sentence, values) {
    const both = document.createDocumentFragment();
    both.appendChild(own.element("span", {lang: "zh-CN"}, own.chinese(sentence, values)));
    both.appendChild(own.element("span", {lang: "en"}, own.filled(sentence, values || {})));
    return both;
  };

  own.put = function (id, ...parts) {
    const place = typeof id === "string" ? own.by(id) : id;
    place.textContent = "";
    parts.forEach((part) => place.appendChild(typeof part === "string" ? document.createTextNode(part) : part));
    return place;
  };

  own.tell = (id, sentence, values) => own.put(id, own.told(sentence, values));

  // The next step: the ones after it are not yet there. Once a task has begun it is ended, or everything is forgotten.
  own.step = function (id) {
    const step = own.by(id), all = Array.from(step.parentNode.querySelectorAll(".step"));
    Array.from(document.querySelectorAll(".tasks button")).forEach((task) => (task.disabled = step !== all[0]));
    all.forEach((other, place) => {
      other.hidden = place > all.indexOf(step);
      other.classList.toggle("done", place < all.indexOf(step));
      other.querySelector("fieldset").disabled = place < all.indexOf(step);
    });
    step.querySelector("h2").setAttribute("tabindex", "-1");
    step.querySelector("h2").focus();
    return step;
  };

  // What a form does; what is wrong is told in it, and nothing typed is lost.
  own.does = function (id, deed, isMeant) {
    const form = own.by(id);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.classList.contains("busy") || (isMeant && !isMeant())) return;
      form.classList.add("busy");
      own.put(form.querySelector(".error"));
      try {
        await deed(form);
      } catch (error) {
        own.fail(form, error);
      }
      form.classList.remove("busy");
    });
  };

  own.fail = function (form, error) {
    const failed = say("This page could not go on (%(what)s). Reload it and begin again; nothing was written.");
    const told = error instanceof own.Refused ? own.told(error.sentence, error.values) : own.told(failed, {what: String(error)});
    own.put(form.querySelector(".error"), told);
  };

  own.progress = function (form) {
    const place = form.querySelector(".progress");
    own.put(place);
    return (done, all) => own.tell(place, say("%(done)d of %(all)d"), {done, all});
  };

  // The file chosen in a field, or the text pasted below it, as plain values.
  own.given = async function (form, name) {
    const pasted = form.elements[name + "_text"].value.trim(), file = form.elements[name].files[0];
    if (!pasted && !file)
      throw new own.Refused(say("Choose the file whose name begins with %(name)s, or paste its text."), {name});
    return own.parse(pasted ? core.utf8(pasted) : await bytesOf(file, name), name);
  };

  function bytesOf(file, name) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader(), refused = say("%(name)s cannot be read. Put the stick in and choose the file again.");
      reader.onload = () => resolve(new Uint8Array(reader.result));
      reader.onerror = () => reject(new own.Refused(refused, {name: file.name || name}));
      reader.readAsArrayBuffer(file);
    });
  }

  // A file to save; where the browser saves nothing, its text can be copied.
  own.offer = function (id, name, text) {
    const address = URL.createObjectURL(new Blob([text], {type: "application/json"}));
    const link = own.element("a", {href: address, download: name, class: "btn"}, own.told(say("Save %(name)s"), {name}));
    const copy = own.element("textarea", {readonly: "", rows: "4", spellcheck: "false", id: id + "-copy"});
    copy.value = text;
    const label = own.element("label", {for: id + "-copy"}, own.told(say("Copy this text into a file named %(name)s"), {name}));
    const instead = own.element("details", null, own.element("summary", null, own.told(say("Nothing was saved?"))), label, copy);
    own.put(id, own.element("p", {class: "do"}, link), instead);
  };

  own.facts = function (id, rows) {
    own.put(id, ...rows.map((row) => own.element("div", null, own.element("dt", null, row[0]), own.element("dd", null, row[1]))));
  };

  // Sheets to print. Once printed they are gone from the page; where nothing prints they lie on the screen until taken away.
  own.print = function (...sheets) {
    const paper = own.put("paper", ...sheets);
    if (own.by("lay").checked) paper.scrollIntoView();
    else window.print();
  };

  own.layOut = function () {
    own.put("paper");
    document.body.classList.toggle("laid", own.by("lay").checked);
  };
})(window.scrutiny, window.minsheng);
