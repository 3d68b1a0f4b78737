/** A button with these words, that does something. */
export function button(text, className, press) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = text;
  element.addEventListener("click", press);
  return element;
}
