// "Bij mij in de buurt": asks the browser where it is, once, and goes to the list there.
// Three decimals of a position leave the browser, and nothing is kept.

const PATIENCE = 10_000; // milliseconds
const DECIMALS = 3;

function go(address, { latitude, longitude }) {
  const url = new URL(address, location.href);
  url.searchParams.set("bij", [latitude, longitude].map((degrees) => degrees.toFixed(DECIMALS)).join(","));
  url.searchParams.delete("pagina");
  location.assign(url);
}

for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation) break;
  button.hidden = false;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.after(status);
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    status.textContent = button.dataset.busy;
    const done = (text) => {
      button.removeAttribute("aria-busy");
      status.textContent = text;
    };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        done("");
        go(button.dataset.locate, coords);
      },
      () => done(button.dataset.failed),
      { timeout: PATIENCE, maximumAge: 60_000 },
    );
  });
}
