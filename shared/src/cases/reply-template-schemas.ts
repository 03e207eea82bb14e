import { Coded, Id, Instant, text, z } from '../zod'
import { cleanTemplate, TEMPLATE_MAX, templateFault } from './reply-templates'

const Name = text(20, 2)
const Words = text(TEMPLATE_MAX, 2)
  .transform(cleanTemplate)
  .superRefine((words, ctx) => {
    const message = templateFault(words)
    if (message) ctx.addIssue({ code: 'custom', message })
  })

export const CreateReplyTemplate = z.strictObject({ areaId: Id, name: Name, text: Words })
export const ChangeReplyTemplate = z.strictObject({ id: Id, revision: z.int(), name: Name, text: Words })

const TemplateArea = z.object({ id: Id, name: z.string(), level: Coded })
/** A template as those who keep it see it: with its variables. */
export const ReplyTemplateView = z.object({
  id: Id,
  area: TemplateArea,
  name: z.string(),
  text: z.string(),
  revision: z.int(),
  changedBy: z.string(),
  changedAt: Instant,
})
export type ReplyTemplateView = z.output<typeof ReplyTemplateView>
export const ReplyTemplateList = z.object({
  items: z.array(ReplyTemplateView),
  /** The areas in which the caller may keep templates, the widest first. */
  areas: z.array(TemplateArea),
})

/** A template for one case. */
const FilledTemplate = z.object({
  id: Id,
  name: z.string(),
  /** The words with the facts of the case; a variable without a value stays in them. */
  text: z.string(),
  /** The variables that the case has no value for. */
  lacks: z.array(z.string()),
})
export type FilledTemplate = z.output<typeof FilledTemplate>
export const FilledTemplates = z.object({ items: z.array(FilledTemplate) })

/** A template with its variables, before anybody knows for which case. */
export const OfferedTemplates = z.object({
  items: z.array(z.object({ id: Id, name: z.string(), area: z.string(), text: z.string() })),
})
