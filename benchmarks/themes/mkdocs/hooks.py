"""Adds the pages of topics, and lets templates look articles up."""

import json
from pathlib import Path

from mkdocs.structure.files import File

NAMES = json.loads(Path("topicNames.json").read_text(encoding="utf-8"))


def on_files(files, config):
    for id, name in NAMES.items():
        files.append(File.generated(config, f"topics/{id}.md", content=f"---\ntitle: {name}\nlisting: {id}\n---\n"))
    return files


def on_env(env, config, files):
    pages = [file.page for file in files.documentation_pages() if "slug" in file.page.meta]
    pages.sort(key=lambda page: page.meta["title"])
    topics = {id: [] for id in NAMES}
    for page in pages:
        for id in page.meta["topics"]:
            topics[id].append(page)
    newest = sorted(pages, key=lambda page: page.meta["updated"], reverse=True)
    env.globals.update(
        by_slug={page.meta["slug"]: page for page in pages},
        listings={"all": pages, "newest": newest[:6], **topics},
        newest=newest[:30],
        topic_names=NAMES,
    )
    return env
