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
    label: '为谁提的',
    as: 'one',
    options: { self: '本人', family: '家里人', other: '邻居、别人' },
    missing: '选一选是为谁提的',
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
  aid_about: {
    label: '要的是什么',
    as: 'one',
    // 法律援助法, article 31; `crime`: article 24.
    options: {
      wages: '工钱、劳动关系',
      injury: '工伤、车祸、医疗伤害',
      support: '赡养、抚养、扶养费',
      insurance: '社保、救助',
      pension: '抚恤金',
      capacity: '认定没有行为能力',
      pollution: '污染、生态损害',
      state: '国家赔偿',
      crime: '刑事案子',
      other: '别的事',
    },
    missing: '选一选要的是什么，拿不准选“别的事”',
  },
  aid_exempt: {
    label: '有没有这些情况',
    as: 'several',
    // Articles 32 and 42: the means are not looked at.
    options: {
      violence: '受虐待、遗弃、家暴',
      courage: '见义勇为',
      acquitted: '再审改判无罪',
      hero: '英烈近亲属维护名誉',
      dependent: '没固定收入的老人、孩子、残疾人',
      relief: '低保、救助、优抚对象',
      migrant: '进城务工要工钱、工伤赔偿',
    },
    help: '有一样，就不看家里困难不困难',
  },
  aid_stage: {
    label: '到哪一步了',
    as: 'one',
    options: { before: '还没打官司', arbitration: '在仲裁', court: '法院立案了', summons: '收到传票', after: '判完了' },
  },
  aid_questions: {
    label: '想问律师什么',
    as: 'words',
    max: 200,
    help: '一条一条写，律师先看一遍，见面省时间',
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

/**
 * The people in need that the answers name: 「几个人需要」 as a number, which says nothing of anybody and is summed.
 * Undefined where no number was given, which is not one person.
 */
export function peopleInNeed(answers: readonly Answer[] = []): number | undefined {
  const said = Number(answers.find(({ question }) => question === 'how_many')?.values[0])
  return Number.isSafeInteger(said) && said > 0 ? said : undefined
}

/** The answers as everybody reads them who reads the words, in the order of the form: 「为谁提的：家里人」. */
export const answersInWords = (asked: readonly QuestionCode[], answers: readonly Answer[]) =>
  asked.flatMap((question) => {
    const { label, options = {} } = questionOf(question)
    const values = answers.find((one) => one.question === question)?.values ?? []
    return values.length > 0
      ? [{ question, label, value: values.map((value) => options[value] ?? value).join('、') }]
      : []
  })
