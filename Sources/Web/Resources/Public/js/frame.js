// The frame's behaviour: `/` to search, the data panels of charts, focus on opening the drawer, the wall's clock.
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("q")?.focus();
  }
  if (event.key === "Escape" && document.querySelector(".drawer:target")) location.hash = "main";
});

function armToggles(root) {
  for (const link of root.querySelectorAll("[data-toggle]")) {
    const panel = document.getElementById(link.dataset.toggle);
    if (!panel) { link.hidden = true; continue; }
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      link.setAttribute("aria-expanded", String(panel.classList.toggle("open")));
    });
  }
}
armToggles(document);
// A part of the page that was replaced says so.
addEventListener("renew", (event) => armToggles(event.target));

const focusDrawer = () => document.querySelector(".drawer:target")?.focus();
addEventListener("hashchange", focusDrawer);
focusDrawer();

const clock = document.querySelector("[data-clock]");
if (clock) {
  const style = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const show = () => {
    const part = Object.fromEntries(style.formatToParts(new Date()).map(({ type, value }) => [type, value]));
    clock.textContent = `${part.year}-${part.month}-${part.day} ${part.weekday} ${part.hour}:${part.minute}`;
  };
  show();
  setInterval(show, 10_000);
}

// A filter that is chosen applies at once; the button stays for keyboards and for pages without script.
for (const select of document.querySelectorAll("form[data-auto] select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
