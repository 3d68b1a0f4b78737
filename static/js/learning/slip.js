// The code of a card from behind the # of the address into its field, and out of the
// address: it is in no history then.

const form = document.querySelector("[data-slip]");
const code = decodeURIComponent(location.hash.slice(1));

if (form && /^[\w-]{5,40}$/.test(code)) {
  form.elements.code.value = code;
  history.replaceState(null, "", location.pathname);
}
