// 扫码枪: a scanner types as if on an American keyboard; what a Chinese input method made of it is taken back here.
const input = document.querySelector("form.form input[type=text]");
const PLAIN = { Period: ".", NumpadDecimal: ".", Slash: "/", Minus: "-", Semicolon: ":" };
let keys = "", composed = false;
if (input) input.addEventListener("keydown", (event) => {
  composed = composed || event.isComposing || event.keyCode === 229;
  if (event.code !== "Enter" && event.code !== "NumpadEnter") {
    keys += sign(event);
    return;
  }
  if (composed) {
    event.preventDefault();
    const read = keys;
    setTimeout(() => {
      input.blur(); // ends what the input method still holds
      input.value = read;
      input.form.requestSubmit();
    }, 0);
  }
  forget();
});
if (input) input.form.addEventListener("submit", forget);

function forget() {
  keys = "";
  composed = false;
}

function sign(event) {
  const code = event.code || "";
  if (code === "Digit3" && event.shiftKey) return "#";
  return /^(Key[A-Z]|Digit[0-9]|Numpad[0-9])$/.test(code) ? code.slice(-1) : PLAIN[code] || "";
}
