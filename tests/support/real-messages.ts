import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { pairsOf, suggestCategories, type ConfirmedCases } from '@yike/shared/cases/category-suggestions'

/*
 * The 495 real messages in 7 classes that lie beside the repository (`../shared/data/complaints`), and how often the
 * suggestion of a category is right over them, by 5-fold cross-validation. Read by bench/suggester.ts and by the reference
 * tests.
 */
const FOLDER = path.resolve(import.meta.dirname, '../../../shared/data/complaints')
const FOLDS = 5

export interface Message {
  title: string
  description: string
  /** The class, which is the id of its category. */
  label: string
}
const rowsOf = (file: string) =>
  parse(readFileSync(path.join(FOLDER, file), 'utf8'), { columns: true, bom: true }) as Record<string, string>[]

/** The messages in an order that follows from the seed. */
export function messagesInOrder(seed: number): Message[] {
  const messages = rowsOf('messages_labelled.csv').map((row) => ({
    title: row['留言主题']!,
    description: row['留言详情']!,
    label: row['一级分类']!,
  }))
  let state = seed
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  for (let at = messages.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1))
    ;[messages[at], messages[other]] = [messages[other]!, messages[at]!]
  }
  return messages
}

/** The classes as leaves, whose words are the names below them in the official tree of categories. */
export function classesOf(messages: readonly Message[]) {
  const tree = rowsOf('categories_3level.csv')
  return [...new Set(messages.map(({ label }) => label))].map((label) => ({
    id: label,
    parentId: 'all',
    keywords: [
      ...new Set(
        tree
          .filter((row) => row['一级分类'] === label)
          .flatMap((row) => [row['二级分类']!, row['三级分类']!])
          .filter((word) => word !== '' && word !== '其他'),
      ),
    ],
  }))
}

export const textOf = ({ title, description }: Message) => `${title} ${description}`

/** The counts that these messages leave, as the product keeps them. */
export function learntFrom(messages: readonly Message[]): ConfirmedCases {
  const learnt = { cases: {} as Record<string, number>, pairs: {} as Record<string, number> }
  const having = new Map<string, Record<string, number>>()
  const add = (counts: Record<string, number>, label: string, n = 1) => (counts[label] = (counts[label] ?? 0) + n)
  for (const message of messages) {
    const pairs = pairsOf(textOf(message))
    add(learnt.cases, message.label)
    add(learnt.pairs, message.label, pairs.length)
    for (const pair of pairs) {
      const counts = having.get(pair) ?? {}
      having.set(pair, counts)
      add(counts, message.label)
    }
  }
  return { ...learnt, having }
}

/** Percentages of the messages whose class is the first suggestion, and one of the three. */
export function accuracyOf(seeds: number, learn: (messages: readonly Message[]) => ConfirmedCases) {
  let [first, three, asked] = [0, 0, 0]
  for (let seed = 1; seed <= seeds; seed++) {
    const messages = messagesInOrder(seed)
    const classes = classesOf(messages)
    for (let fold = 0; fold < FOLDS; fold++) {
      const learnt = learn(messages.filter((_, at) => at % FOLDS !== fold))
      for (const message of messages.filter((_, at) => at % FOLDS === fold)) {
        const ids = suggestCategories(textOf(message), classes, learnt).map(({ category }) => category.id)
        asked++
        if (ids[0] === message.label) first++
        if (ids.includes(message.label)) three++
      }
    }
  }
  return { first: (100 * first) / asked, three: (100 * three) / asked }
}

/** Percentages of the messages that are of the most frequent class, and of the three most frequent. */
export function majorityOf(messages: readonly Message[]) {
  const labels = messages.map(({ label }) => label)
  const sizes = [...new Set(labels)].map((label) => labels.filter((one) => one === label).length)
  sizes.sort((a, b) => b - a)
  const share = (n: number) => (100 * sizes.slice(0, n).reduce((all, one) => all + one, 0)) / messages.length
  return { first: share(1), three: share(3) }
}
