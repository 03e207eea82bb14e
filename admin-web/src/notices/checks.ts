import { placeholdersIn } from '@yike/shared/notices/placeholders'

/** Words that neighbours do not understand, and the words of the street. */
const HARD_WORDS: Record<string, string> = {
  敬请谅解: '给您添麻烦了',
  特此通知: '不写也行',
  予以: '不写也行',
  届时: '到时候',
  逾期: '过了时间',
  兹定于: '写日期就行',
  各居民用户: '各位邻居',
  望周知: '不写也行',
  此致: '不写也行',
  辖区: '我们这里',
  务必: '请一定',
}

const A_TIME = /\d{1,2}\s*[:：点]|\d{1,2}月\d{1,2}日|今天|明天|后天|今晚|周[一二三四五六日]/
const A_CONTACT = /电话|找|联系|\d{7,}/
/** Characters a minute that an elder reads. */
const READING_PACE = 220

export interface NoticeText {
  title?: string
  body?: string
  phone?: string
  hasTimes: boolean
}

export interface Check {
  isOk: boolean
  /** The finding, or the way to mend it. */
  said: string
}

/**
 * The three checks of a notice: a time, somebody to turn to, no hard words. They advise; they do not forbid. A blank that
 * is left does, and comes first.
 */
export function checksOf({ title = '', body = '', phone, hasTimes }: NoticeText): Check[] {
  const words = `${title}\n${body}`
  const hard = Object.entries(HARD_WORDS).find(([word]) => words.includes(word))
  const hasTime = hasTimes || A_TIME.test(words)
  const hasContact = A_CONTACT.test(body) && !!phone
  const blanks = placeholdersIn(words).length
  return [
    ...(blanks > 0 ? [{ isOk: false, said: `还有 ${blanks} 处“待填”，填好才能发布` }] : []),
    hasTime ? { isOk: true, said: '时间写清了' } : { isOk: false, said: '没写什么时候' },
    hasContact ? { isOk: true, said: '写了找谁' } : { isOk: false, said: '正文里没说找谁' },
    hard ? { isOk: false, said: `「${hard[0]}」难懂，换成「${hard[1]}」` } : { isOk: true, said: '没有难懂的词' },
  ]
}

/** Seconds to read it, to the next ten. */
export const readingSeconds = ({ title = '', body = '' }: NoticeText) =>
  Math.max(10, Math.ceil(((title.length + body.length) / READING_PACE) * 6) * 10)

const NIGHT_FROM = 22 * 60
const NIGHT_TO = 8 * 60
/** Nobody should be woken: between 22:00 and 8:00 the editor advises to wait, unless it is urgent. */
export const isNight = (minute: number) => minute >= NIGHT_FROM || minute < NIGHT_TO
