import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { NOTHING_CONFIRMED } from '@yike/shared/cases/category-suggestions'
import { dayOf } from '@yike/shared/time/china'
import { accuracyOf, learntFrom, majorityOf, messagesInOrder } from '../tests/support/real-messages'

/**
 * `npm run bench:suggester`: how often the suggestion of a category is right over real messages, beside the majority class
 * and the words of the categories alone, and after how many confirmed cases. Figures go to bench/results.
 */
const ORDERS = 5
const HISTORIES = [20, 50, 100, 200]

const row = (what: string, { first, three }: { first: number; three: number }) =>
  `| ${what} | ${first.toFixed(1)} | ${three.toFixed(1)} |`

const day = dayOf(new Date())
const text = [
  `# ${day}: npm run bench:suggester`,
  '',
  `Node ${process.version}; 495 real messages in 7 classes (../shared/data/complaints, not shipped), 5-fold cross-validation over ${ORDERS} orders of them. Percentages of the messages whose class is the first suggestion, and is among the first three. The words are the names of the second and third level of the official tree of categories`,
  '',
  '| suggestion | first | first three |',
  '| --- | --- | --- |',
  row('the majority class', majorityOf(messagesInOrder(1))),
  row(
    'words alone (an office without history)',
    accuracyOf(ORDERS, () => NOTHING_CONFIRMED),
  ),
  ...HISTORIES.map((many) =>
    row(
      `words, and ${many} confirmed cases`,
      accuracyOf(ORDERS, (messages) => learntFrom(messages.slice(0, many))),
    ),
  ),
  row('words, and all confirmed cases of four folds (396)', accuracyOf(ORDERS, learntFrom)),
  '',
].join('\n')
const folder = path.join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, `${day}-suggester.md`), text)
console.log(text)
