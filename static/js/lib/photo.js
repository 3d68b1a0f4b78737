// The questions about a photo appear as soon as one is chosen. Without this module they
// appear when the form comes back with the photo kept.

export function askAboutPhotos() {
  for (const questions of document.querySelectorAll("[data-about-photo]")) {
    const file = document.getElementById(questions.dataset.aboutPhoto);
    const isKept = !questions.hidden;
    const show = () => (questions.hidden = !isKept && !file.files.length);
    file.addEventListener("change", show);
    show(); // who comes back to this page has chosen already
  }
}
