import { keepConsents, listConsents } from '@yike/shared/messages/endpoints'
import { templatesToAsk } from '@yike/shared/messages/rules'
import type { Consents } from '@yike/shared/messages/schemas'
import { useState } from 'react'
import { useSession } from './session'
import { askWechat } from '@/lib/phone/wechat-messages'
import { useAction } from './use-action'
import { useEndpoint } from './use-endpoint'

/**
 * The messages that may still come by WeChat, and the way to agree to more, of these kinds or of all. The templates are
 * read before anybody taps, because WeChat asks only in the tap itself. Null where there is nothing to agree to.
 */
export function useConsents(kinds?: readonly string[]) {
  const signedIn = useSession() !== null
  const read = useEndpoint(listConsents, askWechat && signedIn ? {} : null)
  const keep = useAction(keepConsents)
  const [kept, setKept] = useState<Consents>()
  const templates = (kept ?? read.data)?.templates ?? []
  if (!askWechat || templates.length === 0) return null
  const asked = templatesToAsk(templates, kinds)
  return {
    /** Messages that may still come, over all templates. */
    left: templates.reduce((sum, template) => sum + template.left, 0),
    lasting: templates.some(({ lasting }) => lasting),
    /** No message may come now for one of these kinds. */
    runsDry: asked.some(({ left }) => left === 0),
    canAsk: asked.length > 0,
    busy: keep.busy,
    error: keep.error,
    ask: async () => {
      const outcomes = await askWechat!(asked.map(({ templateId }) => templateId))
      const now = outcomes && (await keep.run({ outcomes }))
      if (now) setKept(now)
    },
  }
}
