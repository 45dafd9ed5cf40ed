// Keeps the decisions of a review in this tab's storage, and gives them back after a reload.

const NAME = "newsfigures_decisions";
let told = false;

export default function ({ data, setTriggerValue }) {
  if (data.fresh) {
    const kept = sessionStorage.getItem(NAME);
    if (kept) setTriggerValue("kept", kept);
    return;
  }
  try {
    sessionStorage.setItem(NAME, data.file);
  } catch {
    // A tab keeps some megabytes, and no part of a file is worth having.
    sessionStorage.removeItem(NAME);
    if (!told) setTriggerValue("full", true);
    told = true;
  }
}
