// The little drawing of the way to a place (see rounds/picture.py), from where the phone
// is. In metres from the middle of the neighbourhood, to the east and south.

const METRES = 111_195; // in a degree of latitude
const ROOM = 1.8; // of the drawing to the way that is in it
const SMALLEST = 150; // metres from side to side

function metres(at, middle) {
  const east = (at.lon - middle.lon) * METRES * Math.cos((middle.lat * Math.PI) / 180);
  return [east, (middle.lat - at.lat) * METRES];
}

/** Draws the way anew; `middle`, `here` and `there` are { lat, lon }. */
export function drawWay(drawing, middle, here, there) {
  const [a, b] = [metres(here, middle), metres(there, middle)];
  const [across, down] = [Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])];
  const wide = Math.max(across * ROOM, down * ROOM * 1.5, SMALLEST);
  const high = wide / 1.5;
  const unit = wide / 360;
  drawing.setAttribute("viewBox", `${(a[0] + b[0] - wide) / 2} ${(a[1] + b[1] - high) / 2} ${wide} ${high}`);
  drawing.querySelector("[data-line]").setAttribute("d", `M${a.join(" ")}L${b.join(" ")}`);
  drawing.querySelector("[data-me]").setAttribute("transform", `translate(${a.join(" ")}) scale(${unit})`);
  drawing.querySelector("[data-pin]").setAttribute("transform", `translate(${b.join(" ")}) scale(${unit})`);
  for (const name of drawing.querySelectorAll("[data-name]"))
    name.setAttribute("transform", name.getAttribute("transform").replace(/scale\(.*\)/, `scale(${unit})`));
}
