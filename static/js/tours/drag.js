// The stops of a tour by dragging, with a pointer or a finger. The buttons beside each
// stop do the same, and are for who has neither: so the grip is none for the keyboard.
// Dropped, it presses a button as they do; the page that comes has the times anew.

const EDGE = 72; // px from the edge of the screen within which it scrolls along
const STEP = 12; // px

const stopsOf = (list) => [...list.children];

/** The stop before which it falls at this height; null for the end. */
function before(list, moved, y) {
  const others = stopsOf(list).filter((stop) => stop !== moved);
  return others.find((stop) => {
    const box = stop.getBoundingClientRect();
    return y < box.top + box.height / 2;
  }) ?? null;
}

function scrollAlong(y) {
  if (y < EDGE) window.scrollBy(0, -STEP);
  if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
}

/** Has the numbers follow the order, and says where the moved one is. */
function number(list, moved, status) {
  const stops = stopsOf(list);
  stops.forEach((stop, at) => (stop.querySelector(".nr").textContent = at + 1));
  if (!moved) return;
  const facts = { name: moved.querySelector("h3").textContent.trim(), n: stops.indexOf(moved) + 1, all: stops.length };
  status.textContent = list.dataset.wordPlace.replace(/\{(\w+)\}/g, (_all, name) => facts[name]);
}

/** The fields of the form have the new order by now; the button says which was put there. */
function drop(list, to) {
  const press = document.createElement("button");
  Object.assign(press, { type: "submit", name: "doe", value: `voor-${to}-${to}`, hidden: true });
  list.closest("form").append(press);
  list.closest("form").requestSubmit(press);
}

function drag(list, stop, status, start) {
  const was = stopsOf(list);
  const moved = (event) => {
    scrollAlong(event.clientY);
    const next = before(list, stop, event.clientY);
    if (next === stop.nextElementSibling) return;
    list.insertBefore(stop, next);
    number(list, stop, status);
  };
  const end = (isKept) => {
    listening.abort();
    stop.classList.remove("is-dragged");
    const to = stopsOf(list).indexOf(stop);
    if (isKept && to !== was.indexOf(stop)) return drop(list, to);
    list.append(...was);
    number(list);
    status.textContent = "";
  };
  const listening = new AbortController();
  const options = { signal: listening.signal };
  // On the document: a grip that changes place in the page loses what it had captured.
  document.addEventListener("pointermove", (event) => event.pointerId === start && moved(event), options);
  document.addEventListener("pointerup", (event) => event.pointerId === start && end(true), options);
  document.addEventListener("pointercancel", (event) => event.pointerId === start && end(false), options);
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(false), options);
  stop.classList.add("is-dragged");
}

function follow(list) {
  const status = document.createElement("p");
  status.className = "sr";
  status.setAttribute("role", "status");
  list.after(status);
  for (const stop of stopsOf(list)) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.title = list.dataset.wordDrag;
    grip.setAttribute("aria-hidden", "true");
    stop.querySelector(".acts").before(grip);
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      event.preventDefault(); // no text is chosen meanwhile
      drag(list, stop, status, event.pointerId);
    });
  }
}

const list = document.querySelector("[data-drag]");
if (list && list.children.length > 1) follow(list);
