"""Adds the pages of topics, and lets templates look articles up."""

import json
from pathlib import Path

from mkdocs.structure.files import File

NAMES = json.loads(Path("topicNames.json").read_text(encoding="utf-8"))


def on_files(files, config):
    for topic, name in NAMES.items():
        files.append(File.generated(config, f"topics/{topic}.md", content=f"---\ntitle: {name}\nlisting: {topic}\n---\n"))
    return files


def on_env(env, config, files):  # noqa: ARG001 (MkDocs passes them by name)
    pages = [file.page for file in files.documentation_pages() if "slug" in file.page.meta]
    pages.sort(key=lambda page: page.meta["title"])
    topics = {topic: [] for topic in NAMES}
    for page in pages:
        for topic in page.meta["topics"]:
            topics[topic].append(page)
    newest = sorted(pages, key=lambda page: page.meta["updated"], reverse=True)
    env.globals.update(
        by_slug={page.meta["slug"]: page for page in pages},
        listings={"all": pages, "newest": newest[:6], **topics},
        newest=newest[:30],
        topic_names=NAMES,
    )
    return env
