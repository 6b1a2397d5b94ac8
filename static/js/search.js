// The search page: what is typed is looked up in an index on the reader's own device, and stands only behind the "#" of the address,
// which browsers never send. All words that readers see are in templates/components/search_results.html.

const PAGE = 10;
const MOST_PARTS = 3;
const FEW = 3;
const PAUSE = 200;
const RANKING = {
  termFrequency: 0.4,
  pageLength: 0.1,
  termSimilarity: 2,
  termSaturation: 0.9,
  metaWeights: { title: 8, called: 5, names: 7, words: 6 },
};

const form = document.querySelector(".search-box");
const field = form.querySelector("input");
const section = document.querySelector(".search-results");
const part = (name) => section.querySelector(`.search-${name}`);
const [status, urgent, meant, filters, list, more] = ["status", "urgent", "meant", "filters", "list", "more"].map(part);
const groups = [...filters.querySelectorAll("fieldset")];

let engine;
let vocabulary;
let turn = 0;
let waiting;
let found = [];

// --- what the address says --------------------------------------------------------------------------------------------

function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const ticked = Object.fromEntries(groups.map(({ dataset }) => [dataset.filter, asked.getAll(dataset.filter)]));
  return { words: (asked.get("q") ?? "").trim(), ticked };
}

function writeAddress(words, ticked) {
  const asked = new URLSearchParams();
  if (words) asked.set("q", words);
  for (const [name, values] of Object.entries(ticked)) values.forEach((value) => asked.append(name, value));
  const hash = asked.toString();
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname);
}

function readTicks() {
  const boxes = (group) => [...group.querySelectorAll("input:checked")].map((box) => box.value);
  return Object.fromEntries(groups.map((group) => [group.dataset.filter, boxes(group)]));
}

// --- the index --------------------------------------------------------------------------------------------------------

function openEngine() {
  engine ??= (async () => {
    const pagefind = await import(`${form.dataset.index}pagefind.js`);
    await pagefind.options({
      basePath: form.dataset.index,
      baseUrl: form.dataset.base,
      noWorker: true,
      excerptLength: 28,
      ranking: RANKING,
    });
    await pagefind.init();
    return pagefind;
  })();
  engine.catch(() => (engine = undefined)); // so that it can be tried again, once there is a connection
  return engine;
}

function openVocabulary() {
  vocabulary ??= fetch(form.dataset.words).then((answer) => (answer.ok ? answer.json() : { words: [], typed: [] }));
  vocabulary.catch(() => (vocabulary = undefined));
  return vocabulary;
}

async function lookUp(words, ticked) {
  const pagefind = await openEngine();
  const chosen = Object.entries(ticked).filter(([, values]) => values.length);
  const wanted = Object.fromEntries(chosen.map(([name, values]) => [name, { any: values }]));
  return pagefind.search(withoutIdle(words) || null, { filters: wanted });
}

async function lookUpAll(words, ticked) {
  const answer = await lookUp(words, ticked);
  const isThere = await Promise.all(split(withoutIdle(words)).map(isInText));
  return isThere.every(Boolean) ? answer : { ...answer, results: [] };
}

async function isInText(word) {
  // Where no word begins as one that was typed, the index takes the longest that this begins with: "men" for "meningitis".
  const { words: known, typed } = await openVocabulary();
  if (typed.includes(word) || known.some((each) => each.startsWith(word))) return true;
  const { results: [first] } = await (await openEngine()).search(word);
  return Boolean(first) && wordsOf(await first.data()).some((other) => isFormOf(word, other));
}

const wordsOf = ({ meta, excerpt }) =>
  split([...Object.values(meta), ...marked(excerpt).filter(({ nodeName }) => nodeName === "MARK").map((mark) => mark.textContent)].join(" "));

function isFormOf(word, other) {
  const stem = word.replace(/(?:ings?|ed|e?s|ly|e)$/, "").replace(/(.)\1$/, "$1");
  let same = 0;
  while (same < word.length && word[same] === other[same]) same += 1;
  return same === word.length || (stem.length > 2 && other.startsWith(stem)) || (word.length > 5 && same >= 0.6 * word.length);
}

const IDLE = new Set(status.dataset.idle.split(" "));

function withoutIdle(words) {
  // A page need not have "why does my" to answer a question that begins so.
  const left = words.split(/\s+/).filter((word) => !IDLE.has(word.toLowerCase().replace(/[?!.,;:]+$/, "")));
  return left.length ? left.join(" ") : words;
}

// --- other words ------------------------------------------------------------------------------------------------------

