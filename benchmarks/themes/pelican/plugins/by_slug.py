"""Lets a template look an article up by its slug."""

from pelican import signals


def add(generator):
    generator.context["by_slug"] = {article.slug: article for article in generator.articles}


def register():
    signals.article_generator_finalized.connect(add)
