import { createTemplate } from '../../cases/reply-templates'
import type { Actor } from '../../http/policy'
import type { Community } from '../../territory/areas'

const TEMPLATES = [
  { name: '收到了', text: '您反映的“{事项}”（{编号}）收到了，{期限}前给您准信。有变化打{电话}。' },
  { name: '单位在办', text: '“{事项}”已经请{承办单位}来办，{期限}前有结果，我们盯着。' },
  { name: '办好了', text: '“{事项}”{办结时间}办好了，您看看。没弄好就点“没办好”，或者打{社区}的电话{电话}。' },
]

/** Sentences that the office of the demo says often. */
export async function seedReplyTemplates(admin: Actor, community: Community, now: Date) {
  for (const { name, text } of TEMPLATES)
    await createTemplate(
      { actor: admin, key: `demo-template-${name}`, now },
      { areaId: String(community._id), name, text },
    )
}
