// Staff's form for something new: says while it is being typed what is here already and
// looks like it, below the field that was last filled in. Without this module it is asked
// when they save.

const PAUSE = 400; // milliseconds after the last key

async function ask(url, form, names, signal) {
  const body = new FormData();
  for (const name of [...names, "csrfmiddlewaretoken"]) body.set(name, form.elements[name]?.value ?? "");
  const response = await fetch(url, { method: "POST", body, signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()).found;
}

function row({ name, url, why }) {
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank"; // what was typed stays here
  link.rel = "noopener";
  link.textContent = name; // text, never HTML: people type these names
  const item = document.createElement("li");
  item.append(link, ` (${why})`);
  return item;
}

function watch(box) {
  const { form } = box;
  const names = box.dataset.compared.split(" ");
  const said = document.createElement("div");
  const words = document.createElement("p");
  const list = document.createElement("ul");
  said.className = "here-already";
  words.setAttribute("role", "status");
  said.append(words, list);
  form.elements[names[0]].closest(".form-row").append(said);
  let waiting;
  let asking = new AbortController();

  const show = async (field) => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const found = await ask(box.dataset.doubles, form, names, signal);
      const place = field.closest(".form-row");
      if (said.parentElement !== place) place.append(said);
      list.replaceChildren(...found.map(row));
      words.textContent = found.length ? box.dataset.wordFound : "";
      said.toggleAttribute("data-any", Boolean(found.length));
    } catch (error) {
      if (error.name !== "AbortError") console.error(error); // asked again on saving
    }
  };
  const later = ({ target }) => {
    if (!names.includes(target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE, target);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
}

for (const box of document.querySelectorAll("[data-doubles]")) watch(box);
