// The form of a passkey goes when the device has answered, not when its button is
// pressed; and when it did not work that is said in words.

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", (event) => event.preventDefault());
}

document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-failed]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});
