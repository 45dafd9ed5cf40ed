// Puts a citation on the clipboard and says so. It stands in front of the scripts that use it.

const TOLD_FOR = 2500; // milliseconds for which "Copied" stands

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy"); // a page that is not served from this machine has no clipboard
  field.remove();
  return undefined;
}

export const copyCitation = (text, button, told) =>
  copy(text).then(
    () => {
      button.textContent = "Copied";
      told.textContent = "Citation copied.";
      setTimeout(() => {
        button.textContent = "Copy citation";
        told.textContent = "";
      }, TOLD_FOR);
    },
    () => {
      told.textContent = "The browser does not let this page copy; see the citation below.";
    },
  );
