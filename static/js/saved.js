// Saving a page on the reader's own device, and the list of what she saved. Nothing is stored, and no worker registered, before she
// asks for it. Copies are kept in one cache, by the worker of templates/sw.js; nothing else is written anywhere.

const base = new URL("../", import.meta.url);
const LIST = new URL("saved/", base).href;
const NAME = `saved ${base.href}`;
const here = location.origin + location.pathname.replace(/\/index\.html$/, "/");
const { lang } = document.documentElement;
const days = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });
const words = (day) => days.format(new Date(day));

const control = document.querySelector(".save-page");
const list = document.querySelector(".saved-list");

// --- what is saved ----------------------------------------------------------------------------------------------------

async function openCache() {
  // A cache without its worker is of no use: the browser has thrown the worker away.
  if (!(await caches.has(NAME))) return undefined;
  if (await navigator.serviceWorker.getRegistration(base.href)) return caches.open(NAME);
  await caches.delete(NAME);
  return undefined;
}

const isSaved = async (url) => Boolean(await (await openCache())?.match(url));

async function ask(task, url) {
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((done, failed) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => ("done" in data ? done(data.done) : failed(new Error(data.failed)));
    active.postMessage({ task, url }, [port2]);
  });
}

async function save(url) {
  await navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.pathname });
  try {
    await ask("save", url);
  } catch (error) {
    await ask("remove", url); // the worker goes too, if it has nothing to keep
    throw error;
  }
}

// --- on a page: save it, or remove the copy ---------------------------------------------------------------------------

function make(name, text = "", more = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...more });
}

async function showControl() {
  const button = make("button", "", { type: "button" });
  const status = make("p");
  status.setAttribute("role", "status");
  const show = (saved) => {
    button.textContent = saved ? "Remove the saved copy" : "Save this page to read without a connection";
    status.replaceChildren(...(saved ? ["Saved on this device. ", make("a", "Saved pages", { href: LIST })] : []));
  };
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    try {
      const saved = await isSaved(here);
      status.textContent = saved ? "Removing …" : "Saving …";
      await (saved ? ask("remove", here) : save(here));
      show(!saved);
      if (saved) status.textContent = "Removed from this device.";
    } catch {
      status.textContent = "It could not be saved. Check your connection and try again.";
    }
    button.removeAttribute("aria-disabled");
  });
  show(await isSaved(here));
  control.style.display = "block";
  control.append(button, status);
}

// --- the list ---------------------------------------------------------------------------------------------------------

const part = (name, within = list) => within.querySelector(`.saved-${name}`);

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, "0")).join("-");
}

async function readCopies() {
  const cache = await openCache();
  const found = [];
  for (const { url } of cache ? await cache.keys() : []) {
    if (!url.endsWith("/") || url === LIST) continue;
    const copy = await cache.match(url);
    // Its styles are none of this page's, whose policy would only complain of them.
    const html = (await copy.text()).replace(/<style>.*?<\/style>/s, "");
    const page = new DOMParser().parseFromString(html, "text/html");
    const text = (selector) => page.querySelector(selector)?.textContent.trim();
    found.push({
      url,
      title: text("h1"),
      review: text(".review-sentence") ?? text(".page-intro") ?? "",
      until: page.querySelector(".save-page")?.dataset.until ?? "",
      saved: copy.headers.get("X-Saved").slice(0, 10),
    });
  }
  return found.sort((one, other) => one.title.localeCompare(other.title, lang));
}

function itemOf({ url, title, review, until, saved }) {
  const item = part("form").content.cloneNode(true).firstElementChild;
  const link = item.querySelector("a");
  Object.assign(link, { href: url, textContent: title });
  part("review", item).textContent = review;
  const isOver = until && today() > until;
  item.classList.toggle("saved-over", Boolean(isOver));
  const state = part("until", item);
  state.textContent = until ? state.dataset[isOver ? "over" : "due"].replace("{day}", words(until)) : "";
  part("when", item).textContent = part("when", item).dataset.words.replace("{day}", words(saved));
  const button = item.querySelector("button");
  part("which", button).textContent = title;
  button.addEventListener("click", async () => {
    await ask("remove", url);
    await showList(true);
  });
  return item;
}

async function showList(isChanged = false) {
  const status = part("status");
  const copies = await readCopies();
  part("items").replaceChildren(...copies.map(itemOf));
  part("clear").hidden = !copies.length;
  const count = copies.length ? status.dataset[copies.length === 1 ? "one" : "many"].replace("{count}", copies.length) : status.dataset.none;
  status.textContent = location.hash === "#missing" && !isChanged ? `${status.dataset.missing} ${count}` : count;
  if (isChanged) (part("items").querySelector("a") ?? status).focus();
}

async function checkList() {
  if (!(await openCache())) return;
  await ask("check");
  if (!part("items").contains(document.activeElement)) await showList();
}

async function clearList() {
  for (const { url } of await readCopies()) await ask("remove", url);
  await showList(true);
}

// --- which of the two -------------------------------------------------------------------------------------------------

if ("serviceWorker" in navigator && "caches" in window) {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  if (control) await showControl();
  if (list) {
    part("clear").addEventListener("click", clearList);
    addEventListener("online", checkList);
    await showList();
    await checkList();
  }
} else if (list) part("status").textContent = part("status").dataset.unable;
