import type { PromiseView, StaffCase } from './schemas'

const WORDS = {
  reporter: { answer: '答复您，请您打分', solve: '办好，请您打分', waiting: '等您补充' },
  follower: { answer: '答复反映的居民，也告诉您', solve: '办好，也告诉您', waiting: '等反映的居民补充' },
  staff: { answer: '答复居民', solve: '办好，告诉居民', waiting: '等居民补充' },
  // Nobody asked: the next step is to look.
  own: { answer: '去看，写下看到的', solve: '去看，写下看到的', waiting: '' },
} as const

/**
 * The step that is ahead of a case, in the words of its reader. Null where none is: it was answered, or another case
 * goes on for it.
 */
export function nextStepInWords(
  { state, promise }: { state: { code: string }; promise: Pick<PromiseView, 'of' | 'state'> },
  reader: keyof typeof WORDS,
): string | null {
  if (promise.state === 'answered' || state.code === 'merged') return null
  return WORDS[reader][state.code === 'waiting' ? 'waiting' : promise.of]
}

const OF_RECEIVER: Readonly<Record<string, string>> = {
  to_sign: '告诉社区收到了',
  in_hand: '告诉社区办好了',
  reported: '社区核实，告诉居民',
}

/** The same for the receiver that a case was given to. */
export const nextOfReceiver = ({ state }: { state: { code: string } }): string | null => OF_RECEIVER[state.code] ?? null

/** 「李国强想多要 3 个工作日」, for the person who decides; undefined once it is decided, or was not asked. */
export const extensionInWords = ({ extension }: Pick<StaffCase, 'extension'>): string | undefined =>
  extension?.granted === null ? `${extension.askedBy}想多要 ${extension.workdays} 个工作日` : undefined
