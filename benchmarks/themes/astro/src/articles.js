import { getCollection } from "astro:content";

export async function allArticles() {
  return (await getCollection("articles")).sort((a, b) => (a.data.title < b.data.title ? -1 : 1));
}

export async function newestArticles(count) {
  return (await allArticles()).sort((a, b) => b.data.updated - a.data.updated).slice(0, count);
}
