// What helps someone find a place; without it the pages do the same, one page later.

import "../../lib/way-back.js";
import { showGhosts } from "./ghosts.js";
import "./locate.js";
import { rememberNeeds } from "./needs.js";
import { openSheet } from "./sheet.js";
import { suggest } from "./suggest.js";

for (const form of document.querySelectorAll("[data-find]")) suggest(form);
for (const details of document.querySelectorAll("[data-sheet]")) openSheet(details);
for (const template of document.querySelectorAll("[data-ghosts]")) showGhosts(template);
rememberNeeds();
