import type { Audience } from '@yike/shared/notices/schemas'

/** 「12 人，10 人能收到」 */
export const peopleOf = ({ people, reached }: { people: number; reached: number }) =>
  people === reached ? `${people} 人` : `${people} 人，${reached} 人能收到`

/** The verb of a notice, with how many it reaches; where nobody has an account yet there is no number to read. */
export const publishInWords = ({ reached }: Pick<Audience, 'reached'>) => (reached > 0 ? `发给 ${reached} 人` : '发布')

/** The ways by which a notice reaches people, one sentence each; those who get nothing last. */
export function waysOf({ people, reached, byApp, byWechat, bySms, byFamily }: Audience): string[] {
  const left = people - reached - byFamily
  return [
    byApp > 0 && `小程序里看得到：${byApp} 人${byWechat > 0 ? `，其中微信会提醒 ${byWechat} 人` : ''}`,
    bySms > 0 && `发短信：${bySms} 人`,
    byFamily > 0 && `本人没用小程序，家里人收得到：${byFamily} 人`,
    reached === 0 && '先挂在“通知”里，以后打开小程序的人都看得到',
    left > 0 && `收不到：${left} 人，打印张贴或上门说一声`,
  ].filter((said) => said !== false)
}
