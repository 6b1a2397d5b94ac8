// What VS Code's remark extension does with our Markdown: it checks the block of keys at the top as you type. It never rewrites a text.
import remarkFrontmatter from 'remark-frontmatter'

import frontMatter from './.vscode/front-matter.mjs'

export default { plugins: [remarkFrontmatter, frontMatter] }
