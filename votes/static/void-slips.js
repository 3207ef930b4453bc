// 换票、作废: a slip is scanned or typed here, signs its own voiding in this browser, and only key and signature are sent:
// of all fields still to be voted with when it is exchanged, of this round's alone when it was left over.
(function () {
  "use strict";
  const form = document.querySelector("form.scan"), input = form.querySelector("#scan"), said = document.querySelector(".said-of-slip");
  const words = form.dataset, sections = words.sections.split(" ").filter(Boolean);

  input.focus();
  form.addEventListener("submit", (event) => { event.preventDefault(); read(); });

  function read() {
    input.blur();  // ends what an input method still holds
    const code = codeIn(input.value);
    input.focus();
    if (!code) {
      input.select();
      return tell(words.unread, false);
    }
    input.value = "";
    const isLeft = form.elements.name.value === "left_over";
    send((isLeft ? [words.own] : sections).map((section) => Object.assign({ section: section }, window.minsheng.voiding(section, code))));
  }

  function codeIn(text) {
    const scanned = window.minsheng.readScan(text);
    return scanned ? scanned.code : window.minsheng.readCode(text);
  }

  function send(fields) {
    const body = new FormData(form);
    body.set("fields", JSON.stringify(fields));
    tell("…", true);
    fetch(location.href, { method: "POST", body: body, headers: { Accept: "application/json" } })
      .then((answer) => answer.json())
      .then(show)
      .catch(() => tell(words.lost, false));
    input.focus();
  }

  function show(answer) {
    tell(answer.words, answer.is_void);
    const rows = document.querySelectorAll(".sum.tray b");
    (answer.numbers || []).forEach((pair, place) => { rows[place].textContent = pair[1] === null ? "—" : pair[1]; });
  }

  function tell(sentence, good) {
    said.className = "said-of-slip note" + (good ? "" : " late");
    said.textContent = "";
    said.appendChild(document.createElement("p")).textContent = sentence;
    said.hidden = false;
  }
})();
