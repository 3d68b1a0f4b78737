// On a phone a row of a list of the administration stands below itself, each value with the
// name of its column. Without this module the list scrolls in its frame.

const list = document.querySelector("#result_list");

if (list) {
  const names = [...list.querySelectorAll("thead th")].map((head) => head.querySelector(".text")?.textContent.trim() ?? "");
  for (const row of list.tBodies[0]?.rows ?? []) {
    [...row.cells].forEach((cell, at) => {
      if (!cell.matches(".action-checkbox") && names[at]) cell.dataset.label = names[at];
    });
  }
  list.classList.add("rows-told");
}
