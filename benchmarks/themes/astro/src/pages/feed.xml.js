import { newestArticles } from "../articles.js";
import site from "../site.json";

const entry = ({ id, data }) => `
<entry><title>${data.title}</title><id>https://example.org/articles/${id}/</id><link href="https://example.org/articles/${id}/"/><updated>${data.updated.toISOString()}</updated><summary>${data.description}</summary></entry>`;

export async function GET() {
  const newest = await newestArticles(30);
  return new Response(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${site.title}</title><id>https://example.org/</id><updated>${newest[0].data.updated.toISOString()}</updated>${newest.map(entry).join("")}
</feed>
`);
}
