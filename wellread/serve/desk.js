// The preview's own script: reloads what has changed, by livereload's protocol, and shows what is wrong. No published page has it.
(() => {
  "use strict";
  const MESSAGES = "/livereload/messages";
  const STYLES = "/livereload/styles";
  const script = document.currentScript;

  // What is open and what was closed is remembered in this tab, so that a reload leaves it as it was.
  const remember = (name, value) => {
    try { sessionStorage.setItem(`wellread-${name}`, value); } catch { /* the browser keeps nothing: then all opens again */ }
  };
  const recall = (name) => {
    try { return sessionStorage.getItem(`wellread-${name}`) ?? ""; } catch { return ""; }
  };

  class Desk {
    constructor() {
      this.host = document.createElement("wellread-desk");
      const root = this.root = this.host.attachShadow({ mode: "open" });
      root.innerHTML = `
        <link rel="stylesheet" href="/livereload/desk.css">
        <p class="said" role="status"></p>
        <button class="badge" type="button" aria-expanded="false" aria-controls="panel" hidden></button>
        <section id="panel" aria-labelledby="title" hidden>
          <div class="top">
            <h2 id="title" tabindex="-1"></h2>
            <button class="closer" type="button">Close</button>
          </div>
          <p class="lead"></p>
          <div class="list"></div>
        </section>`;
      for (const name of ["said", "badge", "lead", "list", "closer"]) this[name] = root.querySelector(`.${name}`);
      this.panel = root.getElementById("panel");
      this.title = root.getElementById("title");
      this.mark = "";
      this.asked = 0;
      this.badge.addEventListener("click", () => this.panel.hidden ? this.open() : this.close());
      this.closer.addEventListener("click", () => this.close());
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !event.defaultPrevented && !this.panel.hidden) this.close();
      });
      document.body.append(this.host);
    }

    async refresh() {
      const number = ++this.asked;
      const answer = await fetch(`${MESSAGES}?page=${encodeURIComponent(location.pathname)}`).catch(() => null);
      const messages = answer?.ok ? await answer.json() : null;
      if (messages && number === this.asked) this.show(messages);
    }

    show(messages) {
      if (messages.mark === this.mark) return;
      const before = { stopped: this.stopped, open: !this.panel.hidden };
      this.mark = messages.mark;
      this.stopped = messages.is_stopped;
      this.badge.textContent = messages.badge;
      this.badge.hidden = !messages.badge;
      this.host.toggleAttribute("data-stopped", this.stopped);
      this.panel.setAttribute("role", this.stopped ? "alertdialog" : "dialog");
      this.title.textContent = messages.title;
      this.lead.textContent = this.stopped
        ? "You see the page as it was before. Mend this and save: the message goes by itself."
        : "The page is shown all the same. Each of these goes when you mend it and save.";
      this.list.innerHTML = group("This page", messages.here) + group("Other pages", messages.elsewhere);
      this.panel.scrollTop = 0;
      const wanted = this.stopped ? recall("closed") !== this.mark : Boolean(this.mark) && recall("list") === "open";
      if (wanted && !before.open) this.open({ quietly: !this.stopped });
      if (!wanted && before.open) this.hide();
      this.said.textContent = this.stopped ? `${messages.title}: ${messages.badge}` : before.stopped ? "All is shown again." : "";
    }

    open({ quietly = false } = {}) {
      this.before = document.activeElement;
      this.panel.hidden = false;
      this.badge.setAttribute("aria-expanded", "true");
      if (!this.stopped) remember("list", "open");
      if (!quietly) this.title.focus({ preventScroll: true });
    }

    close() {
      remember(this.stopped ? "closed" : "list", this.stopped ? this.mark : "");
      this.hide();
    }

    hide() {
      const inside = this.panel.contains(this.root.activeElement);
      this.panel.hidden = true;
      this.badge.setAttribute("aria-expanded", "false");
      if (!inside) return;
      if (this.before?.isConnected && this.before !== this.host && this.before !== document.body) {
        this.before.focus({ preventScroll: true });
      } else if (!this.badge.hidden) {
        this.badge.focus({ preventScroll: true });
      }
    }
  }

  const group = (heading, list) => list ? `${heading ? `<h3>${heading}</h3>` : ""}${list}` : "";

  // Puts the styles that the page has now in the place of those that it was sent with, and reloads it if that can't be done.
  const SHEETS = "style, link[rel=stylesheet]";
  let asked = 0;
  const restyle = async () => {
    const number = ++asked;
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    const text = answer ? await answer.text() : "";
    if (number !== asked) return;
    const now = [...new DOMParser().parseFromString(text, "text/html").querySelectorAll(SHEETS)];
    const old = [...document.querySelectorAll(SHEETS)];
    if (!now.length || now.length !== old.length) return location.reload();
    old.forEach((sheet, place) => {
      if (!sheet.isEqualNode(now[place])) sheet.replaceWith(document.importNode(now[place], true));
    });
  };

  // The page that stands for a site which was never built is itself the list of what is wrong.
  const desk = document.body.classList.contains("not-yet") ? null : new Desk();

  window.LiveReloadPluginWellread = class {
    static identifier = "wellread";
    static version = "1";
    analyze() {
      return { sight: script.dataset.sight };
    }
    reload(path) {
      if (path === MESSAGES) {
        desk?.refresh();
        return true;
      }
      if (path !== STYLES) return false;
      restyle();
      return true;
    }
  };

  // By name and port, because livereload doesn't find an IPv6 address in its own; and quick to come back when serve is started again.
  const port = location.port || (location.protocol === "https:" ? 443 : 80);
  const livereload = document.createElement("script");
  livereload.src = `/livereload.js?host=${location.hostname}&port=${port}&mindelay=250&maxdelay=2000`;
  document.head.append(livereload);
})();