const split = (text) => text.toLowerCase().replaceAll("’", "'").match(/[\p{L}\p{N}]+(?:['/-][\p{L}\p{N}]+)*/gu) ?? [];
const OPPOSITES = /^(hyper|hypo|inter|intra|ante|anti|macro|micro)/;

function slips(one, other, most) {
  // How many letters are to be put in, taken out, changed or swapped with their neighbour to make one word of the other.
  let earlier = [];
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    [earlier, before, row] = [before, row, [at]];
    for (let to = 1; to <= other.length; to += 1) {
      let cost = Math.min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1));
      if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
        cost = Math.min(cost, earlier[to - 2] + 1);
      }
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
  }
  return row[other.length];
}

function nearest(word, known) {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  const beginning = word.match(OPPOSITES)?.[1];
  let best = "";
  let fewest = most + 1;
  for (const each of known) {
    if (Math.abs(each.length - word.length) >= fewest) continue;
    const other = each.match(OPPOSITES)?.[1];
    if (beginning && other && beginning !== other) continue; // words that look alike and mean the opposite
    const count = slips(word, each, fewest - 1);
    if (count < fewest) [best, fewest] = [each, count];
  }
  return best;
}

async function spellAnew(words) {
  // The words with those that no page is called by in the nearest spelling that one is; "" if that changes nothing.
  const { words: known } = await openVocabulary();
  const asked = split(words);
  const anew = await Promise.all(asked.map(async (word) => ((await isInText(word)) ? word : nearest(word, known) || word)));
  return anew.join(" ") === asked.join(" ") ? "" : anew.join(" ");
}

async function leaveOut(words, ticked) {
  // What somebody tells of themselves has words that no page has. Leave out unknown ones, then the commonest, until there is something.
  const { words: known, typed } = await openVocabulary();
  const all = [...known, ...typed];
  const rank = (word) => (all.includes(word) ? all.indexOf(word) : all.length);
  const asked = split(words);
  const isThere = await Promise.all(asked.map(isInText));
  let left = asked.filter((_, at) => isThere[at]);
  if (left.length === asked.length) left = withoutCommonest(left, rank);
  for (; left.length; left = withoutCommonest(left, rank)) {
    const some = await lookUp(left.join(" "), ticked);
    if (some.results.length) return { words: left.join(" "), some };
  }
  return undefined;
}

function withoutCommonest(words, rank) {
  const commonest = Math.min(...words.map(rank));
  return words.filter((word) => rank(word) !== commonest);
}

// --- showing ----------------------------------------------------------------------------------------------------------

const say = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, () => value), status.dataset[name]);

function tell(text) {
  if (status.textContent !== text) status.textContent = text;
}

