import json
from pathlib import Path

SITENAME = "Wellread"
SITEURL = "https://example.org"
PATH = "content"
ARTICLE_PATHS = ["articles"]
STATIC_PATHS = ["extra"]
EXTRA_PATH_METADATA = {"extra/site.css": {"path": "site.css"}}
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
THEME_STATIC_PATHS = []
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["by_slug"]
TOPIC_NAMES = json.loads(Path("topicNames.json").read_text(encoding="utf-8"))
FORMATTED_FIELDS = []
DEFAULT_PAGINATION = False
MARKDOWN = {
    "extension_configs": {"markdown.extensions.tables": {}, "markdown.extensions.toc": {}},
    "output_format": "html5",
}

ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "tags", "sitemap"]
ARCHIVES_SAVE_AS = "articles/index.html"
TAGS_SAVE_AS = "topics/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"

FEED_ATOM = "feed.xml"
FEED_MAX_ITEMS = 30
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
