/** A question that a form asks beside its words, and that the office reads by itself. */
export interface Question {
  /** The question, as the label of its field. */
  label: string
  /** `one` and `several` of its options, a whole `number`, or `words`. */
  as: 'one' | 'several' | 'number' | 'words'
  /** The options by their code, in their order. */
  options?: Readonly<Record<string, string>>
  /** The largest number, or the most characters. */
  max?: number
  /** An example of an answer, or what the answer is for. */
  help?: string
  /** The sentence that says how to go on without an answer; absent where none is needed. */
  missing?: string
}

/**
 * The questions of all kinds of case, each once; a kind names the ones that it asks. Answers are about somebody's own
 * life: they are sealed, and neither neighbours nor receivers nor other systems read them.
 */
const QUESTIONS = {
  whom: {
    label: '帮谁',
    as: 'one',
    options: { self: '本人', family: '家里人', other: '邻居、别人' },
    missing: '选一选是帮谁',
  },
  how_many: {
    label: '几个人需要',
    as: 'number',
    max: 999,
    help: '楼里好几家都要，就写大约几个人',
  },
  household: {
    label: '家里的情况',
    as: 'several',
    options: { alone: '一个人住', elder: '有老人', child: '有小孩', disabled: '有残疾人', ill: '有病人' },
    help: '只有社区办这件事的人看得到',
  },
} as const satisfies Record<string, Question>
export type QuestionCode = keyof typeof QUESTIONS
export const QUESTION_CODES = Object.keys(QUESTIONS) as [QuestionCode, ...QuestionCode[]]
export const questionOf = (code: QuestionCode): Question => QUESTIONS[code]

/** The answer to one question: codes of options, or one number or sentence as it was written. */
export interface Answer {
  question: QuestionCode
  values: string[]
}

/** The most characters of an answer in words that names no limit of its own. */
export const ANSWER_MAX = 200

/** The fault of an answer as a sentence with the way out; null where it is right. No values: it was not answered. */
function faultOf(code: QuestionCode, values: readonly string[]): string | null {
  const { label, as, options = {}, max, missing } = questionOf(code)
  if (values.length === 0) return missing ?? null
  if (as !== 'several' && values.length > 1) return `“${label}”只选一样`
  if ((as === 'one' || as === 'several') && !values.every((value) => value in options))
    return `“${label}”没有这个选项，请重新选`
  const [first = ''] = values
  if (as === 'number' && !(/^[1-9]\d*$/.test(first) && Number(first) <= (max ?? 99)))
    return `“${label}”写 1 到 ${max ?? 99} 的整数`
  if (as === 'words' && first.length > (max ?? ANSWER_MAX)) return `“${label}”最多写 ${max ?? ANSWER_MAX} 个字`
  return null
}

/**
 * The faults of the answers to these questions, by question. An answer to another question is a fault too, and so is a
 * second answer to the same one.
 */
export function faultsOfAnswers(asked: readonly QuestionCode[], answers: readonly Answer[]) {
  const faults: Partial<Record<QuestionCode, string>> = {}
  for (const { question } of answers) if (!asked.includes(question)) faults[question] = '这一类不问这个，去掉再交'
  for (const question of asked) {
    const given = answers.filter((one) => one.question === question)
    const fault =
      given.length > 1 ? `“${questionOf(question).label}”答了两次` : faultOf(question, given[0]?.values ?? [])
    if (fault) faults[question] = fault
  }
  return faults
}

/** The answers as everybody reads them who reads the words, in the order of the form: 「帮谁：家里人」. */
export const answersInWords = (asked: readonly QuestionCode[], answers: readonly Answer[]) =>
  asked.flatMap((question) => {
    const { label, options = {} } = questionOf(question)
    const values = answers.find((one) => one.question === question)?.values ?? []
    return values.length > 0
      ? [{ question, label, value: values.map((value) => options[value] ?? value).join('、') }]
      : []
  })
