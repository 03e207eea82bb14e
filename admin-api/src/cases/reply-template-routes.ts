import * as endpoints from '@yike/shared/cases/reply-template-endpoints'
import * as t from '@yike/shared/cases/reply-template-schemas'
import { ById } from '@yike/shared/cases/schemas'
import { Nothing } from '@yike/shared/people/schemas'
import { Done, type z } from '@yike/shared/zod'
import { Routes, handle } from '../http/handle'
import { presentFilled, presentTemplate, presentTemplates } from './reply-template-presenter'
import {
  changeTemplate,
  createTemplate,
  listKept,
  removeTemplate,
  templatesForCase,
  templatesOffered,
} from './reply-templates'

const NoInput = Nothing as z.ZodType<Record<string, never>, Record<string, never>>

/** Sentences that the office says often: those who keep them, and those who answer a case with one. */
export function replyTemplateRoutes() {
  const routes = new Routes()
  handle(routes, endpoints.listReplyTemplates, { input: NoInput, output: t.ReplyTemplateList }, async (_, { actor }) =>
    presentTemplates(await listKept(actor)),
  )
  handle(
    routes,
    endpoints.createReplyTemplate,
    { input: t.CreateReplyTemplate, output: t.ReplyTemplateView },
    async (input, call) => presentTemplate(await createTemplate(call, input)),
  )
  handle(
    routes,
    endpoints.changeReplyTemplate,
    { input: t.ChangeReplyTemplate, output: t.ReplyTemplateView },
    async (input, call) => presentTemplate(await changeTemplate(call, input)),
  )
  handle(routes, endpoints.removeReplyTemplate, { input: ById, output: Done }, async ({ id }, { actor }) => {
    await removeTemplate(actor, id)
    return { done: true as const }
  })
  handle(
    routes,
    endpoints.listOfferedTemplates,
    { input: NoInput, output: t.OfferedTemplates },
    async (_, { actor }) => ({
      items: (await templatesOffered(actor)).map(presentTemplate).map(({ id, name, area, text }) => ({
        ...{ id, name, text },
        area: area.name,
      })),
    }),
  )
  handle(
    routes,
    endpoints.listTemplatesForCase,
    { input: ById, output: t.FilledTemplates },
    async ({ id }, { actor, now }) => ({ items: (await templatesForCase(actor, id, now)).map(presentFilled) }),
  )
  return routes
}
