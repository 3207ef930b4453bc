// A scanner that types like a keyboard. A Chinese input method takes the letters for its own, so keys are read by
// where they are on the keyboard wherever what they say is not plain.
window.ballotScanner = function (scanned) {
  "use strict";

  const PAUSE = 2000, LONGEST = 400;
  const PLACES = {Period: ".", NumpadDecimal: ".", Minus: "-", Slash: "/", Semicolon: ":"};
  let typed = "", last = 0;

  function sign(event) {
    if (event.key && /^[!-~]$/.test(event.key)) return event.key;
    if (event.code === "Digit3" && event.shiftKey) return "#";
    const found = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(event.code || "");
    return found ? found[1] || found[2] : PLACES[event.code] || "";
  }

  function take(event) {
    const now = Date.now();
    if (now - last > PAUSE) typed = "";
    last = now;
    if (event.key === "Enter" || event.code === "Enter" || event.code === "NumpadEnter") {
      const whole = typed;
      typed = "";
      if (whole.indexOf("#") >= 0 && scanned(whole)) event.preventDefault();
    } else if (!event.ctrlKey && !event.altKey && !event.metaKey) {
      typed = (typed + sign(event)).slice(-LONGEST);
    }
  }

  document.addEventListener("keydown", take, true);
  return {forget: () => (typed = "")};
};
