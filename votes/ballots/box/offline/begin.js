// The page as a whole: three tasks, two languages, one button that forgets everything.
(function (own) {
  "use strict";

  function choose(task) {
    ["keys", "slips", "open"].forEach((name) => {
      own.by(name).hidden = name !== task;
      own.by("choose-" + name).setAttribute("aria-pressed", String(name === task));
    });
    own.step(task + "-ask");
  }

  function speak() {
    const root = document.documentElement, english = root.lang !== "en";
    root.lang = english ? "en" : "zh-CN";
    document.title = own.by("top").querySelector("h1 [lang=" + (english ? "en" : "zh-CN") + "]").textContent;
  }

  function forget() {
    window.removeEventListener("beforeunload", ask);
    location.reload();
  }

  // Who closes the page by mistake in the middle of a task is asked first.
  function ask(event) {
    if (!document.querySelector(".step.done")) return;
    event.preventDefault();
    event.returnValue = "";
  }

  function begin() {
    own.beginKeys();
    own.beginSlips();
    own.beginOpening();
    ["keys", "slips", "open"].forEach((task) => own.by("choose-" + task).addEventListener("click", () => choose(task)));
    own.by("speak").addEventListener("click", speak);
    own.by("lay").addEventListener("change", own.layOut);
    window.addEventListener("afterprint", own.layOut);
    own.by("forget").addEventListener("click", forget);
    window.addEventListener("beforeunload", ask);
    own.by("online").hidden = !navigator.onLine;
    window.addEventListener("online", () => (own.by("online").hidden = false));
    window.addEventListener("offline", () => (own.by("online").hidden = true));
    own.by("body").hidden = false;
    own.by("blocked").hidden = true;
  }

  begin();
})(window.scrutiny);