function marked(html) {
  // What the index says of a place in a text, as text with marks: nothing else of it becomes a part of the page.
  const read = new DOMParser().parseFromString(html, "text/html").body;
  return [...read.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

function makeResult(page) {
  const item = part("result-form").content.cloneNode(true).firstElementChild;
  const inside = (name) => item.querySelector(`.search-result-${name}`);
  const link = inside("title").querySelector("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  inside("type").textContent = page.filters.type?.[0] ?? "";
  inside("text").append("… ", ...marked(page.excerpt), " …");
  fillOrDrop(inside("review"), page.filters.review?.[0]);
  const parts = page.sub_results.filter((each) => each.url.includes("#")).slice(0, MOST_PARTS);
  inside("parts").append(...parts.map(makePart));
  if (!parts.length) inside("parts").remove();
  return item;
}

function makePart(each) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = each.url;
  link.textContent = each.title;
  item.append(link);
  return item;
}

function fillOrDrop(element, text) {
  if (text) element.textContent = text;
  else element.remove();
}

function theVeryThingFirst(pages, words) {
  // The index takes "fit" for a beginning of "fitness" too. What is called just as it was typed comes before what only begins so.
  const bare = (text) => split(withoutIdle(text)).join(" ");
  const asked = bare(words);
  const names = ({ title, called = "", names = "", words = "" }) => [title, ...`${called}; ${names}; ${words}`.split("; ")];
  const isIt = (page) => names(page.meta).some((name) => bare(name) === asked);
  return [...pages.filter(isIt), ...pages.filter((page) => !isIt(page))];
}

async function showMore(mine) {
  const shown = list.children.length;
  const pages = await Promise.all(found.slice(shown, shown + PAGE).map((each) => each.data()));
  if (mine !== turn) return undefined;
  const items = pages.map(makeResult);
  list.append(...items);
  more.hidden = list.children.length >= found.length;
  return items[0];
}

function showChoices(counts, ticked) {
  for (const group of groups) {
    const name = group.dataset.filter;
    const values = Object.entries(counts[name] ?? {}).filter(([value, count]) => count || ticked[name].includes(value));
    values.sort(([one, many], [other, few]) => few - many || one.localeCompare(other, document.documentElement.lang));
    const active = document.activeElement?.closest("fieldset") === group ? document.activeElement.value : undefined;
    group.querySelector("ul").replaceChildren(...values.map(([value, count]) => makeChoice(value, count, ticked[name])));
    group.hidden = !values.length;
    if (active) [...group.querySelectorAll("input")].find((box) => box.value === active)?.focus();
  }
}

function makeChoice(value, count, ticked) {
  const item = part("choice-form").content.cloneNode(true).firstElementChild;
  const box = item.querySelector("input");
  box.value = value;
  box.checked = ticked.includes(value);
  item.querySelector(".search-choice").textContent = value;
  item.querySelector(".search-choice-count").textContent = `(${count})`;
  return item;
}

// --- searching --------------------------------------------------------------------------------------------------------

async function search() {
  const mine = (turn += 1);
  const { words, ticked } = readAddress();
  const isTicked = Object.values(ticked).some((values) => values.length);
  section.hidden = !words && !isTicked;
  if (section.hidden) return;
  const slow = setTimeout(() => tell(say("searching")), PAUSE);
  try {
    const shown = await find(words, ticked, isTicked);
    if (mine !== turn) return;
    clearTimeout(slow);
    found = shown.answer.results;
    const pages = await Promise.all(found.slice(0, PAGE).map((each) => each.data()));
    if (mine !== turn) return;
    list.replaceChildren(...theVeryThingFirst(pages, shown.words).map(makeResult));
    more.hidden = pages.length >= found.length;
    tell(shown.message);
    showUrgent(!found.length || shown.words !== words);
    showMeant(shown.meant);
    filters.hidden = !found.length && !isTicked;
    if (filters.open) showChoices(shown.answer.filters, ticked);
  } catch {
    if (mine !== turn) return;
    list.replaceChildren();
    more.hidden = meant.hidden = filters.hidden = true;
    showUrgent(true);
    tell(say("failed"));
  } finally {
    clearTimeout(slow);
  }
}

async function find(words, ticked, isTicked) {
  if (isTicked || filters.open) {
    filters.open = true;
    await (await openEngine()).filters();
  }
  const answer = await lookUpAll(words, ticked);
  const count = answer.results.length;
  if (!words || isTicked) {
    const message = count ? say(count === 1 ? "oneFiltered" : "manyFiltered", { count }) : say("nothingFiltered");
    return { answer, message, words };
  }
  const anew = count < FEW ? await spellAnew(words) : "";
  const other = anew ? await lookUpAll(anew, ticked) : undefined;
  const isBetter = other && other.results.length > count;
  if (count) return { answer, message: say(count === 1 ? "one" : "many", { count, words }), words, meant: isBetter ? anew : "" };
  if (isBetter) return { answer: other, message: say("meant", { words, meant: anew }), words: anew };
  const rest = await leaveOut(withoutIdle(anew || words), ticked);
  if (rest) return { answer: rest.some, message: say("some", { words, meant: rest.words }), words: rest.words };
  return { answer, message: say("none", { words }), words };
}

// Who is in danger and finds nothing needs a number to call. A site without emergency numbers has no such line.
function showUrgent(isNeeded) {
  if (urgent) urgent.hidden = !isNeeded;
}

function showMeant(words) {
  meant.hidden = !words;
  if (!words) return;
  const link = meant.querySelector("a");
  link.textContent = words;
  link.href = `#${new URLSearchParams({ q: words })}`;
}

function ask() {
  writeAddress(field.value.trim(), readTicks());
  search();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask();
});
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
field.addEventListener("focus", () => openEngine().catch(() => {}), { once: true });
filters.addEventListener("change", ask);
filters.addEventListener("toggle", () => filters.open && search());
part("clear").addEventListener("click", () => {
  filters.querySelectorAll("input:checked").forEach((box) => (box.checked = false));
  ask();
});
more.addEventListener("click", async () => {
  const first = await showMore(turn);
  first?.querySelector("a").focus(); // the button may be gone, and the reader's place with it
});
window.addEventListener("hashchange", start);

function start() {
  field.value = readAddress().words;
  search();
}

start();
if (!location.hash) field.focus({ preventScroll: true });
