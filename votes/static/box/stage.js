// Shows one screen at a time, in the language and the size of type chosen, and counts the marks on it.
window.ballotStage = function (state, deeds, made, texts) {
  "use strict";

  const IDLE = 300000, RECEIPT_STAYS = 60000;
  const STAY = ["start", "sending", "waiting"];
  const main = document.getElementById("main"), tools = document.getElementById("tools");

  function show(screen, facts, target) {
    state.screen = screen;
    state.facts = facts || {};
    draw();
    window.scrollTo(0, 0);
    const found = target && document.getElementById("option-" + target);
    if (found) found.scrollIntoView();
    const focus = found ? found.querySelector("input:checked") || found.querySelector("input") : main.querySelector("h1");
    if (focus) focus.focus();
    wait(screen === "ballot" || screen === "review" ? IDLE : RECEIPT_STAYS);
  }

  function draw() {
    const words = texts[state.language];
    const facts = Object.assign({manifest: state.manifest, marks: state.marks, tablet: state.tablet}, state.facts);
    document.documentElement.lang = words.lang;
    document.documentElement.className = (state.elder ? "elder " : "") + (state.tablet ? "tablet" : "");
    main.textContent = "";
    main.appendChild(made.screens[state.screen](words, facts, deeds));
    document.title = main.querySelector("h1").textContent + " · " + words.page;
    if (state.screen === "ballot") recount();
    tools.textContent = "";
    tools.appendChild(made.button(state.elder ? words.smaller : words.larger, () => change("elder", !state.elder), "tool"));
    tools.appendChild(made.button(words.other, () => change("language", state.language === "zh" ? "en" : "zh"), "tool"));
    if (state.tablet && state.screen !== "start" && state.screen !== "sending") tools.appendChild(made.button(words.again, deeds.again, "tool"));
  }

  function change(name, value) {
    const code = document.getElementById("code");
    if (code) state.facts.typed = code.value;
    state[name] = value;
    draw();
    tools.querySelectorAll("button")[name === "elder" ? 0 : 1].focus();
  }

  function recount() {
    made.count(texts[state.language], document.getElementById("count"), state);
  }

  // A tablet in the hall forgets everything when nobody touches it any more

  function wait(time) {
    clearTimeout(wait.timer);
    wait.time = time;
    if (state.tablet && STAY.indexOf(state.screen) < 0) wait.timer = setTimeout(deeds.again, time);
  }

  ["pointerdown", "touchstart", "keydown", "scroll"].forEach((name) => window.addEventListener(name, () => wait(wait.time), {passive: true}));
  return {show, recount};
};
