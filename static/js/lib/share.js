// A button to share the page, where the browser can; and buttons that copy a text.

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) break;
  button.hidden = false;
  button.addEventListener("click", () => {
    const canonical = new URL(location.pathname, location.origin).href;
    navigator.share({ title: button.dataset.share, url: canonical }).catch(() => {}); // she thought better of it
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.after(status);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      status.textContent = button.dataset.done;
    } catch (error) {
      console.error(error); // the text stands beside it
    }
  });
}
