// Holds the block of keys at the top of an article, symptom, term, person or page against its schema in docs/schema/, and says in
// plain words what is wrong and where. A plugin of remark: `npx remark content` runs it, and so does the extension unifiedjs.vscode-remark.
import { readFileSync } from 'node:fs'

import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import leven from 'leven'
import { LineCounter, isMap, isScalar, parseDocument } from 'yaml'

const KINDS = { articles: 'article', symptoms: 'symptom', terms: 'term', people: 'person', pages: 'page' }
const FAR = 3 // letters that may differ in a misspelt word
const SECONDARY = ['anyOf', 'if', 'not'] // what these complain of is told better by the complaint inside them

const ajv = addFormats(new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, strict: false }))
const validators = new Map()

function validatorOf(kind) {
  if (!validators.has(kind)) {
    const schema = JSON.parse(readFileSync(new URL(`../docs/schema/${kind}.json`, import.meta.url), 'utf8'))
    validators.set(kind, ajv.compile(schema))
  }
  return validators.get(kind)
}

export default function frontMatter() {
  this.compiler = (_, file) => String(file) // “Format Document” must leave a text as it was written
  return (tree, file) => {
    const folder = /(?:^|[\\/])content[\\/]([a-z]+)[\\/][^\\/]+\.md$/.exec(file.path ?? '')?.[1]
    const block = tree.children.find((each) => each.type === 'yaml')
    if (folder in KINDS && block) check(block, KINDS[folder], file)
  }
}

function check(block, kind, file) {
  const counter = new LineCounter()
  const document = parseDocument(block.value, { lineCounter: counter, version: '1.2' })
  const point = (offset) => {
    const { line, col } = counter.linePos(offset)
    return { line: line + block.position.start.line, column: col }
  }
  const tell = (words, range, expected) => {
    const message = file.message(words, { place: { start: point(range[0]), end: point(range[1]) }, ruleId: kind, source: 'wellread' })
    message.fatal = true
    if (expected?.length) message.expected = expected
  }
  for (const each of document.errors) tell(`this can't be read: ${each.message.split('\n')[0]}`, each.pos)
  if (document.errors.length || !isMap(document.contents)) return
  const validate = validatorOf(kind)
  if (validate(document.toJS())) return
  const faults = plainest(validate.errors)
  const misspelt = new Set(faults.filter((each) => each.keyword === 'additionalProperties').flatMap(meantBy))
  const { properties } = validate.schema
  for (const fault of faults) {
    if (!misspelt.has(fault.params.missingProperty)) report(fault, document, properties, tell)
  }
}

const meantBy = (fault) => nearest(fault.params.additionalProperty, Object.keys(fault.parentSchema.properties))

// Of the complaints about one value, those that say most: the others only say that no alternative fits.
function plainest(faults) {
  const told = faults.filter((each) => !SECONDARY.includes(each.keyword))
  const deeper = (one) => told.some((each) => each.instancePath.startsWith(`${one.instancePath}/`))
  const asked = (one) => told.some((each) => each !== one && each.instancePath === one.instancePath && each.keyword !== 'type')
  const kept = told.filter((each) => each.keyword !== 'type' || !(deeper(each) || asked(each)))
  const seen = new Set()
  return kept.filter((each) => {
    const key = `${each.instancePath} ${each.params.additionalProperty ?? each.params.missingProperty ?? ''}`
    return !seen.has(key) && seen.add(key)
  })
}

function report(fault, document, properties, tell) {
  const about = describe(fault, properties)
  const steps = fault.instancePath.split('/').slice(1)
  const name = steps.filter((each) => !/^[0-9]+$/.test(each)).at(-1)
  const node = steps.length ? document.getIn(steps, true) : document.contents
  const range = rangeOf(node, steps, document)
  if (fault.keyword === 'additionalProperties') {
    const key = fault.params.additionalProperty
    const meant = meantBy(fault)
    tell(`“${key}” is no key${name ? ` of “${name}”` : ''}${hint(meant)}`, keyRange(node, key) ?? range, meant)
  } else if (fault.keyword === 'required') {
    const key = fault.params.missingProperty
    const its = fault.parentSchema.properties?.[key]?.description
    tell(`“${key}” is missing${name ? ` in “${name}”` : ''}${its ? `: ${its}` : ''}`, keyRange(node) ?? range)
  } else if (fault.keyword === 'enum') {
    const allowed = fault.params.allowedValues.filter((each) => each !== null).map(String)
    const meant = nearest(String(fault.data), allowed)
    tell(`“${name}” can't be ${shown(fault.data)}: write ${allowed.join(', ')}${hint(meant)}`, range, meant.length ? meant : allowed)
  } else if (fault.data === null) {
    tell(`“${name}” is empty${about}`, range)
  } else {
    tell(`“${name}” can't be ${shown(fault.data)}${about}`, range)
  }
}

// What a value is for, in the words of the schema: its own, or those of the key of the article that it is under.
function describe(fault, properties) {
  const words = fault.parentSchema.description ?? properties[fault.instancePath.split('/')[1]]?.description
  return words ? `: ${words}` : ''
}

const hint = (meant) => (meant.length ? `; did you mean “${meant[0]}”?` : '')

function shown(value) {
  if (value !== null && typeof value === 'object') return Array.isArray(value) ? 'a list' : 'keys with values'
  return `“${String(value).slice(0, 60)}”`
}

function nearest(word, known) {
  const close = known.map((each) => [leven(word.toLowerCase(), each), each]).filter(([far]) => far <= Math.min(FAR, word.length / 2))
  return close.sort(([one], [other]) => one - other).slice(0, 1).map(([, each]) => each)
}

// Where a value stands; where there is none, its key.
function rangeOf(node, steps, document) {
  if (node?.range && node.range[1] > node.range[0]) return node.range
  const around = steps.length > 1 ? document.getIn(steps.slice(0, -1), true) : document.contents
  return keyRange(around, steps.at(-1)) ?? around?.range ?? document.contents.range
}

// Where a key stands; without a name, the first of the keys.
function keyRange(node, name) {
  if (!isMap(node)) return undefined
  const pair = name === undefined ? node.items[0] : node.items.find((each) => isScalar(each.key) && String(each.key.value) === name)
  return pair?.key?.range
}
