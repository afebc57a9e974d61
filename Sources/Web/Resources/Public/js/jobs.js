// Keeps a page about long work up to date: asks the API, and takes the page's own fresh markup when something moved.
const live = () => document.querySelector("[data-live]");
let seen = "";

async function look() {
  const response = await fetch(live().dataset.live, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const state = await response.text();
  // The first answer counts as news too: the work may have ended between the page and it.
  if (state === seen) return;
  seen = state;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  const keepsFocus = live().contains(document.activeElement) ? document.activeElement.id : "";
  if (fresh) live().replaceWith(fresh);
  if (keepsFocus) document.getElementById(keepsFocus)?.focus();
}

while (live()?.dataset.active === "true") {
  await look().catch(() => {});
  await new Promise((resume) => { setTimeout(resume, 2_000); });
}
