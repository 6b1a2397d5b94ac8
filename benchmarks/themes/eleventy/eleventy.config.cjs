module.exports = function (config) {
  const all = (api) => api.getFilteredByGlob("content/articles/*.md").sort((a, b) => (a.data.title < b.data.title ? -1 : 1));
  config.addCollection("articles", all);
  config.addCollection("newest", (api) => all(api).sort((a, b) => b.data.updated - a.data.updated).slice(0, 30));
  config.addCollection("bySlug", (api) => Object.fromEntries(all(api).map((page) => [page.data.slug, page])));
  config.addCollection("byTopic", (api) => {
    const found = {};
    for (const page of all(api)) for (const topic of page.data.topics) (found[topic] ??= []).push(page);
    return Object.keys(found).sort().map((id) => ({ id, articles: found[id] }));
  });
  config.addPassthroughCopy({ "site.css": "site.css" });
  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
};
