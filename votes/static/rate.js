// A slip leads to …/rate#CODE: the fragment never leaves the browser. It is put into the field and taken out of the
// address; only sending the form spends it, so a preview that opens the page cannot.
const field = document.querySelector("#slip");

function take() {
  const code = location.hash.slice(1);
  if (!field || !/^[A-Z2-9]{12}$/.test(code)) return;
  const fold = field.closest("details");
  if (fold) fold.open = true;
  field.value = code.match(/.{4}/g).join("-");
  history.replaceState(null, "", location.pathname + location.search);
}

addEventListener("hashchange", take);
take();
