// What helps someone find a place; without it the pages do the same, one page later.

import "../../lib/way-back.js";
import { showGhosts } from "./ghosts.js";
import "./locate.js";
import { rememberNeeds } from "./needs.js";
import { openSheet } from "./sheet.js";
import { suggest } from "./suggest.js";
import { afterPaint, yieldTurn } from "../../lib/turns.js";

// Each a turn of its own, after what one sees first.
async function begin() {
  await afterPaint();
  for (const form of document.querySelectorAll("[data-find]")) suggest(form);
  await yieldTurn();
  for (const details of document.querySelectorAll("[data-sheet]")) openSheet(details);
  await yieldTurn();
  for (const template of document.querySelectorAll("[data-ghosts]")) showGhosts(template);
  rememberNeeds();
}

begin();
