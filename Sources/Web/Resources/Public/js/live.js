// Keeps the load curve up to date: the server says when there is another one, and the page's own fresh markup replaces it.
const plate = () => document.querySelector("[data-events]");

async function renew(event) {
  if (event.lastEventId === plate().dataset.seen) return;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = page.querySelector("[data-events]");
  // What somebody reads or has opened stays as it is until they leave it.
  if (!fresh || plate().contains(document.activeElement) || plate().querySelector(".data.open")) return;
  plate().replaceWith(fresh);
  fresh.dispatchEvent(new Event("renew", { bubbles: true }));
}

if (plate()) {
  const source = new EventSource(plate().dataset.events);
  source.addEventListener("load", (event) => { if (!document.hidden) renew(event).catch(() => {}); });
  // A stream left open would hold back the page that comes next.
  addEventListener("pagehide", () => source.close());
}
