import Taro from '@tarojs/taro'

export type SubscribeOutcome = 'accept' | 'reject' | 'ban' | 'filter' | 'acceptWithAudio'

const OUTCOMES = new Set<unknown>(['accept', 'reject', 'ban', 'filter', 'acceptWithAudio'])

/**
 * WeChat's own question whether messages of these templates may come; only right after a tap. Null when it could not be
 * asked. A browser has no such messages (wechat-messages.h5.ts).
 */
export const askWechat:
  ((templateIds: string[]) => Promise<{ templateId: string; outcome: SubscribeOutcome }[] | null>) | null = async (
  templateIds,
) => {
  const answer = (await Taro.requestSubscribeMessage({ tmplIds: templateIds, entityIds: [] }).catch(
    () => null,
  )) as Record<string, unknown> | null
  const outcomes = templateIds.flatMap((templateId) => {
    const outcome = answer?.[templateId]
    return OUTCOMES.has(outcome) ? [{ templateId, outcome: outcome as SubscribeOutcome }] : []
  })
  return outcomes.length > 0 ? outcomes : null
}
