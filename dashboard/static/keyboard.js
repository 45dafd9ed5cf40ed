// A letter that is held down repeats; only its first press may reach the buttons with that key.

function isField(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function rest(event) {
  const target = event.composedPath()[0];
  if (event.repeat && event.key.length === 1 && !isField(target)) event.stopImmediatePropagation();
}

export default function () {
  window.addEventListener("keydown", rest, true);
  return () => window.removeEventListener("keydown", rest, true);
}
