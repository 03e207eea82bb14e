import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import type { Actor } from '../http/policy'
import { openIdsOf } from '../people/resolve-code'
import { WechatError, type Wechat } from '../wechat/client'

/**
 * The answer of the content check about words. `unsure`: WeChat says that a human should look, does not know their author,
 * or does not answer. `off`: the installation has no WeChat; nothing is asked, and nothing refused.
 */
export type Verdict = 'pass' | 'risky' | 'unsure' | 'off'

let door: Wechat | null = null
/** Set once at start: the mini-program whose content check is asked; null where there is none. */
export const useContentDoor = (wechat: Wechat | null) => void (door = wechat)

/** Scenes of msgSecCheck 2.0: all of these words are posts to a forum of neighbours. */
const FORUM = 3
/** The interface takes 2500 characters. */
const MOST = 2500
/** Somebody waits for the answer. */
const PATIENCE_MS = 3000

const partsOf = (text: string) => {
  const characters = [...text]
  return Array.from({ length: Math.ceil(characters.length / MOST) }, (_, at) =>
    characters.slice(at * MOST, (at + 1) * MOST).join(''),
  )
}

const inTime = <Answer>(asking: Promise<Answer>, instead: Answer): Promise<Answer> => {
  let timer: NodeJS.Timeout
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(instead), PATIENCE_MS)
  })
  return Promise.race([asking, late]).finally(() => clearTimeout(timer))
}

async function askAbout(wechat: Wechat, openId: string, text: string, now: Date): Promise<Verdict> {
  for (const part of partsOf(text)) {
    const said = await wechat.checkText(part, openId, FORUM, now)
    if (said !== 'pass') return said === 'risky' ? 'risky' : 'unsure'
  }
  return 'pass'
}

/** Whether these words may be read by others. Never throws: the words are not lost because a service is down. */
export async function checkWords(personId: Types.ObjectId, text: string, now: Date): Promise<Verdict> {
  if (!door) return 'off'
  if (text.trim() === '') return 'pass'
  const openId = (await openIdsOf([personId])).get(String(personId))
  // WeChat checks the words of people who used the mini-program within two hours, and of nobody else.
  if (!openId) return 'unsure'
  const asking = askAbout(door, openId, text, now).catch((cause: unknown): Verdict => {
    if (cause instanceof WechatError || cause instanceof AppError) return 'unsure'
    throw cause
  })
  return inTime(asking, 'unsure')
}

/**
 * Refuses words of staff that the check takes for harmful, by field. Where the check is unsure they pass: a member of staff
 * whose duty it is has written them, who is the human that a doubtful text waits for.
 */
export async function refuseHarmful(
  { personId }: Pick<Actor, 'personId'>,
  fields: Readonly<Record<string, string | null | undefined>>,
  now: Date,
): Promise<void> {
  for (const [field, text] of Object.entries(fields))
    if (text && (await checkWords(personId, text, now)) === 'risky')
      throw new AppError('INVALID_INPUT', undefined, {
        fields: { [field]: ['微信的内容检查说这段话不合适，换个说法再存；拿不准就问问同事'] },
      })
}
