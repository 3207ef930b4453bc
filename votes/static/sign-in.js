// A printed code leads to /sign-in#CODE: the fragment never leaves the browser. It is put into the field and
// taken out of the address; only pressing the button spends it, so a preview that opens the page cannot.
const field = document.querySelector("#code");

function take() {
  const code = location.hash.slice(1);
  if (!field || !/^[A-Za-z2-9-]{16,24}$/.test(code) || code.includes("with-")) return;
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
  field.form.querySelector("button").focus();
}

addEventListener("hashchange", take);
take();
