import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

const texts = z.array(z.string());

const articles = defineCollection({
  loader: glob({ pattern: "*.md", base: "./src/content/articles" }),
  schema: z.object({
    title: z.string(), description: z.string(), date: z.coerce.date(), updated: z.coerce.date(), main_message: z.string(),
    symptoms: texts, flags_emergency: texts, flags_urgent: texts, flags_soon: texts, compare_columns: texts, compare_rows: texts,
    related: texts, topics: texts, synonyms: texts, references: texts,
  }),
});

export const collections = { articles };
