// Shows saved pages where there is no connection. It is registered when a reader saves a page, and goes with the last one that she
// removes: who saves nothing never has it. The network comes first; a copy is shown only where no answer comes, and says so.

const base = self.registration.scope;
const NAME = `saved ${base}`;
const LIST = new URL("saved/", base).href;
const PATIENCE = 5000; // milliseconds
const FILES = ["style", "script", "image", "font", "manifest"];
const FILE = /\.(?:css|js|svg|png|jpe?g|webp|avif|ico|webmanifest)$/;
const MAIN = '<main id="main" tabindex="-1">';

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(answer(event)));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  if (request.mode === "navigate") event.respondWith(openPage(event));
  else if (FILES.includes(request.destination)) event.respondWith(openFile(request));
});

// --- what a page asks for ---------------------------------------------------------------------------------------------

const tasks = new Map([["save", save], ["remove", remove], ["check", check]]);

async function answer({ data, ports: [port] }) {
  try {
    port.postMessage({ done: await tasks.get(data.task)(data.url) });
  } catch (error) {
    port.postMessage({ failed: String(error) });
  }
}

async function save(url) {
  await keep(url, await ask(url));
  await keep(LIST, await ask(LIST));
  return true;
}

async function remove(url) {
  // The last page takes everything with it, this worker too.
  const cache = await openCache();
  await cache?.delete(url);
  const left = cache ? (await pagesOf(cache)).filter((each) => each !== LIST) : [];
  if (left.length) await tidy(cache);
  else {
    await caches.delete(NAME);
    await self.registration.unregister();
  }
  return left.length;
}

async function check() {
  const cache = await openCache();
  for (const url of cache ? await pagesOf(cache) : []) {
    try {
      await renew(url, await ask(url));
    } catch {
      // No answer: the copy stays what it is.
    }
  }
  return true;
}

// --- what the browser asks for ----------------------------------------------------------------------------------------

async function openPage(event) {
  const url = bare(event.request.url);
  const cache = await openCache();
  const copy = await cache?.match(url);
  if (!copy) return fetch(event.request).catch(() => (cache ? Response.redirect(`${LIST}#missing`) : Response.error()));
  const answered = fetch(event.request, { cache: "no-cache" }).then((response) => {
    if (response.status >= 500) throw new Error(`the site answers ${response.status}`);
    return response;
  });
  const renewed = answered.then(async (response) => renew(url, isSentOn(response) ? await ask(url) : response.clone()));
  event.waitUntil(renewed.catch(() => {}));
  try {
    return await Promise.race([answered, late()]);
  } catch {
    return shown(copy);
  }
}

async function openFile(request) {
  const cache = await openCache();
  const copy = await cache?.match(request.url, { ignoreSearch: true });
  return copy ?? fetch(request).catch(async () => (await another(cache, request)) ?? Response.error());
}

async function another(cache, request) {
  // A picture has files of several sizes and kinds, of which one was saved.
  const stem = request.destination === "image" && request.url.match(/^(.*\/assets\/.+-)\d+\.[0-9a-f]+\.\w+$/)?.[1];
  const key = stem && cache && (await cache.keys()).find((each) => each.url.startsWith(stem));
  return key ? cache.match(key) : undefined;
}

const late = () => new Promise((_, failed) => setTimeout(() => failed(new Error("late")), PATIENCE));

// --- copies -----------------------------------------------------------------------------------------------------------

const bare = (address) => address.replace(/[?#].*/, "").replace(/\/index\.html$/, "/");
const isSentOn = ({ type }) => type === "opaqueredirect"; // the browser follows, and does not tell us where to
const ask = (url) => fetch(url, { cache: "no-cache" });
const openCache = async () => ((await caches.has(NAME)) ? caches.open(NAME) : undefined);
const pagesOf = async (cache) => (await cache.keys()).map(({ url }) => url).filter((url) => url.endsWith("/"));

async function renew(url, response) {
  // What is not here any more is not kept any longer.
  const cache = await openCache();
  if (!(await cache?.match(url))) return;
  if ([404, 410].includes(response.status)) await remove(url);
  else if (response.ok) await keep(url, response);
}

async function keep(url, response) {
  const html = await response.text();
  if (!response.ok || !html.includes(MAIN)) {
    const moved = response.ok && html.match(/http-equiv="refresh" content="0;\s*url=([^"]+)"/)?.[1];
    if (!moved) throw new Error(`${url} is no page of this site`);
    const there = new URL(moved, url).href;
    await keep(bare(there), await ask(there));
    await (await caches.open(NAME)).delete(url);
    return;
  }
  const cache = await caches.open(NAME);
  const at = response.redirected ? bare(response.url) : url;
  const wanted = filesOf(html, url);
  await Promise.allSettled(wanted.map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("X-Saved", new Date().toISOString());
  await cache.put(at, new Response(html, { headers }));
  if (at !== url) await cache.delete(url);
  await tidy(cache);
}

function filesOf(html, url) {
  const found = [...html.matchAll(/<(?:link|script|img)\b[^>]*?\s(?:src|href)="([^"]+)"/g)].map(([, address]) => new URL(address, url));
  return [...new Set(found.map(({ href }) => href).filter((href) => href.startsWith(base) && FILE.test(href)))];
}

async function tidy(cache) {
  const pages = await pagesOf(cache);
  const wanted = new Set(pages);
  for (const url of pages) filesOf(await (await cache.match(url)).text(), url).forEach((file) => wanted.add(file));
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

// --- what a copy says of itself ---------------------------------------------------------------------------------------

async function shown(copy) {
  const html = await copy.text();
  const until = html.match(/class="save-page" data-until="([^"]+)"/)?.[1];
  const { headers } = copy;
  if (!until) return new Response(html, { headers });
  const lang = html.match(/<html lang="([^"]+)"/)[1];
  const notice = noticeOf(words(headers.get("X-Saved").slice(0, 10), lang), words(until, lang), today() > until);
  return new Response(html.replace(MAIN, () => MAIN + notice), { headers });
}

function today() {
  // The reader's own day, not that of Greenwich.
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

const words = (day, lang) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

function noticeOf(saved, until, isOver) {
  const title = isOver ? "This copy may be out of date" : "Saved copy";
  const checked = isOver
    ? `The page was to be looked over again by ${until}. Do not rely on it alone: ask a health professional.`
    : `The page is to be looked over again by ${until}.`;
  return `<div class="wrap saved-copy"><div class="callout warning" role="note"><p class="callout-title">${title}</p>
<p>${checked}</p><p>You have no connection now, or the site does not answer. This is the page as it was on ${saved}. <a href="">Try again</a></p></div></div>`;
}
